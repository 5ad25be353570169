import { createHash } from 'node:crypto';
import type { Actor } from '../core/finding.ts';
import type { Ledger } from '../ports.ts';
import { type Key, partitionOf } from './dynamo-keys.ts';
import { type Item, isAbsent, type Table } from './dynamo-table.ts';

/** What policies were when last read, by digest, and who changed them last: one item a resource. */
export function policyRecords(table: Table): Pick<Ledger, 'recordPolicy'> {
  return {
    async recordPolicy({ resource, document, readAt }, actor) {
      const digest = document === undefined ? 'none' : createHash('sha256').update(document).digest('hex');
      const change = {
        does: `SET #kind = :kind, #digest = :digest, #readAt = :readAt${actor ? ', #actor = :actor' : ''}`,
        with: { kind: 'policy', digest, readAt, ...(actor && { actor }) },
      };
      const isNotLater = { holds: `${isAbsent.holds} OR #readAt <= :readAt` };
      await table.update(keyOf(resource), change, isNotLater);
    },
  };
}

export const policyActorIn = (item: Item | undefined): Actor | undefined => item?.actor as Actor | undefined; // as `recordPolicy` put it

const keyOf = (resource: string): Key => ({ pk: partitionOf(resource), sk: 'POLICY' });
