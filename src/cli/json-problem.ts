import { oneLine } from '../alerts/one-line.ts';

/**
 * Why a text is no JSON; `undefined`: it is. Begins with `file:line:column: `, or with `file: ` where the runtime quotes
 * the place instead of counting.
 */
export function jsonProblem(text: string, file: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const { message } = error as SyntaxError; // JSON.parse throws nothing else
    const [place = '', line, column] = / \(line (\d+) column (\d+)\)/.exec(message) ?? [];
    const where = line === undefined ? file : `${file}:${line}:${column}`;
    return `${where}: it is no JSON: ${oneLine(message.replace(place, ''))}`;
  }
}
