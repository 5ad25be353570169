/** The same text for the same meaning: the order of members does not count, nor do those that are `undefined`. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? inOrder(each) : each,
  );

function inOrder(value: object): object {
  const names = Object.keys(value);
  if (names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name)) return value;
  const ordered: Record<string, unknown> = {};
  for (const name of names.sort()) ordered[name] = (value as Readonly<Record<string, unknown>>)[name];
  return ordered;
}
