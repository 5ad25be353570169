import type { Actor, Finding } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type Judgement, judgeShare, undecidedConsumers } from '../core/judge-share.ts';
import { planGoneShare, planShare, type ShareHistory, type SharePlan } from '../core/plan-share.ts';
import { isStanding, removalId, secondsUntilRecheck } from '../core/removal.ts';
import type { ShareSnapshot } from '../core/share.ts';
import type { Ports } from '../ports.ts';
import { announce } from './announce.ts';
import { type RemovalOutcome, removeConsumer } from './remove-consumer.ts';
import { outcomeOf, type ShareOutcome } from './share-outcome.ts';

/** What is known of why a share is looked at. */
export interface Occasion {
  /** Who brought a principal in, or who changed the share last. */
  readonly actorOf: (principal: string) => Actor | undefined;
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
}

/**
 * Makes the guardrails hold on a share as it was read: decides, puts findings on record, takes forbidden consumers off,
 * and announces what people have not been told. Safe to repeat, at any time, by several at once.
 */
export async function settleShare(
  share: ShareSnapshot,
  { actorOf, isRecheck }: Occasion,
  ports: Ports,
  guardrails: Guardrails,
): Promise<ShareOutcome> {
  const now = ports.clock.now();
  const [judgements, history] = await Promise.all([
    judge(share, ports, guardrails, now),
    historyOf(share.arn, ports),
  ]);
  const plan = planShare(share, judgements, history, actorOf);

  let asked: Promise<void> | undefined;
  const seeThrough = (seconds: number): Promise<void> => {
    asked ??= ports.rechecks.ask(share.arn, 'removal', seconds);
    return asked;
  };
  const leftToPeople: Finding[] = [];
  const removals: RemovalOutcome[] = [];
  for (const draft of plan.open) {
    const finding = await ports.findings.open(draft, now);
    if (draft.body.kind === 'forbidden-consumer' && draft.body.remedy.action === 'remove') {
      const removal = history.removals.find(({ id }) => id === removalId(finding));
      removals.push(await removeConsumer({ finding, removal }, ports, () => seeThrough(FIRST_LOOK_SECONDS)));
    } else {
      leftToPeople.push(finding);
    }
  }
  await settle(plan, ports, now);
  await announce(share.arn, ports);
  const waits = standingAfter(plan, history, removals).map((each) => secondsUntilRecheck(each, now));
  if (isRecheck && waits.length > 0) await seeThrough(Math.min(...waits));
  if (leftToPeople.some((finding) => isNewTo(history, finding)) || isDoubtful(plan))
    await lookOnceMore(share.arn, ports);
  return outcomeOf(share.arn, judgements, removals, plan);
}

/** As {@link settleShare}, for a share that RAM does not know. */
export async function settleGoneShare(arn: string, ports: Ports): Promise<ShareOutcome> {
  const plan = planGoneShare(await historyOf(arn, ports));
  await settle(plan, ports, ports.clock.now());
  await announce(arn, ports);
  if (isDoubtful(plan)) await lookOnceMore(arn, ports);
  return { ...outcomeOf(arn, [], [], plan), state: 'gone' };
}

/**
 * Has what was read looked at once more. RAM's lists may lag behind its writes, and a run with an older read may come
 * last: by then the lists are right (a new share may be unknown for a minute, facts 5.2) and every such run is over.
 */
export const lookOnceMore = (shareArn: string, { rechecks }: Ports): Promise<void> =>
  rechecks.ask(shareArn, 'doubt', 60);

/** RAM settles most removals within seconds. */
const FIRST_LOOK_SECONDS = 2;

/**
 * Most grants are decided by what the guardrail file says alone: Organizations is asked about the others only, and now,
 * since removals rest on what it says.
 */
async function judge(
  share: ShareSnapshot,
  { directory }: Ports,
  guardrails: Guardrails,
  now: string,
): Promise<readonly Judgement[]> {
  const judgements = judgeShare(share, guardrails, new Map(), now);
  const undecided = undecidedConsumers(judgements);
  if (undecided.length === 0) return judgements;
  return judgeShare(share, guardrails, await directory.places(undecided, { fresh: true }), now);
}

async function historyOf(arn: string, { findings, ledger }: Ports): Promise<ShareHistory> {
  const [about, removals] = await Promise.all([findings.about(arn), ledger.removals(arn)]);
  return { findings: about, removals };
}

/** Losing a race over the end of a removal to somebody else is as good. */
async function settle(plan: SharePlan, { findings, ledger }: Ports, now: string): Promise<void> {
  for (const { finding, resolution } of plan.resolve) await findings.resolve(finding, resolution, now);
  for (const { removal, reason } of plan.finish) await ledger.moveRemoval(removal, 'done', now, reason);
}

/** The removals that somebody has to look after. */
function standingAfter(plan: SharePlan, history: ShareHistory, outcomes: readonly RemovalOutcome[]) {
  const current = new Map(history.removals.map((removal) => [removal.id, removal]));
  for (const { removal } of outcomes) if (removal) current.set(removal.id, removal);
  for (const { removal } of plan.finish) current.delete(removal.id);
  return [...current.values()].filter(isStanding);
}

/** Was it opened, or did it grow, just now? */
function isNewTo({ findings }: ShareHistory, { id, revision }: Finding): boolean {
  const before = findings.find((each) => each.id === id);
  return before?.status !== 'open' || before.revision !== revision;
}

/** No removal, whose end is verified, stands behind these: one read alone says so. */
const isDoubtful = ({ resolve }: SharePlan): boolean =>
  resolve.some(({ resolution }) => resolution === 'gone' || resolution === 'allowed');
