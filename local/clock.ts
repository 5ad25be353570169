/** Time in the local cloud. Every delay of the simulated services hangs on it, none on the machine's timers. */
export interface VirtualClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Runs `task` once at `dueMs` or as soon after as time allows, in order of due time. Returns its cancellation. */
  at(dueMs: number, task: () => void): () => void;
  /** When the next task is due; `undefined`: none waits. */
  nextDue(): number | undefined;
  /** Moves time forward, running what comes due on the way, each task at its own moment. */
  advance(ms: number): Promise<void>;
  /** How far virtual time is ahead of the machine's. */
  offsetMs(): number;
  stop(): void;
}
