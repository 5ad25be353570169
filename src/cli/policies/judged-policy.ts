import { evaluate, type Verdict } from '../../core/evaluate.ts';
import type { Grant } from '../../core/grant.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import type { Places } from '../../core/organization.ts';
import { type PolicyOn, policyGrants } from '../../core/resource-policy/policy-grants.ts';
import { remediated } from '../../core/resource-policy/without-consumers.ts';

/** A grant of a policy, what the guardrails say of it, and what mends it. */
export interface JudgedGrant {
  readonly grant: Grant;
  readonly verdict: Verdict;
  /** `remove`: take the consumer out. `bind`: let the service act for the owner account only. */
  readonly remedy?: 'remove' | 'bind' | undefined;
}

export type JudgedPolicy =
  | { readonly ok: true; readonly grants: readonly JudgedGrant[] }
  | { readonly ok: false; readonly reason: string };

/**
 * What the guardrails say of every grant that the policy makes.
 *
 * @param now ISO 8601, UTC.
 * @returns `reason`: why the document can't be read.
 */
export function judgedPolicy(policy: PolicyOn, file: Guardrails, places: Places, now: string): JudgedPolicy {
  const read = policyGrants(policy);
  if (!read.ok) return read;
  return {
    ok: true,
    grants: read.grants.map((grant) => judged(grant, file, evaluate(grant, file, places, now))),
  };
}

function judged(grant: Grant, { policies }: Guardrails, verdict: Verdict): JudgedGrant {
  if (verdict.decision === 'forbidden') return { grant, verdict, remedy: 'remove' };
  const { source } = grant;
  const isUnbound = source === 'open' || source === 'unproven';
  if (verdict.decision === 'unknown' || !isUnbound || policies.serviceWithoutSource === 'ignore')
    return { grant, verdict };
  const unbound = { ...verdict, guardrail: 'policies.serviceWithoutSource', reason: REASONS[source] };
  if (policies.serviceWithoutSource === 'tell') return { grant, verdict: unbound };
  return source === 'open'
    ? { grant, verdict: { ...unbound, decision: 'forbidden' }, remedy: 'bind' }
    : { grant, verdict: { ...unbound, decision: 'unknown' } };
}

const REASONS = {
  open: 'it acts for whoever asks it: no condition names its source',
  unproven: 'nobody can say which sources its condition lets through',
} as const;

/**
 * The document with everything mended that has a remedy. The same text when there is nothing to mend; `undefined` when
 * no statement is left.
 */
export function mended(policy: PolicyOn, grants: readonly JudgedGrant[]): string | undefined {
  const by = (remedy: JudgedGrant['remedy']) =>
    grants.filter((each) => each.remedy === remedy).map(({ grant }) => grant);
  return remediated(policy, {
    remove: by('remove').map(({ consumer: { principal }, via: { through } }) => ({ principal, through })),
    bindToOwner: by('bind').map(({ consumer }) => consumer.principal),
  });
}
