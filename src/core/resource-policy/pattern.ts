/**
 * Does the pattern match the text, or everything that the text, itself a pattern, matches? `*` stands for any
 * characters, `?` for one. It never says so wrongly of a pattern; of a text without `*` and `?` it is exact.
 */
export function covers(pattern: string, text: string): boolean {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      retry = from;
    } else if (pattern[at] === text[from] || (pattern[at] === '?' && text[from] !== '*')) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Is there a text that both patterns match? */
export function overlap(one: string, other: string): boolean {
  // meets[j]: the rest of `one` from i and the rest of `other` from j have a text in common; i counts down
  let meets: readonly boolean[] = [];
  for (let i = one.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = other.length; j >= 0; j--) {
      const [a, b] = [one[i], other[j]];
      if (a === undefined && b === undefined) row[j] = true;
      else if (a === '*' || b === '*') row[j] = (meets[j] ?? false) || (row[j + 1] ?? false);
      else row[j] = (a === b || a === '?' || b === '?') && (meets[j + 1] ?? false);
    }
    meets = row;
  }
  return meets[0] === true;
}
