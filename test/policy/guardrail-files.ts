import { type ParsedGuardrails, parseGuardrails, problemText } from '../../src/policy/parse-guardrails.ts';

/** A file that is in order, with these lines in the place of its guardrails. */
export function aFile(guardrails: string, more = ''): string {
  return `organization: o-exampleorgid\nmode: enforce\nguardrails:\n${guardrails}\n${more}`;
}

/** The problems as people read them; none for a file that is in order. */
export function problemsOf(text: string): readonly string[] {
  const parsed = parseGuardrails(text, 'g.yml');
  return parsed.ok ? [] : parsed.problems.map(problemText);
}

/** @throws with the problems of a file that is not in order. */
export function parsed(text: string): Extract<ParsedGuardrails, { ok: true }> {
  const result = parseGuardrails(text, 'g.yml');
  if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
  return result;
}

/** @throws with the problems of a file that is not in order. */
export const guardrailsOf = (text: string) => parsed(text).guardrails;
