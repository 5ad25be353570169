import type { Actor } from '../core/finding.ts';
import type { Ledger } from '../ports.ts';
import { type Key, partitionOf } from './dynamo-keys.ts';
import { type Item, isAbsent, type Table } from './dynamo-table.ts';

/** Who changed policies last, and when what they left was read: one item a resource. */
export function policyRecords(table: Table): Pick<Ledger, 'recordPolicyActor'> {
  return {
    async recordPolicyActor({ resource, readAt }, actor) {
      const change = {
        does: 'SET #kind = :kind, #readAt = :readAt, #actor = :actor',
        with: { kind: 'policy', readAt, actor },
      };
      const isNotLater = { holds: `${isAbsent.holds} OR #readAt <= :readAt` };
      await table.update(keyOf(resource), change, isNotLater);
    },
  };
}

export const policyActorIn = (item: Item | undefined): Actor | undefined => item?.actor as Actor | undefined; // as `recordPolicyActor` put it

const keyOf = (resource: string): Key => ({ pk: partitionOf(resource), sk: 'POLICY' });
