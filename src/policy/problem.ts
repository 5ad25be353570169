import type { LineCounter } from 'yaml';

/** What is wrong at a place of the guardrail file. Line and column count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
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

/** Makes problems of one file from offsets in its text. */
export function problemsOf(file: string, lines: LineCounter) {
  return (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    // An empty text has no lines: its beginning is where something is missing.
    return { file, line: Math.max(1, line), column: Math.max(1, col), message };
  };
}
