import type { Actor } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type Judgement, judgeShare, undecidedConsumers } from '../core/judge-share.ts';
import { planGoneShare, planShare, type SharePlan } from '../core/plan-share.ts';
import { removalId } from '../core/removal.ts';
import { smsResource } from '../core/resource.ts';
import type { ShareSnapshot } from '../core/share.ts';
import type { Ports } from '../ports.ts';
import { announce } from './announce.ts';
import { finishRemoval, removeConsumer } from './remove-consumer.ts';

/** Why a share is looked at, and who may have changed it. Nothing here is taken for true. */
export interface ShareCheck {
  readonly shareArn: string;
  /** Who brought a principal in, or who changed the share last, as far as the events tell. */
  readonly actorOf: (principal?: string) => Actor | undefined;
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
}

/** What came of it, for a log line and metrics. */
export interface ShareOutcome {
  readonly share: 'judged' | 'gone' | 'without SMS resources';
  readonly forbidden: readonly string[];
  readonly undecided: readonly string[];
  readonly requested: readonly string[];
  readonly waiting: readonly string[];
  readonly refused: readonly string[];
  readonly resolved: number;
  /** SMS resources that the share holds, or held when it was last looked at: pools may depend on them. */
  readonly touched: readonly string[];
}

/**
 * Makes the guardrails hold on one resource share: reads it now, decides, puts findings on record, takes forbidden
 * consumers off, and announces what people have not been told. Safe to repeat, at any time, by several at once.
 */
export async function checkShare(
  check: ShareCheck,
  ports: Ports,
  guardrails: Guardrails,
): Promise<ShareOutcome> {
  const { shareArn } = check;
  const [share, before] = await Promise.all([ports.shares.read(shareArn), ports.ledger.share(shareArn)]);
  const holds = [...(before?.resources ?? []), ...(share?.resources.map(({ entity }) => entity) ?? [])];
  const touched = [...new Set(holds)].filter(smsResource);
  const actorOf = (principal?: string) => check.actorOf(principal) ?? before?.actor;
  return share && touched.length > 0
    ? settleShare(share, touched, { ...check, actorOf }, ports, guardrails)
    : settleGoneShare(shareArn, touched, share, ports);
}

/** The part of {@link checkShare} behind the reading, for shares that were read in bulk. */
export async function settleShare(
  share: ShareSnapshot,
  touched: readonly string[],
  check: ShareCheck,
  ports: Ports,
  guardrails: Guardrails,
): Promise<ShareOutcome> {
  const now = ports.clock.now();
  const [judgements, findings, removals] = await Promise.all([
    judge(share, ports, guardrails, now),
    ports.findings.about(share.arn),
    ports.ledger.removals(share.arn),
  ]);
  const plan = planShare(share, judgements, { findings, removals }, check.actorOf);
  await ports.ledger.recordShare(share, check.actorOf());

  const done = [];
  for (const draft of plan.open) {
    const finding = await ports.findings.open(draft, now);
    if (draft.body.kind !== 'forbidden-consumer' || draft.body.remedy.action !== 'remove') continue;
    const removal = removals.find(({ id }) => id === removalId(finding));
    done.push(await removeConsumer({ finding, removal, isRecheck: check.isRecheck }, ports));
  }
  await settle(plan, ports, now);
  await announce(share.arn, ports);
  return {
    share: 'judged',
    forbidden: principals(judgements, 'forbidden'),
    undecided: principals(judgements, 'unknown'),
    requested: done.filter(({ result }) => result === 'requested').map(({ principal }) => principal),
    waiting: done.filter(({ result }) => result === 'waiting').map(({ principal }) => principal),
    refused: done.filter(({ result }) => result === 'refused').map(({ principal }) => principal),
    resolved: plan.resolve.length,
    touched,
  };
}

/** Most grants are decided by what the guardrail file says alone: Organizations is asked about the others only. */
async function judge(
  share: ShareSnapshot,
  { directory }: Ports,
  guardrails: Guardrails,
  now: string,
): Promise<readonly Judgement[]> {
  const judgements = judgeShare(share, guardrails, new Map(), now);
  const undecided = undecidedConsumers(judgements);
  if (undecided.length === 0) return judgements;
  return judgeShare(share, guardrails, await directory.places(undecided), now);
}

async function settleGoneShare(
  shareArn: string,
  touched: readonly string[],
  share: ShareSnapshot | undefined,
  ports: Ports,
): Promise<ShareOutcome> {
  const now = ports.clock.now();
  const [findings, removals] = await Promise.all([
    ports.findings.about(shareArn),
    ports.ledger.removals(shareArn),
  ]);
  const plan = planGoneShare({ findings, removals });
  await settle(plan, ports, now);
  if (touched.length > 0) await ports.ledger.forgetShare(shareArn);
  await announce(shareArn, ports);
  const nothing = { forbidden: [], undecided: [], requested: [], waiting: [], refused: [] };
  return {
    share: share ? 'without SMS resources' : 'gone',
    ...nothing,
    resolved: plan.resolve.length,
    touched,
  };
}

async function settle(plan: SharePlan, ports: Ports, now: string): Promise<void> {
  for (const { finding, resolution } of plan.resolve) await ports.findings.resolve(finding, resolution, now);
  for (const removal of plan.finish) await finishRemoval(removal, ports, now);
}

const principals = (judgements: readonly Judgement[], decision: Judgement['decision']): readonly string[] =>
  judgements.filter((each) => each.decision === decision).map(({ principal }) => principal);
