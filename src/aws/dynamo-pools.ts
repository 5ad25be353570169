import type { PoolSnapshot } from '../core/pool-coverage.ts';
import { scopeOf } from '../core/resource.ts';
import type { Ledger } from '../ports.ts';
import { beginningWith, type Key, partitionOfScope } from './dynamo-keys.ts';
import { type Item, isAbsent, type Table } from './dynamo-table.ts';

/** What pools are made of: one item a pool, listed by scope. A pool holds 100 origination identities at most. */
export function poolRecords(table: Table): Pick<Ledger, 'recordPool' | 'forgetPool' | 'pools'> {
  return {
    async recordPool({ arn, members, optOutList, readAt }) {
      const isNotLater = { holds: `${isAbsent.holds} OR #readAt <= :readAt`, with: { readAt } };
      await table.put({ ...keyOf(arn), kind: 'pool', arn, members, optOutList, readAt }, isNotLater);
    },

    async forgetPool(poolArn) {
      await table.delete(keyOf(poolArn));
    },

    async pools(scope) {
      return (await table.range(partitionOfScope(scope), ...beginningWith('POOL#'))).map(poolFrom);
    },
  };
}

const keyOf = (arn: string): Key => ({ pk: partitionOfScope(scopeOf(arn)), sk: `POOL#${arn}` });

function poolFrom(item: Item): PoolSnapshot {
  const { pk, sk, kind, ...pool } = item;
  return pool as unknown as PoolSnapshot; // put by `recordPool`, the only writer of such items
}
