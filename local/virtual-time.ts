/** The machine's own time and timer, as arguments. */
export interface Machine {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Runs `task` after at least `delayMs`. Returns its cancellation. */
  after(delayMs: number, task: () => void): () => void;
}

/** Where virtual time stands. */
export interface Time {
  now(): number;
  /** Forward only: an earlier moment changes nothing. */
  moveTo(ms: number): void;
}

/** It stands still but for `moveTo`. */
export function manualTime(startMs: number): Time {
  let now = startMs;
  return {
    now: () => now,
    moveTo: (ms) => {
      now = Math.max(now, ms);
    },
  };
}

/** It flows with the machine's, and never goes back. */
export function flowingTime(startMs: number, machine: Machine): Time {
  let offsetMs = startMs - machine.now();
  let latest = startMs;
  const now = () => {
    // The machine's time may be set back.
    latest = Math.max(latest, machine.now() + offsetMs);
    return latest;
  };
  return {
    now,
    moveTo: (ms) => {
      offsetMs += Math.max(0, ms - now());
    },
  };
}

/** The one that this runs on. */
export const thisMachine: Machine = {
  now: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
