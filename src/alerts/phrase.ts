/**
 * A piece of text in which our own words and what comes from outside are kept apart, so that each channel can quote the
 * latter in its own way. Names of shares, tags, actors and what AWS answers come from outside: none of them may ever
 * be read as markup.
 */
export type Phrase = readonly (Own | Quoted)[];
export interface Own {
  readonly own: string;
}
export interface Quoted {
  readonly quoted: string;
}

/** Our own words, with what comes from outside in `${}`. */
export function phrase(words: TemplateStringsArray, ...values: readonly (string | Own)[]): Phrase {
  return words
    .flatMap((own, index) => {
      const value = values[index];
      if (value === undefined) return [{ own }];
      return [{ own }, typeof value === 'string' ? { quoted: value } : value];
    })
    .filter((part) => !('own' in part) || part.own !== '');
}

/** The phrase as text, with what comes from outside as the channel quotes it. */
export function spoken(parts: Phrase, quote: (outside: string) => string): string {
  return parts.map((part) => ('own' in part ? part.own : quote(part.quoted))).join('');
}
