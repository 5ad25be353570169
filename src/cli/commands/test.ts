import type { Command as Parser } from 'commander';
import { oneLine } from '../../alerts/one-line.ts';
import type { GuardrailCase } from '../../policy/parse-cases.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type GuardrailsInput, guardrailsOption, readGuardrails } from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { caseTitle, type JudgedCase, judgedCase } from '../judged-case.ts';
import { painter } from '../paint.ts';
import { readFileFor } from '../read-file.ts';
import { Stop } from '../stop.ts';

export interface TestInput extends GuardrailsInput {
  readonly file: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Run cases: what the guardrails shall say of a resource and a consumer. Asks nothing of AWS.',
    )
    .argument('[file]', 'the file of cases', 'guardrails.test.yml');
  guardrailsOption(parser);
}

/** Prints a line for each case, and for those that fail what was expected, what came, and why. */
export async function run(input: TestInput, io: Io): Promise<ExitCode> {
  const guardrails = await readGuardrails(input, io);
  const cases = await readCases(input.file, io);
  const judged = cases.map((each) => judgedCase(each, guardrails, io.now()));
  const failed = judged.filter(({ difference }) => difference !== undefined).length;
  if (input.json) {
    io.out(JSON.stringify({ file: input.file, failed, cases: judged.map(rowOf) }, null, 2));
  } else {
    for (const each of judged) io.out(linesOf(each, input.file, io));
    io.out(`${judged.length} ${judged.length === 1 ? 'case' : 'cases'}, ${failed} failed`);
  }
  return failed > 0 ? EXIT.forbidden : EXIT.fine;
}

async function readCases(path: string, io: Io): Promise<readonly GuardrailCase[]> {
  const text = await readFileFor(path, 'name the file of cases, or write one', io);
  // Loaded when they are needed: help is there at once.
  const [{ parseCases }, { problemText }] = await Promise.all([
    import('../../policy/parse-cases.ts'),
    import('../../policy/problem.ts'),
  ]);
  const parsed = parseCases(text, path);
  if (parsed.ok) return parsed.cases;
  throw new Stop(EXIT.badInput, parsed.problems.map(problemText).join('\n'));
}

const rowOf = ({ case: each, verdict, difference }: JudgedCase) => ({
  name: caseTitle(each),
  line: each.line,
  ok: difference === undefined,
  expected: { decision: each.expect, by: each.by },
  got: { decision: verdict.decision, by: verdict.guardrail, reason: verdict.reason },
});

function linesOf({ case: each, difference }: JudgedCase, file: string, io: Io): string {
  const paint = painter(io);
  const title = oneLine(caseTitle(each));
  if (difference === undefined) return `${paint('green', 'ok')}    ${title}`;
  return `${paint('red', 'fail')}  ${title}\n      ${file}:${each.line}: ${oneLine(difference)}`;
}
