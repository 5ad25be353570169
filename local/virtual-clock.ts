import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VirtualClock } from './clock.ts';
import { dueTasks } from './due-tasks.ts';
import { flowingTime, type Machine, manualTime, thisMachine } from './virtual-time.ts';

export interface ClockOptions {
  /** `real`: time flows with the machine's. `manual`: it moves by `advance` alone. */
  readonly mode: 'real' | 'manual';
  /** Where virtual time starts, milliseconds since 1970, UTC. Default: the machine's time. */
  readonly startMs?: number | undefined;
  /**
   * Resolves when what the last task has started needs no more time to stand still. An `advance` waits for it before
   * it moves time. Default: a few turns of the event loop.
   */
  readonly settle?: () => Promise<void>;
  readonly machine?: Machine;
}

/**
 * A clock for one local cloud. Time never goes back. Tasks run in order of due time, and among equals in the order
 * they were given in. Between two tasks of an `advance` all settles, so that what a task has started goes on at the moment it
 * was started. Calls of `advance` queue up. An error of a task surfaces as that of a timer would.
 */
export function virtualClock({
  mode,
  startMs,
  settle = settleHere,
  machine = thisMachine,
}: ClockOptions): VirtualClock {
  const tasks = dueTasks();
  const start = startMs ?? machine.now();
  const time = mode === 'manual' ? manualTime(start) : flowingTime(start, machine);
  let cancelTimer = () => {};
  let advancing: Promise<void> = Promise.resolve();
  let stopped = false;

  /** Keeps the one timer at the next due task. */
  function wind() {
    cancelTimer();
    const due = tasks.nextDue();
    if (mode === 'manual' || stopped || due === undefined) return;
    const delayMs = Math.min(Math.max(due - time.now(), 0), LONGEST_TIMER_MS);
    cancelTimer = machine.after(delayMs, () => {
      const task = tasks.takeDue(time.now());
      if (task) surface(task);
      wind();
    });
  }

  async function run(ms: number) {
    const target = time.now() + ms;
    await settle();
    for (let due = tasks.nextDue(); due !== undefined && due <= target; due = tasks.nextDue()) {
      time.moveTo(due);
      const task = tasks.takeDue(time.now());
      if (task) surface(task);
      await settle();
    }
    if (!stopped) time.moveTo(target);
    wind();
  }

  return {
    now: time.now,
    at(dueMs, task) {
      if (stopped) return () => {};
      const cancel = tasks.add(dueMs, task);
      wind();
      return () => {
        cancel();
        wind();
      };
    },
    nextDue: tasks.nextDue,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) {
        throw new RangeError(`time moves by 0 or more milliseconds, not by ${ms}`);
      }
      advancing = advancing.then(() => run(ms));
      return advancing;
    },
    offsetMs: () => time.now() - machine.now(),
    stop() {
      stopped = true;
      tasks.clear();
      cancelTimer();
    },
  };
}

/** Node clamps longer timers to 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One failing task must not keep the others from their turn. */
function surface(task: () => void) {
  try {
    task();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** A chain of promises settles within one turn; a few more let handlers go on that wait for a turn themselves. */
export async function settleHere(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await nextTurn();
}
