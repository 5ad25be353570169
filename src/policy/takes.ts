import * as z from 'zod';

/**
 * Pieces that the schemas of files are made of. Every message says what is taken at its place; problems-in.ts puts the
 * key before it and what stands there behind it.
 */

/** A text of its own choice, which is not blank. */
export const words = (takes: string) =>
  z
    .string({ error: takes })
    .regex(/\S/, { error: takes })
    .meta({ description: sentence(takes) });

/**
 * A text of a form.
 *
 * @param meant what somebody may have meant by a text that lacks it.
 */
export const form = (pattern: RegExp, takes: string, meant?: (text: string) => string | undefined) =>
  z
    .string({ error: takes })
    .refine((text) => pattern.test(text), { error: takes, params: { meant } })
    .meta({ description: sentence(takes), pattern: pattern.source });

/** One of a few words. */
export const choice = <const Choices extends readonly [string, ...string[]]>(
  choices: Choices,
  means: string,
) => z.enum(choices, { error: `takes ${listed(choices, 'or')}` }).meta({ description: means });

export const list = <Item extends z.ZodType>(item: Item, takes: string) => z.array(item, { error: takes });

/** A list that would say nothing if it were empty. */
export const filledList = <Item extends z.ZodType>(item: Item, takes: string) =>
  list(item, takes).min(1, { error: takes });

/** A map of these keys and no others. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: `takes a map of ${listed(Object.keys(shape), 'and')}` });

/** `a, b and c` */
export function listed(items: readonly string[], last: 'and' | 'or'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

const sentence = (takes: string): string => `${takes.charAt(0).toUpperCase()}${takes.slice(1)}.`;
