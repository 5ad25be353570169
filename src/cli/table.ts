import { stripVTControlCharacters } from 'node:util';

/**
 * Rows in columns. The last column is wrapped between words where the terminal is too narrow; only cells before it may
 * be coloured.
 *
 * @param columns characters in a line; `undefined`: as long as it gets.
 */
export function table(rows: readonly (readonly string[])[], columns: number | undefined): string {
  const most = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: Math.max(0, most) }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const indent = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const room = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(NARROWEST, columns - indent);
  return rows
    .flatMap((row) => {
      const [first = '', ...rest] = wrapped(row[most] ?? '', room);
      const cells = widths.map((width, column) => padded(row[column] ?? '', width));
      return [[...cells, first].join(GAP), ...rest.map((line) => ' '.repeat(indent) + line)];
    })
    .map((line) => line.trimEnd())
    .join('\n');
}

const GAP = '  ';
/** Below that, words on a line of their own read worse than lines that the terminal breaks. */
const NARROWEST = 30;

const widthOf = (cell: string): number => stripVTControlCharacters(cell).length;
const padded = (cell: string, width: number): string => cell + ' '.repeat(width - widthOf(cell));

function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
