import { InvalidPattern } from './invalid-pattern.ts';

/**
 * A text in which `*` stands for any characters, `\*` and `\\` for themselves. Takes time in proportion to the texts.
 *
 * @throws InvalidPattern for `**` and any other use of the backslash, as EventBridge.
 */
export function wildcardTest(pattern: string): (text: string) => boolean {
  const [first = '', ...others] = literalsOf(pattern);
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
      return false;
    const end = text.length - last.length;
    let position = first.length;
    for (const literal of others) {
      const found = text.indexOf(literal, position);
      if (found < 0 || found + literal.length > end) return false;
      position = found + literal.length;
    }
    return true;
  };
}

/** The texts between the wildcards. */
function literalsOf(pattern: string): string[] {
  const literals = [''];
  const append = (text: string) => literals.push(`${literals.pop()}${text}`);
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    const next = pattern.charAt(index + 1);
    if (character === '\\') {
      if (next !== '*' && next !== '\\') throw new InvalidPattern(`Invalid escape character at pos ${index}`);
      append(next);
      index += 1;
    } else if (character === '*') {
      if (next === '*') throw new InvalidPattern(`Consecutive wildcard characters at pos ${index}`);
      literals.push('');
    } else append(character);
  }
  return literals;
}
