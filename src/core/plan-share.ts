import { type Actor, type Finding, type FindingDraft, findingId, type Resolution } from './finding.ts';
import { type Judgement, remedyFor } from './judge-share.ts';
import { type Removal, removalId, wasAsked, wasHeldUp } from './removal.ts';
import type { ShareSnapshot } from './share.ts';

/** What is on record about a share. */
export interface ShareHistory {
  readonly findings: readonly Finding[];
  readonly removals: readonly Removal[];
}

/** What to do about a share, in this order. Removing belongs to the drafts whose remedy says so. */
export interface SharePlan {
  readonly open: readonly FindingDraft[];
  readonly resolve: readonly { readonly finding: Finding; readonly resolution: Resolution }[];
  /** Removals that a read has shown to be over, and why they are. */
  readonly finish: readonly { readonly removal: Removal; readonly reason: string }[];
}

/**
 * Compares what is true with what is on record.
 *
 * @param actorOf who brought the principal in, as far as the events tell.
 */
export function planShare(
  share: ShareSnapshot,
  judgements: readonly Judgement[],
  history: ShareHistory,
  actorOf: (principal: string) => Actor | undefined,
): SharePlan {
  const open = judgements.flatMap((judgement) => draft(share, judgement, actorOf(judgement.principal)));
  const stillTrue = new Set(open.map(({ id }) => id));
  const decisions = new Map(judgements.map(({ principal, decision }) => [principal, decision]));
  const resolve = history.findings
    .filter((finding) => finding.status === 'open' && !stillTrue.has(finding.id))
    .flatMap((finding) => {
      const resolution = resolutionOf(finding, decisions, history.removals);
      return resolution ? [{ finding, resolution }] : [];
    });
  const live = new Set(judgements.map(({ principal }) => principal));
  return { open, resolve, finish: overdue(history, resolve, live) };
}

/** What is left to do when RAM no longer knows the share. */
export function planGoneShare(history: ShareHistory): SharePlan {
  const resolve = history.findings
    .filter(({ status }) => status === 'open')
    .map((finding) => ({ finding, resolution: goneBecause(finding, history.removals) }));
  return { open: [], resolve, finish: overdue(history, resolve, new Set()) };
}

function draft(
  share: ShareSnapshot,
  judgement: Judgement,
  actor: Actor | undefined,
): readonly FindingDraft[] {
  const { principal, decision, verdicts } = judgement;
  if (decision === 'allowed' || decision === 'ending') return [];
  const body = {
    share: { arn: share.arn, name: share.name },
    principal,
    resources: verdicts.map(({ resource }) => resource),
    verdicts,
  };
  const where = { about: share.arn, owner: share.owner, region: share.region, actor };
  return decision === 'forbidden'
    ? [
        {
          ...where,
          id: findingId('forbidden-consumer', share.arn, principal),
          body: { kind: 'forbidden-consumer', ...body, remedy: remedyFor(share, judgement) },
        },
      ]
    : [
        {
          ...where,
          id: findingId('undecided-consumer', share.arn, principal),
          body: { kind: 'undecided-consumer', ...body },
        },
      ];
}

function resolutionOf(
  finding: Finding,
  decisions: ReadonlyMap<string, Judgement['decision']>,
  removals: readonly Removal[],
): Resolution | undefined {
  if (finding.body.kind === 'uncovered-pool') return undefined;
  const decision = decisions.get(finding.body.principal);
  if (decision === undefined) return goneBecause(finding, removals);
  // An undecided consumer that turned out forbidden has a finding of that kind now.
  if (finding.body.kind === 'undecided-consumer' && decision === 'forbidden') return 'removed';
  return decision === 'allowed' ? 'allowed' : undefined;
}

function goneBecause(finding: Finding, removals: readonly Removal[]): Resolution {
  const own = removals.find(({ id }) => id === removalId(finding));
  if (!own || !wasAsked(own)) return 'gone';
  return wasHeldUp(own) ? 'removed-late' : 'removed';
}

/** Removals of principals that are not on the share any more, or whose finding is not open any more. */
function overdue(
  { findings, removals }: ShareHistory,
  resolve: SharePlan['resolve'],
  live: ReadonlySet<string>,
): SharePlan['finish'] {
  const resolved = new Set(resolve.map(({ finding }) => finding.id));
  const due = findings.filter(({ status, id }) => status === 'open' && !resolved.has(id)).map(removalId);
  return removals
    .filter(({ status }) => status !== 'done')
    .flatMap((removal) => {
      if (!live.has(removal.principal))
        return [{ removal, reason: 'read back: the consumer is no longer on the share' }];
      return due.includes(removal.id)
        ? []
        : [{ removal, reason: 'not due any more: its finding is resolved' }];
    });
}
