import { isPartOfEveryone } from '../../core/consumer.ts';
import type { Verdict } from '../../core/evaluate.ts';
import type { Grant } from '../../core/grant.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import { type Judge, judgeOf } from '../../core/judge.ts';
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
  const by = judgeOf(file);
  const grants = read.grants.map((grant) => {
    const verdict = by.decide(grant, places, now);
    return isLookedInto(grant, verdict, by) ? ofGroup(grant, verdict, file) : judged(grant, verdict, file);
  });
  return { ok: true, grants };
}

/** May an OU or organization that is allowed hold accounts that are not? */
const isLookedInto = (grant: Grant, verdict: Verdict, by: Judge): boolean =>
  verdict.decision === 'allowed' && verdict.waivedUntil === undefined && by.mayReachDenied(grant);

/** Which accounts are in it, only Organizations could say. It matters where a denied one would forbid the group. */
function ofGroup(grant: Grant, verdict: Verdict, { groups }: Guardrails): JudgedGrant {
  const reason = 'it may hold accounts that are denied: which are in it is not looked at here';
  const decision = groups.ouOrOrganization === 'remove' ? 'unknown' : 'allowed';
  return { grant, verdict: { ...verdict, decision, reason } };
}

function judged(grant: Grant, verdict: Verdict, { mode, policies }: Guardrails): JudgedGrant {
  if (verdict.decision === 'forbidden') {
    // Taking everyone out would cut others too.
    return isPartOfEveryone(grant.consumer) ? { grant, verdict } : { grant, verdict, remedy: 'remove' };
  }
  const { source } = grant;
  const response = policies.serviceWithoutSource;
  if (verdict.decision === 'unknown' || response === 'ignore' || !source || source === 'bound')
    return { grant, verdict };
  const guardrail = 'policies.serviceWithoutSource';
  const unbound = { ...verdict, mode, guardrail, reason: REASONS[source] };
  if (response === 'tell') return { grant, verdict: unbound };
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
