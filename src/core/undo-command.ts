import type { Removal } from './removal.ts';
import { removalCode } from './removal-code.ts';
import { hasTaken } from './removal-pace.ts';

/** The command that undoes a removal, as it is pasted into a shell. `undefined`: there is nothing to give back. */
export function undoCommand(removal: Pick<Removal, 'id' | 'status' | 'steps'>): string | undefined {
  if (!hasTaken(removal)) return undefined;
  return `npx sharewarden undo ${removalCode(removal.id).slice(0, DIGITS)} --until YYYY-MM-DD --reason "…"`;
}

/** Of two among a million removals that begin alike in so many digits, there is one chance in five hundred. */
const DIGITS = 12;
