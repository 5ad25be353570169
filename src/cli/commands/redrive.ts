import { Option, type Command as Parser } from 'commander';
import { oneLine } from '../../alerts/one-line.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { deadLetterQueues, QUEUE_KINDS, type QueueKind } from '../operating/dead-letter-queue.ts';
import { type Letter, letterOf } from '../operating/letter.ts';
import { operatingWithoutTable } from '../operating/operating.ts';
import { counted } from '../plan/duration-text.ts';
import { type ReadingInput, readingOptions } from '../reading.ts';
import { Stop } from '../stop.ts';
import { table } from '../table.ts';

export interface RedriveInput extends ReadingInput {
  readonly queue?: QueueKind;
  readonly all?: true;
  readonly message?: readonly string[];
  readonly dryRun?: true;
  readonly stack?: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'List what lies in the dead-letter queues: what each message was about, and why it could not be handled. Sends ' +
        'back those that are named, or all; nothing where none is named.',
    )
    .addOption(new Option('--queue <name>', 'one queue only').choices(QUEUE_KINDS))
    .option('--all', 'send all back to where they came from')
    .option('--message <id...>', 'send these back')
    .option('--dry-run', 'only say what would be sent back')
    .option('--stack <name>', 'the stack of Sharewarden, where the Region has several');
  readingOptions(parser);
}

type Listed = Letter & { readonly isSent: boolean };

/** Prints a row for each message, and what was sent back. */
export async function run(input: RedriveInput, io: Io): Promise<ExitCode> {
  const { all, message = [], dryRun, stack, queue } = input;
  if (all && message.length > 0) throw new Stop(EXIT.badInput, '--all and --message exclude each other');
  const letters = await operatingWithoutTable(input, io, async (aws): Promise<readonly Listed[]> => {
    const queues = (await deadLetterQueues(stack, aws)).filter(({ kind }) => !queue || kind === queue);
    const listed = await Promise.all(
      queues.map(async ({ kind, url }) => {
        const found: Listed[] = [];
        await aws.deadLetterQueues.each(url, async (each) => {
          const isSent = !dryRun && (all === true || message.includes(each.id));
          found.push({ ...letterOf(kind, each), isSent });
          return isSent ? 'send' : 'leave';
        });
        return found;
      }),
    );
    return listed.flat();
  });
  const missing = message.filter((id) => !letters.some((letter) => letter.id === id));
  if (input.json) io.out(JSON.stringify({ letters, missing }, null, 2));
  else tell(letters, input, io);
  if (missing.length === 0) return EXIT.fine;
  throw new Stop(EXIT.badInput, `no dead-letter queue holds ${missing.join(', ')}`);
}

function tell(letters: readonly Listed[], { all, message, dryRun }: RedriveInput, io: Io): void {
  if (letters.length > 0) io.out(table(letters.map(cellsOf), io.columns));
  const messages = counted(letters.length, 'message');
  if (letters.length === 0) io.out('No message lies in a dead-letter queue.');
  else if (!all && !message)
    io.err(`${messages}, none sent back: --message ID sends one to where it came from, --all every one.`);
  else {
    const chosen = letters.filter(({ id }) => all || message?.includes(id)).length;
    io.err(`${messages}, ${chosen} ${dryRun ? 'would be ' : ''}sent back to where they came from.`);
  }
}

const cellsOf = ({ queue, id, sentAt, receives, from, error, about }: Listed): readonly string[] => [
  queue,
  id,
  sentAt,
  `received ${counted(receives, 'time')}`,
  oneLine(from),
  oneLine(about),
  oneLine(error, 1000),
];
