/** Counts the invocations of one function that run at once, and keeps them under its reserved concurrency. */
export interface Concurrency {
  hasRoom(): boolean;
  /** `undefined`: the function is throttled. Else the way out, to be called once. */
  enter(): (() => void) | undefined;
  /** Called whenever somebody has left. */
  onFree(listener: () => void): void;
}

/** @param reserved `undefined`: as many as come. 0: the function is switched off, as on AWS. */
export function concurrency(reserved: number | undefined): Concurrency {
  const listeners: (() => void)[] = [];
  let inside = 0;
  const hasRoom = () => reserved === undefined || inside < reserved;
  return {
    hasRoom,
    enter() {
      if (!hasRoom()) return undefined;
      inside += 1;
      let hasLeft = false;
      return () => {
        if (hasLeft) return;
        hasLeft = true;
        inside -= 1;
        for (const listener of listeners) listener();
      };
    },
    onFree(listener) {
      listeners.push(listener);
    },
  };
}
