import type { Actor } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { scopeOf, smsResource } from '../core/resource.ts';
import { isAsOnRecord, type ShareOnRecord, type ShareSnapshot } from '../core/share.ts';
import { actorOf, eventOf, firstChangeAt } from '../core/subject.ts';
import type { Ports } from '../ports.ts';
import { checkPolicies } from './check-policies.ts';
import { concernedPools, lookAtPools, type PoolOutcome } from './check-pools.ts';
import { withGrantedWaivers } from './granted-waivers.ts';
import { type Lead, ownTurn, shows } from './own-turn.ts';
import { lookOnceMore, type Occasion } from './settle.ts';
import { settleGoneShare, settleShare } from './settle-share.ts';
import { type ShareOutcome, seenAlready } from './share-outcome.ts';

/** Why a share is looked at. */
export interface ShareCheck extends Lead {
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
  /** What led to it where no event did, as the audit trail names it. */
  readonly event?: string;
}

/**
 * Makes the guardrails hold on one resource share: reads it now, decides, puts findings on record, takes forbidden
 * consumers off, and announces what people have not been told. Then looks at the pools that depend on it. Safe to
 * repeat, at any time, by several at once. What a later look has seen is not looked at again.
 */
export async function checkShare(
  check: ShareCheck,
  ports: Ports,
  file: Guardrails,
): Promise<{ readonly shares: readonly ShareOutcome[]; readonly pools: readonly PoolOutcome[] }> {
  const { shareArn, changes, isRecheck, event: led } = check;
  const before = await ownTurn(check, ports);
  if (before === 'seen') return { shares: [seenAlready(shareArn)], pools: [] };
  const share = await ports.shares.read(shareArn);
  const guardrails = await withGrantedWaivers(file, ports);
  const whoBrought = (principal?: string) => actorOf(changes, principal) ?? before?.actor;
  const event = led ?? eventOf(changes, isRecheck);
  const eventAt = firstChangeAt(changes) ?? check.arrivedAt;
  const occasion = { actorOf: whoBrought, isRecheck, event, eventAt };
  const shares = share
    ? await settleByPath(share, occasion, ports, guardrails)
    : [await settleGoneShare(shareArn, event, ports)];
  if (!(await shows(share, check, ports))) await lookOnceMore(shareArn, ports);
  if (isNothingNew(check, share, before, shares)) return { shares, pools: [] };
  const about = {
    actor: whoBrought(),
    event,
    named: changes.flatMap(({ added, removed }) => [...added, ...removed]),
    isAsRead: shares.every(({ requested }) => requested.length === 0),
  };
  const pools = await checkPoolsOf(shareArn, share, before, about, ports, guardrails);
  return { shares, pools };
}

/** A look after a removal, and it has not shown: to the pools the share is what it was when they were looked at. */
const isNothingNew = (
  { isRecheck, changes }: ShareCheck,
  share: ShareSnapshot | undefined,
  before: ShareOnRecord | undefined,
  outcomes: readonly ShareOutcome[],
): boolean =>
  isRecheck &&
  changes.length === 0 &&
  share !== undefined &&
  before !== undefined &&
  !before.arePoolsDue &&
  isAsOnRecord(share, before) &&
  outcomes.every(({ additions }) => additions === 0);

/** A share that RAM made from a policy only shows what the policy grants: it is the policy that is judged. */
export async function settleByPath(
  share: ShareSnapshot,
  occasion: Occasion,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly ShareOutcome[]> {
  if (share.featureSet !== 'CREATED_FROM_POLICY') {
    return [await settleShare(share, occasion, ports, guardrails)];
  }
  const resources = share.resources.map(({ entity }) => entity);
  return checkPolicies(
    { resources, changes: [], isRecheck: occasion.isRecheck, event: occasion.event },
    ports,
    guardrails,
  );
}

/**
 * Looks at the pools that depend on what the share holds or held. Until they are settled both are on record: should
 * this run die, the next one still sees what has left the share, even when RAM no longer knows it. Of a share that is
 * gone before anybody has looked at it, only its events tell what it held.
 */
async function checkPoolsOf(
  shareArn: string,
  share: ShareSnapshot | undefined,
  before: ShareOnRecord | undefined,
  { actor, event, named, isAsRead }: About,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly PoolOutcome[]> {
  const held = before?.resources.map(({ entity }) => entity) ?? [];
  const holds = share?.resources.map(({ entity }) => entity).filter(smsResource) ?? [];
  const gained = holds.some((arn) => !held.includes(arn));
  const both = share && withFormer(share, held);
  if (both && gained) await ports.ledger.recordShare({ ...both, arePoolsDue: true }, actor, before);
  const touched = [...new Set([...held, ...holds, ...named])].filter(smsResource);
  const scope = scopeOf(shareArn);
  // By the waivers that the share was judged by: one that is granted since comes with a change that has events of its own.
  const { pools: concerned, sharesOf } = await concernedPools(scope, touched, ports);
  const pools = await lookAtPools(
    { pools: concerned, sharesOf: (parts) => sharesOf(parts, isAsRead ? share : undefined) },
    { scope, event },
    ports,
    guardrails,
  );
  if (share && touched.length > 0) {
    await ports.ledger.recordShare(share, actor, gained ? undefined : before);
  }
  if (!share && before) await ports.ledger.forgetShare(shareArn);
  return pools;
}

/** What events tell of a share. */
interface About {
  readonly actor: Actor | undefined;
  readonly event: string;
  /** What they put on it and take off. */
  readonly named: readonly string[];
  /** Nothing was asked of AWS since the share was read. */
  readonly isAsRead: boolean;
}

function withFormer(share: ShareSnapshot, held: readonly string[]): ShareSnapshot {
  const listed = new Set(share.resources.map(({ entity }) => entity));
  const former = held
    .filter((arn) => !listed.has(arn))
    .map((entity) => ({ entity, state: 'ended', status: 'DISASSOCIATED' }) as const);
  return { ...share, resources: [...share.resources, ...former] };
}
