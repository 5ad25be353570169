import type { World } from '../world.ts';

/** What goes wrong between a bus and its targets. Probabilities from 0 to 1; `true` is 1. */
export interface EventFaultOptions {
  /** The event is lost. */
  readonly drop?: boolean | number;
  /** It is delivered twice. */
  readonly duplicate?: boolean | number;
  /** It is held back until the next one to the same target has passed, for a second at most. */
  readonly reorder?: boolean | number;
  /** Every delivery comes so much later, by the virtual clock. */
  readonly delaySeconds?: number;
}

export interface EventFaults {
  /** Replaces all faults. */
  set(faults: EventFaultOptions): void;
  clear(): void;
  current(): EventFaultOptions;
}

/** Lets a delivery through, as the faults will have it. */
export type Passage = (targetArn: string, deliver: () => void) => void;

export function eventFaults(world: World): { readonly faults: EventFaults; readonly pass: Passage } {
  let options: EventFaultOptions = {};
  /** The delivery held back for each target. */
  const held = new Map<string, () => void>();
  const happens = (chance: boolean | number = 0) => Number(chance) > 0 && world.random() < Number(chance);

  return {
    faults: {
      set(faults) {
        options = faults;
      },
      clear() {
        options = {};
      },
      current: () => options,
    },
    pass(targetArn, deliver) {
      if (happens(options.drop)) return;
      const times = happens(options.duplicate) ? 2 : 1;
      const delayMs = (options.delaySeconds ?? 0) * 1000;
      for (let time = 0; time < times; time += 1) {
        if (delayMs > 0) world.clock.at(world.clock.now() + delayMs, () => inOrder(targetArn, deliver));
        else inOrder(targetArn, deliver);
      }
    },
  };

  function inOrder(targetArn: string, deliver: () => void): void {
    const release = held.get(targetArn);
    if (release) {
      deliver();
      release();
    } else if (happens(options.reorder)) holdBack(targetArn, deliver);
    else deliver();
  }

  /** Counts as work: it comes by itself, and soon. */
  function holdBack(targetArn: string, deliver: () => void): void {
    const endWork = world.inFlight(`event held back from ${targetArn}`);
    const release = () => {
      cancel();
      held.delete(targetArn);
      deliver();
      endWork();
    };
    const cancel = world.clock.at(world.clock.now() + LONGEST_HOLD_MS, release);
    held.set(targetArn, release);
  }
}

const LONGEST_HOLD_MS = 1000;
