import { nameOf } from './consumer.ts';
import {
  type Actor,
  type Finding,
  type FindingBody,
  type FindingDraft,
  findingId,
  isOfPool,
  type Resolution,
} from './finding.ts';
import type { Judgement } from './judge.ts';
import { SETTINGS } from './opinion.ts';
import { type Removal, removalId } from './removal.ts';
import { isStanding, isUnderWay, wasAsked, wasHeldUp } from './removal-pace.ts';

/** What is on record about a share, or about the policy of a resource. */
export interface History {
  readonly findings: readonly Finding[];
  readonly removals: readonly Removal[];
  /** Who changed the policy last, as far as is known. */
  readonly policyActor?: Actor | undefined;
}

/** What was found of it now. */
export interface Found {
  readonly bodies: readonly FindingBody[];
  readonly judgements: readonly Judgement[];
  /** Is what the removal is to take away still there, or what it is to add still missing? */
  readonly isUndone: (removal: Removal) => boolean;
  /** What has become of a member's addition to the share. Absent: it is due. */
  readonly additionIs?: ((removal: Removal) => AdditionState) | undefined;
}
/** `unwanted`: the finding of its pool is open, and asks for it no more. `over`: that finding is resolved. */
export type AdditionState = 'due' | 'unwanted' | 'over';

/** What to do about it, in this order. Acting belongs to the drafts whose remedy says so. */
export interface Plan {
  readonly open: readonly FindingDraft[];
  readonly resolve: readonly { readonly finding: Finding; readonly resolution: Resolution }[];
  /** Removals that a read has shown to be over, and why they are. */
  readonly finish: readonly {
    readonly removal: Removal;
    readonly reason: string;
    /** It may come back. */
    readonly isLeft?: true;
  }[];
}

/** The thing that findings hang on. */
export interface About {
  readonly arn: string;
  readonly owner: string;
  readonly region: string;
}

/**
 * Compares what is true with what is on record.
 *
 * @param actorOf who brought the principal in, or changed it last, as far as the events tell.
 * @param now ISO 8601, UTC.
 */
export function planFor(
  about: About,
  found: Found,
  history: History,
  actorOf: (principal?: string) => Actor | undefined,
  now: string,
): Plan {
  const { arn, owner, region } = about;
  const open = found.bodies.map((body) => {
    const [principal, through] = 'principal' in body ? [body.principal, body.through] : [];
    const id = findingId(body.kind, arn, principal, through);
    return { id, about: arn, owner, region, actor: actorOf(principal), body };
  });
  const stillTrue = new Set(open.map(({ id }) => id));
  const judgements = new Map(
    found.judgements.map((each) => [keyOf(nameOf(each.consumer), each.through), each]),
  );
  const resolve = standing(history)
    .filter(({ id }) => !stillTrue.has(id))
    .flatMap((finding) => {
      const resolution = resolutionOf(finding, judgements, history.removals, found);
      return resolution ? [{ finding, resolution }] : [];
    });
  return { open, resolve, finish: overdue(history, resolve, found, now) };
}

/** What is left to do when the share, or the resource, is gone. @param now ISO 8601, UTC. */
export function planForGone(history: History, now: string): Plan {
  const resolve = standing(history).map((finding) => ({
    finding,
    resolution: goneBecause(finding, history.removals),
  }));
  return { open: [], resolve, finish: overdue(history, resolve, { isUndone: () => false }, now) };
}

/** A pool's own findings hang on the same ARN as those about its policy, and are none of ours. */
const standing = ({ findings }: History): readonly Finding[] =>
  findings.filter(({ status, body }) => status === 'open' && !isOfPool(body));

const keyOf = (principal: string, through = ''): string => `${principal} ${through}`;

function resolutionOf(
  finding: Finding,
  judgements: ReadonlyMap<string, Judgement>,
  removals: readonly Removal[],
  { isUndone }: Pick<Found, 'isUndone'>,
): Resolution | undefined {
  const { body } = finding;
  if (body.kind === 'unbound-service') return isOurs(finding, removals) ? 'removed' : 'mended';
  if (body.kind !== 'forbidden-consumer' && body.kind !== 'undecided-consumer') return 'mended';
  const judgement = judgements.get(keyOf(body.principal, body.through));
  if (judgement === undefined) return goneBecause(finding, removals);
  const { decision, isOpen } = judgement;
  // An undecided consumer that turned out forbidden has a finding of that kind now.
  if (body.kind === 'undecided-consumer' && decision === 'forbidden') return 'removed';
  // Of one that was forbidden only what nobody can prove may be left: what could be taken away is gone.
  const own = body.kind === 'forbidden-consumer' && decision === 'unknown' && removalFor(finding, removals);
  if (own && !isUndone(own)) return goneBecause(finding, removals);
  // That Organizations says nothing now makes no account active that it said was not.
  const wasInactive = body.verdicts.some(({ guardrail }) => guardrail === SETTINGS.inactive);
  return decision === 'allowed' && !(isOpen && wasInactive) ? 'allowed' : undefined;
}

function goneBecause(finding: Finding, removals: readonly Removal[]): Resolution {
  const own = removalFor(finding, removals);
  if (!own || !wasAsked(own)) return 'gone';
  return wasHeldUp(own) ? 'removed-late' : 'removed';
}

const removalFor = (finding: Finding, removals: readonly Removal[]): Removal | undefined =>
  removals.find(({ id }) => id === removalId(finding));

function isOurs(finding: Finding, removals: readonly Removal[]): boolean {
  const own = removalFor(finding, removals);
  return own !== undefined && wasAsked(own);
}

/** Removals of what is not there any more, or whose finding is not open any more. */
function overdue(
  { findings, removals }: History,
  resolve: Plan['resolve'],
  { isUndone, additionIs = () => 'due' }: Pick<Found, 'isUndone' | 'additionIs'>,
  now: string,
): Plan['finish'] {
  const resolved = new Set(resolve.map(({ finding }) => finding.id));
  const due = findings.filter(({ status, id }) => status === 'open' && !resolved.has(id)).map(removalId);
  return removals
    .filter(({ status }) => status !== 'done' && status !== 'undone')
    .filter((removal) => !isBeingAsked(removal, now))
    .flatMap((removal): Plan['finish'] => {
      if (!isUndone(removal)) return [{ removal, reason: DONE[removal.act.kind] }];
      const isAddition = removal.act.kind === 'share-member';
      const state = isAddition ? additionIs(removal) : due.includes(removal.id) ? 'due' : 'over';
      if (state === 'over') return [{ removal, reason: 'not due any more: its finding is resolved' }];
      if (state === 'due' || !isStanding(removal)) return [];
      return [{ removal, reason: LEFT, isLeft: true }];
    });
}

/** Whoever has planned it may be about to ask AWS: it must not be over before. */
const isBeingAsked = (removal: Removal, now: string): boolean =>
  removal.status === 'planned' && isUnderWay(removal, now);

const LEFT = 'not due any more: nobody lacks the member, or somebody on the share may not have it';
const DONE: Readonly<Record<Removal['act']['kind'], string>> = {
  'share-principal': 'read back: the consumer is no longer on the share',
  'share-source': 'read back: the source is no longer on the share',
  'share-owner-source': 'read back: the service has a source',
  'share-resources': 'read back: the resources are no longer on the share',
  'policy-principal': 'read back: the consumer is no longer in the policy',
  'policy-source': 'read back: the service has a source',
  'share-member': 'read back: the member is on the share',
};
