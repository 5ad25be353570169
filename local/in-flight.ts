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
   * @returns what was still in flight after `timeoutMs`; empty: idle.
   */
  readonly idle: (timeoutMs: number) => Promise<readonly string[]>;
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
        if (work.size === 0) for (const wake of [...waiting]) wake();
      };
    },
    current,
    async idle(timeoutMs) {
      const timeout = after(timeoutMs);
      try {
        do {
          if (work.size > 0) await Promise.race([timeout.passed, nextEmpty()]);
          else await nextTurn();
        } while (!timeout.hasPassed() && !(await staysEmpty()));
        return current();
      } finally {
        timeout.cancel();
      }
    },
  };

  function nextEmpty(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
    });
  }

  /** The end of one piece of work often begins the next some turns later. */
  async function staysEmpty(): Promise<boolean> {
    for (let turn = 0; turn < QUIET_TURNS; turn += 1) {
      if (work.size > 0) return false;
      await nextTurn();
    }
    return work.size === 0;
  }
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
