import type { GrantedWaiver } from '../core/guardrail.ts';
import type { Ledger } from '../ports.ts';
import { beginningWith, idInKey, type Key } from './dynamo-keys.ts';
import type { Item, Table } from './dynamo-table.ts';

/**
 * Waivers granted at run time, in one partition: one item a resource and consumer. One that ends stays, and tells who
 * ended it, until the next is granted in its place.
 */
export function waiverRecords(table: Table): Pick<Ledger, 'grantWaiver' | 'endWaiver' | 'waivers'> {
  return {
    async grantWaiver(waiver) {
      await table.put({ ...keyOf(waiver.resource, waiver.consumer), kind: 'waiver', ...waiver });
    },

    endWaiver(resource, consumer, by, at) {
      const stands = { holds: 'attribute_exists(#grantedAt) AND attribute_not_exists(#endedAt)' };
      const end = { does: 'SET #endedAt = :at, #endedBy = :by', with: { at, by } };
      return table.update(keyOf(resource, consumer), end, stands);
    },

    async waivers(now) {
      const items = await table.range(PK, ...beginningWith(START));
      return items
        .filter(({ endedAt }) => !endedAt)
        .map(waiverFrom)
        .filter(({ until }) => now.slice(0, 10) <= until);
    },
  };
}

const PK = 'WAIVERS';
/** DynamoDB takes no empty sort key, also to begin a range with. */
const START = 'WAIVER#';
const keyOf = (resource: string, consumer: string): Key => ({
  pk: PK,
  sk: START + idInKey(`${resource} ${consumer}`),
});

function waiverFrom(item: Item): GrantedWaiver {
  const { pk, sk, kind, ...waiver } = item;
  return waiver as unknown as GrantedWaiver; // put by `grantWaiver`, the only writer of such items
}
