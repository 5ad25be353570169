import type { World } from '../world.ts';

/** Makes calls fail. It goes on until it is cleared, or has struck `times` times. */
export interface ErrorFault {
  /** Signing name, such as `ram`. */
  readonly service: string;
  /** Default: every operation. */
  readonly operation?: string;
  /** Name of the exception, of the model or of AWS's common ones. */
  readonly error: string;
  readonly times?: number;
  /** 0 to 1, default 1. */
  readonly probability?: number;
}

/** Makes every call take this long, in time of the machine. The last one added holds; 0 takes it away. */
export interface LatencyFault {
  readonly latencyMs: number;
}

export type Fault = ErrorFault | LatencyFault;

/** What goes wrong on purpose. */
export interface Faults {
  add(fault: Fault): void;
  /** Those still at work, with the times that are left. */
  list(): readonly Fault[];
  clear(): void;
  /** The error that this call is to fail with, counting it; `undefined` lets the call through. */
  strike(service: string, operation: string): string | undefined;
  /** Resolves after the latency that is asked for; `undefined` when there is none. */
  delay(): Promise<void> | undefined;
}

export function createFaults({ random }: Pick<World, 'random'>): Faults {
  let errors: ErrorFault[] = [];
  let latencyMs = 0;
  const spend = (struck: ErrorFault) => {
    const { times } = struck;
    if (times === undefined) return;
    errors = errors.flatMap((fault) => {
      if (fault !== struck) return [fault];
      return times > 1 ? [{ ...fault, times: times - 1 }] : [];
    });
  };
  return {
    add(fault) {
      if ('latencyMs' in fault) latencyMs = fault.latencyMs;
      else if (fault.times !== 0) errors = [...errors, fault];
    },
    list: () => (latencyMs > 0 ? [...errors, { latencyMs }] : errors),
    clear() {
      errors = [];
      latencyMs = 0;
    },
    strike(service, operation) {
      const struck = errors.find(
        (fault) =>
          fault.service === service &&
          (fault.operation ?? operation) === operation &&
          (fault.probability === undefined || random() < fault.probability),
      );
      if (struck) spend(struck);
      return struck?.error;
    },
    delay() {
      return latencyMs > 0 ? new Promise((resolve) => setTimeout(resolve, latencyMs)) : undefined;
    },
  };
}
