import type { Removal } from './removal.ts';

/**
 * The command that undoes a removal, as it is pasted into a shell: what its id holds comes from outside. `undefined`: there
 * is nothing to give back.
 */
export function undoCommand({ id, status }: Pick<Removal, 'id' | 'status'>): string | undefined {
  if (status !== 'requested' && status !== 'done') return undefined;
  return `npx sharewarden undo ${quoted(id)} --until YYYY-MM-DD --reason "…"`;
}

/** As one word of a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
