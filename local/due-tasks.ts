/** Tasks waiting for their moment. */
export interface DueTasks {
  /** Returns its cancellation. */
  add(dueMs: number, run: () => void): () => void;
  /** When the next one is due. */
  nextDue(): number | undefined;
  /** Takes the first task that is due at `now` out of the list. */
  takeDue(nowMs: number): (() => void) | undefined;
  clear(): void;
}

/** Ordered by due time; equals keep the order they came in. */
export function dueTasks(): DueTasks {
  let tasks: { readonly dueMs: number; readonly run: () => void }[] = [];
  return {
    add(dueMs, run) {
      if (!Number.isFinite(dueMs)) throw new RangeError(`a task needs a moment to be due at, not ${dueMs}`);
      const task = { dueMs, run };
      tasks.splice(placeFor(dueMs), 0, task);
      return () => {
        tasks = tasks.filter((each) => each !== task);
      };
    },
    nextDue: () => tasks[0]?.dueMs,
    takeDue: (nowMs) => (tasks[0] && tasks[0].dueMs <= nowMs ? tasks.shift()?.run : undefined),
    clear() {
      tasks = [];
    },
  };

  /** Behind the last task that is due at or before this moment. */
  function placeFor(dueMs: number): number {
    let low = 0;
    let high = tasks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tasks[middle]?.dueMs ?? 0) <= dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
