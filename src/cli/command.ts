import type { Command as Parser } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';

/** What the file of a command exports. */
export interface Command<Input> {
  /** Declares its arguments and options, and what its help says. Every command takes `--json` besides. */
  readonly define: (parser: Parser) => void;
  /**
   * Does it. `--json` prints one JSON value and nothing else to `out`.
   *
   * @param input arguments and options by name, as `define` declares them.
   * @throws Stop, with what people are told.
   */
  readonly run: (input: Input, io: Io) => Promise<ExitCode>;
}

/** A command in the list of them, not yet loaded: what the others import is not waited for. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** `never`: only `define` of the same file knows what `run` takes. */
  readonly load: () => Promise<Command<never>>;
}
