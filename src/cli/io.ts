import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Surroundings } from '../runtime/surroundings.ts';

/** What a command sees of the world around it, and where it speaks. */
export interface Io {
  /** Prints what was asked for, and ends the line. */
  readonly out: (text: string) => void;
  /** Prints what is to be said about it, and ends the line. */
  readonly err: (text: string) => void;
  /** Puts a line where people are told in the place of the last one; empty: takes it away. Absent: it is no terminal. */
  readonly rewrite?: ((line: string) => void) | undefined;
  /** People read it as it comes: not a file, not a pipe. */
  readonly isTerminal: boolean;
  /** Characters in a line of the terminal; `undefined` when it is none. */
  readonly columns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** ISO 8601, UTC. */
  readonly now: () => string;
  /** @throws what `node:fs` does, with its `code`. */
  readonly readFile: (path: string) => Promise<string>;
  /** Puts the text in the place of the file. @throws as `readFile` does. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  /** How AWS is reached where it is not by the environment and the AWS configuration files. */
  readonly aws?: Surroundings['client'];
}

/** The terminal, the clock and the files of this process. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  const rewrite = (line: string) => stderr.write(`\r\u001b[K${line.slice(0, stderr.columns)}`);
  // Whoever reads may have had enough: `sharewarden scp | head -1`.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    ...(stderr.isTTY && { rewrite }),
    isTerminal: stdout.isTTY === true,
    columns: stdout.isTTY ? stdout.columns : undefined,
    env,
    now: () => new Date().toISOString(),
    readFile: (path) => readFile(path, 'utf8'),
    writeFile: (path, text) => writeFile(path, text),
    wait: async (ms) => setTimeout(ms),
  };
}
