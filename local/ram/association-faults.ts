import type { World } from '../world.ts';

/** Lets new associations end as FAILED. */
export interface AssociationFault {
  /** Each of them, or with this probability from 0 to 1. */
  readonly fail: boolean | number;
  /** The `statusMessage`. Default: words of our own. */
  readonly message?: string;
}

export interface AssociationFaults {
  /** Takes the place of what was set before. */
  set(fault: AssociationFault): void;
  clear(): void;
  current(): AssociationFault | undefined;
  /** Why an association that settles now is to fail; `undefined` lets it settle. */
  strike(): string | undefined;
}

export function createAssociationFaults({ random }: Pick<World, 'random'>): AssociationFaults {
  let fault: AssociationFault | undefined;
  return {
    set(next) {
      fault = next;
    },
    clear() {
      fault = undefined;
    },
    current: () => fault,
    strike() {
      if (!fault || Number(fault.fail) === 0 || random() >= Number(fault.fail)) return undefined;
      return fault.message ?? 'The association failed.';
    },
  };
}
