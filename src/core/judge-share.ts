import { consumerOf } from './consumer.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import type { Remedy } from './finding.ts';
import { type Grant, grantsOf } from './grant.ts';
import type { Guardrails } from './guardrail.ts';
import type { Places } from './organization.ts';
import { smsResource } from './resource.ts';
import { isOnShare, type ShareSnapshot } from './share.ts';

/** What the guardrails say of one principal of a share, over all SMS resources that the share gives it. */
export interface Judgement {
  readonly principal: string;
  /** `ending`: RAM is taking it off already, so there is nothing to decide. */
  readonly decision: Verdict['decision'] | 'ending';
  /** The verdicts that led to the decision, one a resource. */
  readonly verdicts: readonly Verdict[];
  /** What Organizations says of it may change the decision, or make a removal of what is only observed. */
  readonly isOpen?: true | undefined;
}

/**
 * Judges every principal of a share that RAM lists as live, also one that only awaits its invitation.
 * One forbidden resource forbids the principal; one undecided resource leaves it undecided.
 *
 * @param now ISO 8601, UTC.
 */
export function judgeShare(
  share: ShareSnapshot,
  guardrails: Guardrails,
  places: Places,
  now: string,
): readonly Judgement[] {
  const byPrincipal = Map.groupBy(grantsOf(share), ({ consumer }) => consumer.principal);
  return [...byPrincipal].map(([principal, grants]) => {
    const verdicts = grants.filter(isStanding).map((grant) => evaluate(grant, guardrails, places, now));
    const decision = (['forbidden', 'unknown', 'allowed'] as const).find((each) =>
      verdicts.some((verdict) => verdict.decision === each),
    );
    if (!decision) return { principal, decision: 'ending', verdicts: [] };
    const deciding = verdicts.filter((verdict) => verdict.decision === decision);
    return { principal, decision, verdicts: deciding, ...(isOpen(verdicts) && { isOpen: true }) };
  });
}

/** The accounts and OUs that nothing can be said of before Organizations is asked. */
export function undecidedConsumers(judgements: readonly Judgement[]): readonly string[] {
  return judgements
    .filter((judgement) => judgement.isOpen)
    .map(({ principal }) => consumerOf(principal))
    .filter(({ kind }) => kind === 'account' || kind === 'ou')
    .map(({ id }) => id);
}

/**
 * What may be done about a forbidden principal. Taking it off the share takes away all that the share holds, so a
 * share that also holds resources of other services is left to a person.
 */
export function remedyFor(share: ShareSnapshot, { verdicts }: Judgement): Remedy {
  if (verdicts.every(({ mode }) => mode === 'observe')) return { action: 'observe' };
  if (share.featureSet !== 'STANDARD') {
    return {
      action: 'refuse',
      reason: 'the share was made from a resource policy, which RAM does not change',
    };
  }
  const others = share.resources.filter(isOnShare).filter(({ entity }) => !smsResource(entity));
  if (others.length > 0) {
    const what = others.length === 1 ? others[0]?.entity : `${others.length} resources`;
    return { action: 'refuse', reason: `the share also gives it ${what} of other services` };
  }
  return { action: 'remove' };
}

/** Nothing opens what a guardrail that enforces forbids already. */
function isOpen(verdicts: readonly Verdict[]): boolean {
  const isEnforced = verdicts.some(({ decision, mode }) => decision === 'forbidden' && mode === 'enforce');
  return (
    !isEnforced && verdicts.some(({ decision, mayBeEnforced }) => decision === 'unknown' || mayBeEnforced)
  );
}

const isStanding = ({ state }: Grant): boolean => state !== 'ending';
