import type { Clock, Turns } from '../ports.ts';
import { partitionOf } from './dynamo-keys.ts';
import { isAbsent, type Table } from './dynamo-table.ts';

/** One look a second sees everything soon, and asks little of RAM. */
const APART_MS = 1000;
const KEPT_SECONDS = 24 * 3600;

/** Turns as one item for each share: when the next look may begin. */
export function dynamoTurns(table: Table, clock: Clock, wait: (ms: number) => Promise<void>): Turns {
  return {
    async begin(about) {
      const now = Date.parse(clock.now());
      const item = {
        pk: partitionOf(about),
        sk: 'TURN',
        kind: 'turn' as const,
        nextAt: new Date(now + APART_MS).toISOString(),
        expiresAt: Math.floor(now / 1000) + KEPT_SECONDS,
      };
      const isFree = {
        holds: `${isAbsent.holds} OR #nextAt <= :now`,
        with: { now: new Date(now).toISOString() },
      };
      if (await table.put(item, isFree)) return true;
      await wait(APART_MS);
      return false;
    },
  };
}
