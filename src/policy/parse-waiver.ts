import type { Waiver } from '../core/guardrail.ts';
import { waiver } from './sections/waivers.ts';

/** What is wrong with parts of a waiver, by the rules of the guardrail file: `until takes a day of the calendar, …`. */
export function waiverProblems(given: Partial<Waiver>): readonly string[] {
  const read = waiver.partial().safeParse(given);
  if (read.success) return [];
  return [...new Set(read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`))];
}
