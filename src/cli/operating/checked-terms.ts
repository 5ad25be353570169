import type { Command as Parser } from 'commander';
import type { Waiver } from '../../core/guardrail.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { Stop } from '../stop.ts';

/** What `--until` and `--reason` add to the input of a command. */
export interface TermsInput {
  readonly until: string;
  readonly reason: string;
}

/** Declares `--until DAY` and `--reason TEXT`. */
export function termsOptions(parser: Parser): void {
  parser
    .requiredOption('--until <day>', 'the last day of it, such as 2026-12-31, in UTC')
    .requiredOption('--reason <text>', 'why, for people');
}

/**
 * Checks parts of a waiver as the guardrail file does, and that it is not over already.
 *
 * @throws Stop with everything that is wrong.
 */
export async function checkTerms(terms: TermsInput & Partial<Waiver>, { now }: Io): Promise<void> {
  // Loaded when they are needed: help is there at once.
  const { waiverProblems } = await import('../../policy/parse-waiver.ts');
  const problems = waiverProblems(terms);
  const today = now().slice(0, 10);
  const isOver = problems.length === 0 && terms.until < today;
  const all = isOver ? [`until is over: today is ${today} in UTC, and it says ${terms.until}`] : problems;
  if (all.length > 0) throw new Stop(EXIT.badInput, all.join('\n'));
}
