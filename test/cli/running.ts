import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { NOW } from '../support/builders.ts';

/** The files, the clock and the terminal that a command finds. */
export interface World extends Partial<Pick<Io, 'aws' | 'wait' | 'rewrite'>> {
  readonly files?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: string | (() => string);
  /** Takes the files that a command writes. */
  readonly written?: Map<string, string>;
}

/** Runs `sharewarden …` in this process: what it printed, and what it ended with; `all` as a terminal shows it. */
export async function sharewarden(args: readonly string[], world: World = {}) {
  const { files = {}, columns, env = {}, now = NOW, aws, wait = async () => {}, rewrite } = world;
  const { written = new Map() } = world;
  const out: string[] = [];
  const err: string[] = [];
  const all: string[] = [];
  const code = await main(args, {
    out: (text) => {
      out.push(text);
      all.push(text);
    },
    err: (text) => {
      err.push(text);
      all.push(text);
    },
    isTerminal: columns !== undefined,
    columns,
    env,
    now: typeof now === 'string' ? () => now : now,
    readFile: async (path) => written.get(path) ?? files[path] ?? notThere(path),
    writeFile: async (path, text) => void written.set(path, text),
    wait,
    ...(rewrite && { rewrite }),
    ...(aws && { aws }),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), all: all.join('\n') };
}

function notThere(path: string): never {
  throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
}
