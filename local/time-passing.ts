import type { VirtualClock } from './clock.ts';
import { watchWork } from './watched-work.ts';

/** What came of some work, and how long it took by the virtual clock. */
export interface TimedResult<T> {
  readonly result: T;
  readonly seconds: number;
}

/** Waits on the virtual clock: for code that runs inside `withTimePassing`. */
export const sleepOn =
  (clock: Pick<VirtualClock, 'now' | 'at'>) =>
  (ms: number): Promise<void> =>
    new Promise((resolve) => void clock.at(clock.now() + ms, resolve));

export interface TimePassingOptions {
  /** How long the work may be busy at one virtual moment, in the machine's time. Default: 5 seconds. */
  readonly patienceMs?: number;
  /** How long it may take in all, in virtual time. Default: a week. */
  readonly longestMs?: number;
}

/**
 * Runs work in the process of a cloud with a manual clock, and lets time pass whenever all has come to rest: from one
 * due task to the next, for as long as the work needs. A promise that nothing settles is an error.
 *
 * The work waits by `sleepOn`. Where it waits on the machine's timers, as SDK clients do before they repeat a call,
 * virtual time stands still meanwhile. Only one such work may run at a time.
 *
 * @throws what the work throws, and when it can't go on: nothing is due, or one of the limits is reached.
 */
export async function withTimePassing<T>(
  { world: { clock } }: { readonly world: { readonly clock: VirtualClock } },
  work: () => Promise<T>,
  { patienceMs = 5_000, longestMs = WEEK_MS }: TimePassingOptions = {},
): Promise<TimedResult<T>> {
  const watched = watchWork();
  const start = clock.now();
  let endedAt: number | undefined;
  const running = watched.run(work).finally(() => {
    endedAt = clock.now();
  });
  // It is awaited below, and may fail before.
  running.catch(() => {});

  try {
    while (endedAt === undefined) {
      await watched.rest(patienceMs);
      if (endedAt !== undefined) break;
      const due = clock.nextDue();
      if (due === undefined) throw new Error('the work waits for something that time does not bring');
      if (due - start > longestMs) throw new Error(`the work is not over after ${longestMs / 1000} seconds`);
      await clock.advance(Math.max(0, due - clock.now()));
    }
  } finally {
    watched.stop();
  }
  return { result: await running, seconds: (endedAt - start) / 1000 };
}

const WEEK_MS = 7 * 86_400_000;
