import type { Command as Parser } from 'commander';
import { oneLine } from '../../alerts/one-line.ts';
import type { Removal } from '../../core/removal.ts';
import { hasTaken } from '../../core/removal-pace.ts';
import { smsResource } from '../../core/resource.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type OperatingInput, operating, operatingOptions } from '../operating/operating.ts';
import { codeOf } from '../operating/removal-code.ts';
import { removalText } from '../operating/removal-text.ts';
import { painter } from '../paint.ts';
import { resourceText } from '../plan/plan-text.ts';
import { table } from '../table.ts';

export interface HistoryInput extends OperatingInput {
  readonly about?: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'List what Sharewarden has done, newest first: what, why, who had shared it, and every step.',
    )
    .argument('[about]', 'a share, SMS resource or consumer, by ARN, name or id; all where it is left out');
  operatingOptions(parser);
}

/** Prints each removal with its code, its steps, and how to undo it. */
export async function run(input: HistoryInput, io: Io): Promise<ExitCode> {
  const all = await operating(input, io, (_, ledger) => ledger.everyRemoval());
  const { about } = input;
  const found = all.filter((each) => about === undefined || concerns(each, about)).sort(newestFirst);
  const coded = found.map((removal) => ({ code: codeOf(removal, all), ...removal }));
  if (input.json) io.out(JSON.stringify(coded, null, 2));
  else if (coded.length === 0) io.out(about === undefined ? NOTHING : `Nothing is on record about ${about}.`);
  else io.out(coded.map((each) => removalLines(each, io)).join('\n\n'));
  return EXIT.fine;
}

const NOTHING = 'Nothing is on record: Sharewarden has removed nobody yet.';

/** Is the removal about the share, resource or consumer of this ARN, name or id? */
function concerns({ about, share, resources, principal, verdicts }: Removal, text: string): boolean {
  const arns = [about, ...resources];
  const names = arns.flatMap((arn) => smsResource(arn)?.name ?? []);
  const consumers = verdicts.map(({ consumer }) => consumer);
  const shares = [about.split('/').at(-1), share?.name];
  return [...arns, ...names, ...shares, principal, ...consumers].includes(text);
}

const begunAt = ({ steps }: Removal): string => steps[0]?.at ?? '';
const newestFirst = (a: Removal, b: Removal): number => (begunAt(a) < begunAt(b) ? 1 : -1);

function removalLines(removal: Removal & { readonly code: string }, io: Io): string {
  const { code, status, resources, verdicts, actor, steps } = removal;
  const paint = painter(io);
  const why = [...new Set(verdicts.map(({ reason }) => reason))].map((reason) => oneLine(reason, 1000));
  const by = actor && [actor.arn, actor.eventName, actor.at].filter(Boolean).join(', ');
  const rows = steps.map((step) => [
    `  ${step.at}`,
    step.status,
    oneLine(step.actor),
    oneLine(step.event),
    oneLine(step.reason, 1000),
  ]);
  return [
    `${paint('bold', code)}  ${paint(status === 'done' ? 'green' : 'yellow', status)}  ${removalText(removal)}`,
    `  what  ${resources.map(resourceText).join(', ')}`,
    ...why.map((reason) => `  why   ${reason}`),
    ...(by ? [`  who   ${oneLine(by, 1000)}`] : []),
    table(rows, io.columns),
    ...(status === 'done' && hasTaken(removal)
      ? [`  npx sharewarden undo ${code} --until ${inAMonth(io)} --reason "…"`]
      : []),
  ].join('\n');
}

const MONTH_MS = 30 * 24 * 3600 * 1000;
const inAMonth = ({ now }: Io): string => new Date(Date.parse(now()) + MONTH_MS).toISOString().slice(0, 10);
