import type { LineCounter } from 'yaml';

/** Where something stands in a file. Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong at a position of a file. */
export interface Problem extends Position {
  readonly file: string;
  readonly message: string;
}

/** `guardrails.yml:12:5: ou takes the id of an OU, …`: the form in which editors and terminals find the place. */
export function problemText({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** In the order of the file, nothing twice. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const distinct = new Map(problems.map((problem) => [problemText(problem), problem]));
  return [...distinct.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Makes positions of one file from offsets in its text. */
export function positionsOf(lines: LineCounter) {
  return (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    // An empty text has no lines: its beginning is where something is missing.
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}
