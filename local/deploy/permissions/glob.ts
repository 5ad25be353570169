/** Does the text match the pattern, with IAM's `*` (any characters) and `?` (one)? */
export function matches(pattern: string, text: string, flags = ''): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, `s${flags}`).test(text);
}

export const matchesAny = (patterns: readonly string[], text: string, flags = ''): boolean =>
  patterns.some((pattern) => matches(pattern, text, flags));
