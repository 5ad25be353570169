import type { Removal } from './removal.ts';
import { removalCode } from './removal-code.ts';

/** The command that undoes a removal, as it is pasted into a shell. `undefined`: there is nothing to give back. */
export function undoCommand({ id, status }: Pick<Removal, 'id' | 'status'>): string | undefined {
  if (status !== 'requested' && status !== 'done') return undefined;
  return `npx sharewarden undo ${removalCode(id).slice(0, DIGITS)} --until YYYY-MM-DD --reason "…"`;
}

/** Of two among a million removals that begin alike in so many digits, there is one chance in five hundred. */
const DIGITS = 12;
