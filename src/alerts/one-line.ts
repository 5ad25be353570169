/** A line of text from outside is cut after so many characters. */
export const MOST_OF_A_LINE = 300;

/**
 * Text from outside on one line, as it can be seen: what ends a line, moves the cursor, is invisible or turns the
 * direction of writing is shown as a space or left out, so that it can forge neither a line nor a look-alike.
 *
 * @param longest in characters; what is longer is cut.
 */
export function oneLine(text: string, longest = MOST_OF_A_LINE): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
  return cut(line, longest) || '(empty)';
}

/** Cuts between characters, never within one. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const characters = [...text.slice(0, longest)];
  while (characters.join('').length > longest - 1) characters.pop();
  // The cut may have gone through the two halves of a character.
  if (/\p{Cs}/u.test(characters.at(-1) ?? '')) characters.pop();
  return `${characters.join('')}…`;
}
