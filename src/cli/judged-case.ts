import { evaluate, type Verdict } from '../core/evaluate.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { caseGrant } from '../policy/case-grant.ts';
import type { GuardrailCase } from '../policy/parse-cases.ts';

/** A case, what the guardrails say of it, and why that is not what it expects; absent: it is. */
export interface JudgedCase {
  readonly case: GuardrailCase;
  readonly verdict: Verdict;
  readonly difference?: string | undefined;
}

/** @param now ISO 8601, UTC: when a case names no day. */
export function judgedCase(each: GuardrailCase, file: Guardrails, now: string): JudgedCase {
  const { grant, places } = caseGrant(each, file.organization);
  const day = each.given.on;
  const verdict = evaluate(grant, file, places, day === undefined ? now : `${day}T00:00:00.000Z`);
  const isAsExpected =
    verdict.decision === each.expect && (each.by === undefined || verdict.guardrail === each.by);
  if (isAsExpected) return { case: each, verdict };
  const expected = phrase(each.expect, each.by);
  const got = phrase(
    verdict.decision,
    each.by === undefined ? undefined : (verdict.guardrail ?? 'no guardrail'),
  );
  return { case: each, verdict, difference: `expected ${expected}, got ${got}: ${verdict.reason}` };
}

const phrase = (decision: string, by: string | undefined): string =>
  by === undefined ? decision : `${decision} by ${by}`;

/** What a case is called: its name, or what it says. */
export function caseTitle({ name, given, expect }: GuardrailCase): string {
  return name ?? `${given.consumer} is ${expect} to use ${given.resource.type} ${given.resource.name}`;
}
