/** Reads what YAML made of a file that may hold anything. */

/** The entries of a list; none of anything else. */
export const entries = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The texts of a list, each with its position. */
export function texts(value: unknown): readonly { readonly text: string; readonly index: number }[] {
  return entries(value).flatMap((text, index) => (typeof text === 'string' ? [{ text, index }] : []));
}

/** What a map holds under the name. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name] // an own member, as just checked
    : undefined;
}
