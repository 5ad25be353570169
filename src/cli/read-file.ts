import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { Stop } from './stop.ts';

/**
 * Reads a file that the command line names.
 *
 * @param hint what to do when there is none, such as `--guardrails FILE names another`.
 * @throws Stop when it can't be read.
 */
export async function readFileFor(path: string, hint: string, io: Io): Promise<string> {
  try {
    return await io.readFile(path);
  } catch (error) {
    const reason = WORDS[(error as NodeJS.ErrnoException).code ?? '']; // what node:fs throws has a code
    if (reason === undefined) throw error;
    throw new Stop(EXIT.badInput, `${path} ${reason}: ${hint}`);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
};
