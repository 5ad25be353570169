import type { Command as Parser } from 'commander';
import { indexed } from '../../page/indexed.ts';
import type { PageData } from '../../page/page-data.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type GuardrailsInput, guardrailsOption, readGuardrails } from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { type OperatingInput, operatingOptions, tableIfAny } from '../operating/operating.ts';
import { counted } from '../plan/duration-text.ts';
import { progressOn, SILENCE } from '../plan/progress.ts';
import { connected } from '../reading.ts';
import { gathered } from '../report/gathered.ts';
import { Stop } from '../stop.ts';

export interface ReportInput extends GuardrailsInput, OperatingInput {
  readonly out: string;
  readonly planOnly?: true;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Write a page that shows who may send from what: every SMS resource with its consumers and paths, pools and who ' +
        'lacks what of them, findings, removals, waivers and what happened when. One file, which opens without a ' +
        'network. Changes nothing.',
    )
    .option('--out <file>', 'where the page goes; only another report is written over', 'report.html')
    .option('--plan-only', 'leave out what is on record, and read no table');
  guardrailsOption(parser);
  operatingOptions(parser);
}

/** Writes the page, and prints in a few lines what is on it. */
export async function run(input: ReportInput, io: Io): Promise<ExitCode> {
  const guardrails = await readGuardrails(input, io);
  // Loaded when it is needed: help is there at once.
  const { REPORT_MARK, reportHtml } = await import('../../page/page-html.ts');
  if (!input.json) await refuseOther(input.out, REPORT_MARK, io);
  const { connectReporting } = await import('../../runtime/connect-reporting.ts');
  const progress = input.json ? SILENCE : progressOn(io);
  const read = connected(
    connectReporting,
    input,
    io,
    async (aws) => {
      const table = input.planOnly ? undefined : await tableIfAny(input, io, aws);
      const scope = await aws.scope();
      return gathered(scope, guardrails, table, aws, (outlook) => progress.begin(scope, outlook));
    },
    progress.answered,
  );
  const data = await read.finally(progress.end);
  if (input.json) {
    io.out(JSON.stringify(data, null, 2));
    return EXIT.fine;
  }
  await io.writeFile(input.out, reportHtml(data));
  io.out(summaryOf(data, input.out));
  return EXIT.fine;
}

/** @throws Stop when the file is there, and is something else. */
async function refuseOther(path: string, mark: string, { readFile }: Io): Promise<void> {
  const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Stop(EXIT.badInput, `${path} can't be written: --out FILE names another`);
  });
  if (text !== undefined && !text.slice(0, 2000).includes(mark))
    throw new Stop(EXIT.badInput, `${path} is there and is no report: --out FILE names another`);
}

function summaryOf(data: PageData, path: string): string {
  const { resources, consumers, forbidden, unknown, gaps, openFindings } = indexed(data).totals;
  const record =
    data.basis === 'record'
      ? `On record: ${counted(data.findings.length, 'finding')}, ${openFindings} of them open; ${counted(data.removals.length, 'removal')}; ${counted(data.waivers.length, 'waiver')} in force.`
      : 'A plan: no table of Sharewarden was read, so findings, removals and what happened are not on it.';
  return [
    `${counted(resources, 'resource')}, ${counted(consumers, 'consumer')}: ${forbidden} forbidden, ${unknown} unknown, ${counted(gaps, 'gap')} in pools.`,
    record,
    `Open ${path} in a browser.`,
  ].join('\n');
}
