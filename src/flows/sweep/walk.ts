import { inSweepOrder } from '../../core/sweep.ts';
import type { Clock } from '../../ports.ts';
import type { PoolOutcome } from '../check-pools.ts';
import type { LookOutcome } from '../look.ts';
import type { ShareOutcome } from '../share-outcome.ts';

/** A walk over what a scope holds, in the order of a sweep, for as long as there is time. */
export interface Walk {
  /** Those of these ARNs that are still ahead, in order. */
  ahead(arns: Iterable<string>): readonly string[];
  /**
   * Is there time for something that takes so many seconds? There always is before the first stop. Once there is none,
   * there is none for anything.
   */
  hasTime(seconds?: number): boolean;
  /** Was there time for everything? */
  isOver(): boolean;
  /** Makes a stop. One that fails keeps no other from being made. */
  stop(arn: string, look: () => Promise<Partial<LookOutcome>>): Promise<void>;
  /** ARN of the last stop. `undefined`: there was none. */
  last(): string | undefined;
  readonly shares: readonly ShareOutcome[];
  readonly pools: readonly PoolOutcome[];
  readonly failures: readonly Error[];
}

/** @param after ARN of the last stop of the part before. @param until when time is up, ISO 8601, UTC; absent: never. */
export function walkFrom(after: string | undefined, until: string | undefined, clock: Clock): Walk {
  const shares: ShareOutcome[] = [];
  const pools: PoolOutcome[] = [];
  const failures: Error[] = [];
  let last = after;
  let stops = 0;
  let isOut = false;
  return {
    ahead: (arns) =>
      [...new Set(arns)]
        .filter((arn) => after === undefined || inSweepOrder(arn, after) > 0)
        .sort(inSweepOrder),
    hasTime(seconds = STOP_SECONDS) {
      isOut ||= stops > 0 && until !== undefined && isPast(until, seconds, clock);
      return !isOut;
    },
    isOver: () => !isOut,
    async stop(arn, look) {
      try {
        const looked = await look();
        shares.push(...(looked.shares ?? []));
        pools.push(...(looked.pools ?? []));
      } catch (cause) {
        failures.push(new Error(`${arn}: ${cause instanceof Error ? cause.message : cause}`, { cause }));
      }
      last = arn;
      stops += 1;
    },
    last: () => last,
    shares,
    pools,
    failures,
  };
}

const isPast = (until: string, seconds: number, clock: Clock): boolean =>
  Date.parse(clock.now()) + seconds * 1000 > Date.parse(until);

/** @throws when a stop failed, with how many did and the first of them. */
export function throwFailures({ failures }: Walk): void {
  const [first] = failures;
  if (!first) return;
  throw new Error(`${failures.length} could not be looked at, the first: ${first.message}`, { cause: first });
}

/** The longest that one stop may take: a look at a share with all retries, and at a pool that depends on it. */
const STOP_SECONDS = 90;
