import type { Command as Parser } from 'commander';
import { oneLine } from '../../alerts/one-line.ts';
import type { GrantedWaiver, Waiver } from '../../core/guardrail.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import {
  type GuardrailFile,
  type GuardrailsInput,
  guardrailsOption,
  readGuardrailFile,
} from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { type OperatingInput, operating, operatingOptions } from '../operating/operating.ts';
import { counted } from '../plan/duration-text.ts';
import { resourceText } from '../plan/plan-text.ts';
import { table } from '../table.ts';

export interface WaiversInput extends OperatingInput, GuardrailsInput {
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser.description(
    'List the waivers in force: those of the guardrail file, and those that were granted since.',
  );
  guardrailsOption(parser);
  operatingOptions(parser);
}

/** Prints a row for each waiver in force, the one that ends first at the top. */
export async function run(input: WaiversInput, io: Io): Promise<ExitCode> {
  const file = await readGuardrailFile(input, io);
  const granted = await operating(input, io, (_, ledger) => ledger.waivers(io.now()));
  const today = io.now().slice(0, 10);
  const rows = [...inFile(file), ...granted.map((waiver) => ({ ...waiver, at: 'granted' }))]
    .filter(({ until }) => today <= until)
    .sort((a, b) => (a.until < b.until ? -1 : 1))
    .map((waiver) => ({ ...waiver, daysLeft: daysBetween(today, waiver.until) }));
  if (input.json) io.out(JSON.stringify(rows, null, 2));
  else io.out(rows.length === 0 ? 'No waiver is in force.' : table(rows.map(cellsOf), io.columns));
  return EXIT.fine;
}

type Placed = (Waiver | GrantedWaiver) & { readonly at: string };

const inFile = ({ guardrails, places, path }: GuardrailFile): readonly Placed[] =>
  guardrails.waivers.map((waiver, index) => ({ ...waiver, at: `${path}:${places.waivers[index]?.line}` }));

const DAY_MS = 24 * 3600 * 1000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

const cellsOf = ({
  resource,
  consumer,
  until,
  daysLeft,
  at,
  approvedBy,
  reason,
}: Placed & { daysLeft: number }) => [
  resourceText(resource),
  oneLine(consumer),
  `until ${until}`,
  daysLeft === 0 ? 'today is its last day' : `${counted(daysLeft, 'day')} left`,
  at,
  oneLine(approvedBy),
  oneLine(reason, 1000),
];
