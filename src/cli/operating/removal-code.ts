import type { Removal } from '../../core/removal.ts';
import { removalCode } from '../../core/removal-code.ts';
import { EXIT } from '../exit-codes.ts';
import { Stop } from '../stop.ts';

/** A short name for a removal: the same for the same id, and of no other of `all`. */
export function codeOf({ id }: Removal, all: readonly Removal[]): string {
  const whole = removalCode(id);
  const others = all.filter((each) => each.id !== id).map((each) => removalCode(each.id));
  let length = SHORTEST;
  while (length < whole.length && others.some((each) => each.startsWith(whole.slice(0, length)))) length += 1;
  return whole.slice(0, length);
}

/**
 * The removal that a text names: by its id, or by its code or the beginning of it.
 *
 * @throws Stop when it names none, or several.
 */
export function removalNamed(text: string, all: readonly Removal[]): Removal {
  const byId = all.find(({ id }) => id === text);
  if (byId) return byId;
  const isCode = /^[0-9a-f]{4,16}$/.test(text);
  const found = isCode ? all.filter(({ id }) => removalCode(id).startsWith(text)) : [];
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  const several = found.map((each) => `  ${codeOf(each, all)}  ${each.id}`).join('\n');
  throw new Stop(
    EXIT.badInput,
    first
      ? `${text} begins the codes of several removals: which of them?\n${several}`
      : `no removal ${text} is on record: \`sharewarden history\` lists them`,
  );
}

const SHORTEST = 8;
