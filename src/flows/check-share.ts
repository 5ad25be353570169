import type { Actor } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type Judgement, judgeShare, undecidedConsumers } from '../core/judge-share.ts';
import { planGoneShare, planShare, type SharePlan } from '../core/plan-share.ts';
import { removalId } from '../core/removal.ts';
import { scopeOf, smsResource } from '../core/resource.ts';
import type { ShareSnapshot } from '../core/share.ts';
import type { Ports } from '../ports.ts';
import { announce } from './announce.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { finishRemoval, type RemovalResult, removeConsumer } from './remove-consumer.ts';

/** Why a share is looked at, and who may have changed it. Nothing here is taken for true. */
export interface ShareCheck {
  readonly shareArn: string;
  /** Who brought a principal in, or who changed the share last, as far as the events tell. */
  readonly actorOf: (principal?: string) => Actor | undefined;
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
  /** The share was made just now. */
  readonly isNew: boolean;
}

/** What came of it, for a log line and metrics: principals by what was decided and done. */
export interface ShareOutcome {
  readonly arn: string;
  readonly state: 'judged' | 'gone';
  readonly forbidden: readonly string[];
  readonly undecided: readonly string[];
  readonly requested: readonly string[];
  readonly waiting: readonly string[];
  readonly refused: readonly string[];
  readonly resolved: number;
}

/**
 * Makes the guardrails hold on one resource share: reads it now, decides, puts findings on record, takes forbidden
 * consumers off, and announces what people have not been told. Safe to repeat, at any time, by several at once.
 */
export async function checkShare(
  check: ShareCheck,
  ports: Ports,
  guardrails: Guardrails,
): Promise<{ readonly share: ShareOutcome; readonly pools: readonly PoolOutcome[] }> {
  const { shareArn } = check;
  const [share, before] = await Promise.all([ports.shares.read(shareArn), ports.ledger.share(shareArn)]);
  const actorOf = (principal?: string) => check.actorOf(principal) ?? before?.actor;
  const holds = [...(before?.resources ?? []), ...(share?.resources.map(({ entity }) => entity) ?? [])];
  const touched = [...new Set(holds)].filter(smsResource);

  const settled = share
    ? await settleShare(share, { ...check, actorOf }, ports, guardrails)
    : await settleGoneShare(shareArn, ports);
  const pools = await checkPools({ scope: scopeOf(shareArn), touched }, ports, guardrails);
  // Last: should this run die, the next one still sees what has left the share, and which pools depend on it.
  if (share && touched.length > 0) await ports.ledger.recordShare(share, actorOf());
  if (!share && before) await ports.ledger.forgetShare(shareArn);
  // RAM may not know a share yet that was made a moment ago (facts 5.2).
  if (!share && check.isNew) await ports.rechecks.ask(shareArn, SECONDS_UNTIL_KNOWN);
  return { share: settled, pools };
}

const SECONDS_UNTIL_KNOWN = 60;

/** The part of {@link checkShare} that judges and acts, for shares that were read in bulk. */
export async function settleShare(
  share: ShareSnapshot,
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

  const done: { readonly principal: string; readonly result: RemovalResult }[] = [];
  for (const draft of plan.open) {
    const finding = await ports.findings.open(draft, now);
    if (draft.body.kind !== 'forbidden-consumer' || draft.body.remedy.action !== 'remove') continue;
    const removal = removals.find(({ id }) => id === removalId(finding));
    done.push(await removeConsumer({ finding, removal, isRecheck: check.isRecheck }, ports));
  }
  await settle(plan, ports, now);
  await announce(share.arn, ports);
  const principals = (decision: Judgement['decision']) =>
    judgements.filter((each) => each.decision === decision).map(({ principal }) => principal);
  const removed = (result: RemovalResult) =>
    done.filter((each) => each.result === result).map(({ principal }) => principal);
  return {
    arn: share.arn,
    state: 'judged',
    forbidden: principals('forbidden'),
    undecided: principals('unknown'),
    requested: removed('requested'),
    waiting: removed('waiting'),
    refused: removed('refused'),
    resolved: plan.resolve.length,
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

async function settleGoneShare(arn: string, ports: Ports): Promise<ShareOutcome> {
  const [findings, removals] = await Promise.all([ports.findings.about(arn), ports.ledger.removals(arn)]);
  const plan = planGoneShare({ findings, removals });
  await settle(plan, ports, ports.clock.now());
  await announce(arn, ports);
  const nothing = { forbidden: [], undecided: [], requested: [], waiting: [], refused: [] };
  return { arn, state: 'gone', ...nothing, resolved: plan.resolve.length };
}

async function settle(plan: SharePlan, ports: Ports, now: string): Promise<void> {
  for (const { finding, resolution } of plan.resolve) await ports.findings.resolve(finding, resolution, now);
  for (const removal of plan.finish) await finishRemoval(removal, ports, now);
}
