import type { Verdict } from './evaluate.ts';
import type { Actor, Finding, Where } from './finding.ts';

/**
 * planned: on record; RAM is being asked, or a run died over it. requested: RAM has accepted it. waiting: RAM refuses
 * for now. done: it is over, and its last step says why. refused: a person is needed. undone: somebody had what it took
 * put back.
 */
export type RemovalStatus = 'planned' | 'requested' | 'waiting' | 'done' | 'refused' | 'undone';

/**
 * What is done, with what it takes to undo it:
 * the principal, or the source of its service, taken off the share; the owner added to it as source of its services; SMS
 * resources taken off the share; the principal
 * taken out of the policy, or bound to the owner as source there, with the document as it was before; a member of a pool
 * added to the share.
 */
export type Act =
  | { readonly kind: 'share-principal' | 'share-source' | 'share-owner-source'; readonly before: ShareBefore }
  | {
      readonly kind: 'share-resources';
      readonly taken: readonly string[];
      readonly before: ShareBefore;
    }
  | {
      readonly kind: 'policy-principal' | 'policy-source';
      readonly before: string;
      /** What RAM had written of it. Absent: nothing. */
      readonly ramDocuments?: readonly string[] | undefined;
    }
  | { readonly kind: 'share-member'; readonly member: string; readonly before: ShareBefore };

/** What a share gave its principals before it was changed. */
export interface ShareBefore {
  /** ARNs of what was on it. */
  readonly resources: readonly string[];
  /** Whom its services acted for. */
  readonly sources: readonly string[];
  /**
   * Read when the removal is seen to be done: taking somebody off a share leaves its permissions as they are, and no call
   * is to stand between an event and the removal that could come after it. Absent: not read yet.
   */
  readonly permissions?: readonly SharePermission[] | undefined;
}
/** A RAM permission of a share: what may be done with resources of one type. */
export interface SharePermission {
  readonly arn: string;
  readonly version: string;
}

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
  /** When that happened which the event behind it tells of, ISO 8601, UTC. Absent: no event led to it. */
  readonly eventAt?: string | undefined;
  readonly status: RemovalStatus;
  readonly attempts: number;
  readonly steps: readonly RemovalStep[];
}

/** Who takes a step of a removal, and what made them. */
export interface Stamp {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `sharewarden`, the ARN of whoever ran a command, or `slack:TEAM/USER`. */
  readonly actor: string;
  /** The event that had it looked at, by its id; or `re-check`, `sweep` or a command, by these words. */
  readonly event: string;
}
/** One step of a removal. */
export interface RemovalStep extends Stamp {
  readonly status: RemovalStatus;
  readonly reason: string;
  /** Of one that waits: the budget that has no room for it. */
  readonly budget?: string | undefined;
  /** Of one that is refused: AWS has not been asked. The guardrails left it to people then. */
  readonly isLeft?: true | undefined;
}
/** The event of what no event told of. */
export const SWEEP = 'sweep';
/** The name of Sharewarden itself among actors. */
export const SHAREWARDEN = 'sharewarden';

/**
 * A reason of AWS as a step keeps it: of a long one the beginning, which says what, and the end, which says by what policy.
 */
export const keptReason = (reason: string): string =>
  reason.length <= LONGEST_REASON
    ? reason
    : `${reason.slice(0, LONGEST_REASON / 2 - 1)}…${reason.slice(-LONGEST_REASON / 2)}`.toWellFormed();
/** In UTF-16 units. A record that is tried for years holds hundreds of them. */
export const LONGEST_REASON = 500;

/** Its id: one for each occurrence of a finding, so that two who find the same thing plan the same removal. */
export const removalId = (finding: { readonly id: string; readonly occurrence: number }): string =>
  `${finding.id}|${finding.occurrence}`;

/** The record of what is about to be done because of a finding. */
export function plannedRemoval(
  { id: findingId, occurrence, about, owner, region, actor, body }: Finding,
  act: Act,
  stamp: Stamp,
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
    steps: [{ status: 'planned', reason, ...stamp }],
  };
}

/** The id of the record of a pool's member that is put on a share. @param share its ARN, as is `member`. */
export const additionId = (
  finding: { readonly id: string; readonly occurrence: number },
  share: string,
  member: string,
): string => `${removalId(finding)}|${share}|${member}`;

/** The record of a pool's member that is about to be put on a share of the pool. */
export function memberAddition(
  { id: findingId, occurrence, owner, region }: Finding,
  { arn, name }: { readonly arn: string; readonly name: string },
  act: Extract<Act, { readonly kind: 'share-member' }>,
  stamp: Stamp,
): Removal {
  const { member } = act;
  return {
    id: additionId({ id: findingId, occurrence }, arn, member),
    findingId,
    occurrence,
    about: arn,
    act,
    share: { arn, name },
    owner,
    region,
    principal: '',
    resources: [member],
    verdicts: [],
    status: 'planned',
    attempts: 0,
    steps: [
      {
        status: 'planned',
        reason: 'consumers of the pool lack it, and all of the share are allowed it',
        ...stamp,
      },
    ],
  };
}

/**
 * How long it took from the event behind a removal until AWS had accepted it, in seconds. `undefined`: no event led to it,
 * or it had been accepted before.
 */
export function secondsToAcceptance({ eventAt, steps }: Removal): number | undefined {
  const [accepted, again] = steps.filter(({ status }) => status === 'requested');
  if (!accepted || again || eventAt === undefined) return undefined;
  // The clock of whoever wrote the event may be ahead of ours.
  return Math.max(0, (Date.parse(accepted.at) - Date.parse(eventAt)) / 1000);
}

/** The removal one step further on, as `Ledger.moveRemoval` keeps it. */
export function moved(removal: Removal, step: RemovalStep): Removal {
  const { status } = step;
  const attempts = removal.attempts + (status === 'requested' || status === 'waiting' ? 1 : 0);
  return { ...removal, status, attempts, steps: [...removal.steps, step] };
}
