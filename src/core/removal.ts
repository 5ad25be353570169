import type { Verdict } from './evaluate.ts';
import type { Actor, Finding, Where } from './finding.ts';

/**
 * planned: on record; RAM is being asked, or a run died over it. requested: RAM has accepted it. waiting: RAM refuses
 * for now. done: it is over, and its last step says why. refused: a person is needed.
 */
export type RemovalStatus = 'planned' | 'requested' | 'waiting' | 'done' | 'refused';

/**
 * What is done, with what it takes to undo it:
 * the principal, or the source of its service, taken off the share; the owner added to it as source of its services; SMS
 * resources taken off the share; the principal
 * taken out of the policy, or bound to the owner as source there, with the document as it was before; a member of a pool
 * added to the share.
 */
export type Act =
  | { readonly kind: 'share-principal' | 'share-source' | 'share-owner-source' }
  | { readonly kind: 'share-resources'; readonly taken: readonly string[] }
  | { readonly kind: 'policy-principal' | 'policy-source'; readonly before: string }
  | { readonly kind: 'share-member'; readonly member: string };

/** A consumer taken off a resource share or out of a policy. Kept: this is the audit trail. */
export interface Removal extends Where {
  /** One for each occurrence of a finding; for a member of a pool, one for each share and member besides. */
  readonly id: string;
  readonly findingId: string;
  readonly occurrence: number;
  /** ARN of the share, or of the resource whose policy it is. */
  readonly about: string;
  readonly act: Act;
  readonly owner: string;
  readonly region: string;
  readonly principal: string;
  readonly through?: string | undefined;
  readonly resources: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly actor?: Actor | undefined;
  readonly status: RemovalStatus;
  readonly attempts: number;
  readonly steps: readonly RemovalStep[];
}

/** One step of a removal. Times are ISO 8601, UTC. */
export interface RemovalStep {
  readonly status: RemovalStatus;
  readonly at: string;
  readonly reason: string;
}

/** Its id: one for each occurrence of a finding, so that two who find the same thing plan the same removal. */
export const removalId = (finding: { readonly id: string; readonly occurrence: number }): string =>
  `${finding.id}|${finding.occurrence}`;

/** The record of what is about to be done because of a finding. @param at ISO 8601, UTC. */
export function plannedRemoval(
  { id: findingId, occurrence, about, owner, region, actor, body }: Finding,
  act: Act,
  at: string,
): Removal {
  if (!('principal' in body)) throw new Error(`a finding that names no consumer: ${findingId}`);
  const { share, policy, principal, through, resources } = body;
  const verdicts = 'verdicts' in body ? body.verdicts : [];
  const reason = verdicts[0]?.reason ?? 'the service acts for anybody';
  return {
    id: removalId({ id: findingId, occurrence }),
    findingId,
    occurrence,
    about,
    act,
    share,
    policy,
    owner,
    region,
    principal,
    through,
    resources,
    verdicts,
    actor,
    status: 'planned',
    attempts: 0,
    steps: [{ status: 'planned', at, reason }],
  };
}

/** The record of a pool's member that is about to be put on a share of the pool. @param at ISO 8601, UTC. */
export function memberAddition(
  { id: findingId, occurrence, owner, region }: Finding,
  { arn, name }: { readonly arn: string; readonly name: string },
  member: string,
  at: string,
): Removal {
  return {
    id: `${removalId({ id: findingId, occurrence })}|${arn}|${member}`,
    findingId,
    occurrence,
    about: arn,
    act: { kind: 'share-member', member },
    share: { arn, name },
    owner,
    region,
    principal: '',
    resources: [member],
    verdicts: [],
    status: 'planned',
    attempts: 0,
    steps: [
      { status: 'planned', at, reason: 'consumers of the pool lack it, and all of the share are allowed it' },
    ],
  };
}

/** How long one attempt may take before another run may take its place. Longer than a function may run. */
const ATTEMPT_MS = 90_000;
/** How long RAM may take to act on an accepted request before it is asked again. */
const PATIENCE_MS = 120_000;
/** How long after a refusal it is tried again: somebody may have mended what stood in the way. */
const AFTER_REFUSAL_MS = 3_600_000;
const WAIT_MS: Readonly<Record<RemovalStatus, number>> = {
  planned: ATTEMPT_MS,
  requested: PATIENCE_MS,
  waiting: 0,
  refused: AFTER_REFUSAL_MS,
  done: Number.POSITIVE_INFINITY,
};

/**
 * Whether a removal of a principal that is still on the share may be attempted now.
 *
 * @param now ISO 8601, UTC.
 */
export function mayAttempt(removal: Removal | undefined, now: string): boolean {
  if (!removal) return true;
  const age = Date.parse(now) - Date.parse(removal.steps.at(-1)?.at ?? now);
  return age >= WAIT_MS[removal.status];
}

/** The removal one step further on, as `Ledger.moveRemoval` keeps it. */
export function moved(removal: Removal, status: RemovalStatus, at: string, reason: string): Removal {
  const attempts = removal.attempts + (status === 'requested' || status === 'waiting' ? 1 : 0);
  return { ...removal, status, attempts, steps: [...removal.steps, { status, at, reason }] };
}

/** While RAM refuses a removal for the moment, people are told of it no sooner than this after it began. */
export const TELL_WAITING_AFTER_MS = 60_000;

/**
 * May the principal's being gone be our doing? A run that died after RAM had accepted its request leaves the removal
 * `planned`: that nobody else took the principal off meanwhile is by far the likelier story.
 */
export function wasAsked({ status, steps }: Removal): boolean {
  return status === 'planned' || steps.some((step) => step.status === 'requested');
}

/** Were people possibly told that it was refused, or waits? */
export function wasHeldUp({ steps }: Removal): boolean {
  const began = Date.parse(steps[0]?.at ?? '');
  const accepted = steps.findLast(({ status }) => status === 'requested' || status === 'planned');
  const isLate = Date.parse(accepted?.at ?? '') - began >= TELL_WAITING_AFTER_MS;
  return steps.some(({ status }) => status === 'refused' || (status === 'waiting' && isLate));
}

/** Is there something left to look for: RAM is at it, or is to be asked again? */
export const isStanding = ({ status }: Removal): boolean => status !== 'done' && status !== 'refused';

/** Seconds until it is worth looking again: at ever longer intervals, at most 15 minutes. */
export function secondsUntilRecheck(removal: Removal, now: string): number {
  const ageSeconds = (Date.parse(now) - Date.parse(removal.steps[0]?.at ?? now)) / 1000;
  return Math.min(900, Math.max(2, Math.ceil(ageSeconds / 2)));
}
