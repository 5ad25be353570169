import { Option, type Command as Parser } from 'commander';
import { assess } from '../../flows/survey/assess.ts';
import { isChange, type Row } from '../../flows/survey/row.ts';
import { survey } from '../../flows/survey/survey.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type GuardrailsInput, guardrailsOption, readGuardrails } from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { type OperatingInput, operatingOptions } from '../operating/operating.ts';
import { withWaivers } from '../operating/with-waivers.ts';
import { planText } from '../plan/plan-text.ts';
import { progressOn, SILENCE } from '../plan/progress.ts';
import { connected } from '../reading.ts';

export interface PlanInput extends GuardrailsInput, OperatingInput {
  readonly failOn: 'forbidden' | 'tell' | 'never';
  readonly allowUnknown?: true;
  readonly all?: true;
  readonly quiet?: true;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Read a whole account, and say what the guardrails make of it: what would be removed or changed, what would be ' +
        'told, and what is left as it is. Changes nothing.',
    )
    .addOption(
      new Option('--fail-on <what>', 'what ends it with 1')
        .choices(['forbidden', 'tell', 'never'])
        .default('forbidden'),
    )
    .option('--allow-unknown', 'end with 0 although something is unknown')
    .option('--all', 'list what is kept, too')
    .option('--quiet', 'say nothing of how far it is');
  guardrailsOption(parser);
  operatingOptions(parser);
}

/** Prints what would be done and what would be told, and how much is kept. */
export async function run(input: PlanInput, io: Io): Promise<ExitCode> {
  const file = await readGuardrails(input, io);
  // Loaded when it is needed: help is there at once.
  const { connectReporting } = await import('../../runtime/connect-reporting.ts');
  const progress = input.quiet || input.json ? SILENCE : progressOn(io);
  const surveyed = connected(
    connectReporting,
    input,
    io,
    async (aws) => {
      const guardrails = await withWaivers(input, io, file, aws);
      const scope = await aws.scope();
      const found = await survey(scope, guardrails, aws, (outlook) => progress.begin(scope, outlook));
      return { found, guardrails };
    },
    progress.answered,
  );
  const { found, guardrails } = await surveyed.finally(progress.end);
  const rows = assess(found, guardrails);
  const { scope, readAt } = found;
  io.out(
    input.json
      ? JSON.stringify({ ...scope, readAt, mode: guardrails.mode, counts: countsOf(rows), rows }, null, 2)
      : planText(rows, input.all === true, io),
  );
  return exitCodeOf(rows, input);
}

const countsOf = (rows: readonly Row[]) => ({
  change: rows.filter(isChange).length,
  tell: rows.filter(({ action }) => action === 'tell').length,
  keep: rows.filter(({ action }) => action === 'keep').length,
  forbidden: rows.filter(({ decision }) => decision === 'forbidden').length,
  unknown: rows.filter(({ decision }) => decision === 'unknown').length,
});

function exitCodeOf(rows: readonly Row[], { failOn, allowUnknown }: PlanInput): ExitCode {
  const counts = countsOf(rows);
  const fails = {
    forbidden: counts.forbidden > 0,
    tell: counts.forbidden + counts.change + counts.tell > 0,
    never: false,
  };
  if (fails[failOn]) return EXIT.forbidden;
  return counts.unknown > 0 && !allowUnknown ? EXIT.unknown : EXIT.fine;
}
