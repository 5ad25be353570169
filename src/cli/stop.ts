import type { ExitCode } from './exit-codes.ts';

/** Ends a command early. The message is for people: what, where, and what to do about it. */
export class Stop extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
