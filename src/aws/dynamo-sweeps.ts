import type { Scope } from '../core/resource.ts';
import type { Ledger } from '../ports.ts';
import { type Key, partitionOfScope } from './dynamo-keys.ts';
import { isAbsent, type Table } from './dynamo-table.ts';

/** The sweep of each scope that is under way, or was the last. */
export function sweepRecords(table: Table): Pick<Ledger, 'beginSweep' | 'continueSweep' | 'endSweep'> {
  return {
    beginSweep(scope, now, leaseMs) {
      const isFree = { holds: `${isAbsent.holds} OR #until <= :now`, with: { now } };
      return table.put(
        { ...keyOf(scope), kind: 'sweep', startedAt: now, until: after(now, leaseMs) },
        isFree,
      );
    },

    continueSweep(scope, startedAt, now, leaseMs) {
      const isUnderWay = {
        holds: '#startedAt = :startedAt AND #until > :startedAt',
        with: { startedAt },
      };
      const extend = { does: 'SET #until = :until', with: { until: after(now, leaseMs) } };
      return table.update(keyOf(scope), extend, isUnderWay);
    },

    async endSweep(scope, startedAt) {
      const isLast = { holds: '#startedAt = :startedAt', with: { startedAt } };
      await table.update(keyOf(scope), { does: 'SET #until = :startedAt', with: {} }, isLast);
    },
  };
}

const keyOf = (scope: Scope): Key => ({ pk: partitionOfScope(scope), sk: 'SWEEP' });
const after = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();
