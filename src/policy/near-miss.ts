/** The known word that somebody may have meant, within two slips of the pen. */
export function nearMiss(word: string, known: readonly string[]): string | undefined {
  const near = known
    .map((each) => ({ each, slips: slipsBetween(plain(word), plain(each)) }))
    .filter(({ each, slips }) => slips <= Math.min(2, each.length / 2))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.each;
}

/** `optOutList`, `opt-out-list` and `opt_out_list` are written alike. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_ ]/g, '');

/** Letters put in, left out, exchanged or swapped with their neighbour (Damerau and Levenshtein). */
function slipsBetween(a: string, b: string): number {
  // Words that differ by more letters than that are no slip of each other, however long they are.
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          cell(rows[i - 1], j) + 1,
          cell(row, j - 1) + 1,
          cell(rows[i - 1], j - 1) + (isSame ? 0 : 1),
          isSwap ? cell(rows[i - 2], j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return cell(rows[a.length], b.length);
}

const cell = (row: readonly number[] | undefined, column: number): number =>
  row?.[column] ?? Number.POSITIVE_INFINITY;
