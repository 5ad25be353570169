import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that has begun and not ended: messages, deliveries, invocations. */
export interface InFlight {
  /** Counts a piece of work. Returns its end; ending twice changes nothing. */
  readonly begin: (what: string) => () => void;
  /** What is in flight now, oldest first. */
  readonly current: () => readonly string[];
  /**
   * Waits until nothing is in flight, and nothing has begun again a few turns of the event loop later.
   *
   * @param timeoutMs of the machine's time, not of the virtual clock.
   * @param counts which work to wait for. Default: all.
   * @returns what was still in flight after `timeoutMs`; empty: idle.
   */
  readonly idle: (timeoutMs: number, counts?: (what: string) => boolean) => Promise<readonly string[]>;
}

export function inFlight(): InFlight {
  const work = new Set<{ readonly what: string }>();
  const waiting = new Set<() => void>();
  const current = () => [...work].map(({ what }) => what);

  return {
    begin(what) {
      const piece = { what };
      work.add(piece);
      return () => {
        work.delete(piece);
        for (const wake of [...waiting]) wake();
      };
    },
    current,
    async idle(timeoutMs, counts = () => true) {
      const left = () => current().filter(counts);
      const timeout = after(timeoutMs);
      try {
        do {
          while (left().length > 0 && !timeout.hasPassed()) await Promise.race([timeout.passed, nextEnd()]);
        } while (!timeout.hasPassed() && !(await staysEmpty(left)));
        return left();
      } finally {
        timeout.cancel();
      }
    },
  };

  function nextEnd(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
    });
  }
}

/** Functions run in processes, which need the machine's time; all else in flight needs turns, or virtual time. */
export const isInvocation = (what: string): boolean => what.startsWith('invocation ');

/** The end of one piece of work often begins the next some turns later. */
async function staysEmpty(left: () => readonly string[]): Promise<boolean> {
  for (let turn = 0; turn < QUIET_TURNS; turn += 1) {
    if (left().length > 0) return false;
    await nextTurn();
  }
  return left().length === 0;
}

const QUIET_TURNS = 10;

function after(ms: number) {
  let passed = false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    passed = true;
    resolve();
  }, ms);
  return { passed: promise, hasPassed: () => passed, cancel: () => clearTimeout(timer) };
}
