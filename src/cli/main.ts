import { CommanderError, Command as Parser } from 'commander';
import type { CommandEntry } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { isColoured } from './paint.ts';
import { Stop } from './stop.ts';

/**
 * `sharewarden …`. Never throws: what goes wrong is told on `err`.
 *
 * @param args behind the name of the program.
 */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const program = programFor(io, (ended) => {
    exitCode = ended;
  });
  try {
    await program.parseAsync(spelledOut(args), { from: 'user' });
    return exitCode;
  } catch (error) {
    // The parser has told already what is wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    if (error instanceof Stop) {
      io.err(error.message);
      return error.exitCode;
    }
    io.err(`sharewarden came to a halt: ${error instanceof Error ? error.stack : String(error)}`);
    return EXIT.unknown;
  }
}

/** `help plan` is `plan --help`: what a command takes is known once it is loaded. */
function spelledOut(args: readonly string[]): readonly string[] {
  const [first, command, ...others] = args;
  const isAsked = first === 'help' && others.length === 0 && COMMANDS.some(({ name }) => name === command);
  return isAsked && command ? [command, '--help'] : args;
}

function programFor(io: Io, ended: (exitCode: ExitCode) => void): Parser {
  const program = new Parser('sharewarden')
    .description('Keeps SMS resources of AWS End User Messaging shared only with whom the guardrails allow.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      getOutHelpWidth: () => io.columns ?? 100,
      getErrHelpWidth: () => io.columns ?? 100,
      getOutHasColors: () => isColoured(io),
      getErrHasColors: () => isColoured(io),
    })
    .showHelpAfterError('`sharewarden help` lists what it takes')
    .addHelpText('after', EXIT_CODES);
  const entries = new Map(COMMANDS.map((entry) => [entry.name, entry]));
  for (const { name, summary } of COMMANDS) program.command(name).summary(summary).description(summary);
  return program.hook('preSubcommand', async (_, parser) => {
    const entry = entries.get(parser.name());
    if (entry) await prepare(parser, entry, io, ended);
  });
}

const EXIT_CODES = `
Ends with 0 when all is fine, 1 when something is forbidden or fails, 2 when the command line or a file can't be meant
like that, 3 when it could not find out.`;

async function prepare(parser: Parser, entry: CommandEntry, io: Io, ended: (exitCode: ExitCode) => void) {
  const { define, run } = await entry.load();
  define(parser);
  parser.option('--json', 'print one JSON value, for programs');
  parser.action(async () => {
    const named = parser.registeredArguments.map((each, index) => [each.name(), parser.processedArgs[index]]);
    const input: object = { ...parser.opts(), ...Object.fromEntries(named) };
    ended(await run(input as never, io)); // its shape is what `define` of the same file declares
  });
}
