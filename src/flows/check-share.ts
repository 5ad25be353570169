import type { Actor } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { scopeOf, smsResource } from '../core/resource.ts';
import type { ShareSnapshot } from '../core/share.ts';
import { actorOf, type Change, eventOf, isShown } from '../core/subject.ts';
import type { Ports, ShareOnRecord } from '../ports.ts';
import { checkPolicies } from './check-policies.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { withGrantedWaivers } from './granted-waivers.ts';
import { lookOnceMore, type Occasion } from './settle.ts';
import { settleGoneShare, settleShare } from './settle-share.ts';
import type { ShareOutcome } from './share-outcome.ts';

/** Why a share is looked at. */
export interface ShareCheck {
  readonly shareArn: string;
  /** What events told of. Nothing of it is taken for true. */
  readonly changes: readonly Change[];
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
  /** What led to it where no event did, as the audit trail names it. */
  readonly event?: string;
}

/**
 * Makes the guardrails hold on one resource share: reads it now, decides, puts findings on record, takes forbidden
 * consumers off, and announces what people have not been told. Then looks at the pools that depend on it. Safe to
 * repeat, at any time, by several at once.
 */
export async function checkShare(
  { shareArn, changes, isRecheck, event: led }: ShareCheck,
  ports: Ports,
  file: Guardrails,
): Promise<{ readonly shares: readonly ShareOutcome[]; readonly pools: readonly PoolOutcome[] }> {
  const [share, before] = await Promise.all([ports.shares.read(shareArn), ports.ledger.share(shareArn)]);
  const guardrails = await withGrantedWaivers(file, ports);
  const whoBrought = (principal?: string) => actorOf(changes, principal) ?? before?.actor;
  const event = led ?? eventOf(changes, isRecheck);
  const occasion = { actorOf: whoBrought, isRecheck, event };
  const shares = share
    ? await settleByPath(share, occasion, ports, guardrails)
    : [await settleGoneShare(shareArn, event, ports)];
  if (!isShown(changes, share)) await lookOnceMore(shareArn, ports);
  const pools = await checkPoolsOf(
    shareArn,
    share,
    before,
    { actor: whoBrought(), event },
    ports,
    guardrails,
  );
  return { shares, pools };
}

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
 * this run die, the next one still sees what has left the share, even when RAM no longer knows it.
 */
async function checkPoolsOf(
  shareArn: string,
  share: ShareSnapshot | undefined,
  before: ShareOnRecord | undefined,
  { actor, event }: { readonly actor: Actor | undefined; readonly event: string },
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly PoolOutcome[]> {
  const held = before?.resources ?? [];
  const holds = share?.resources.map(({ entity }) => entity).filter(smsResource) ?? [];
  const gained = holds.some((arn) => !held.includes(arn));
  if (share && gained) await ports.ledger.recordShare(withFormer(share, held), actor);
  const touched = [...new Set([...held, ...holds])].filter(smsResource);
  const pools = await checkPools({ scope: scopeOf(shareArn), touched, event }, ports, guardrails);
  if (share && touched.length > 0) await ports.ledger.recordShare(share, actor);
  if (!share && before) await ports.ledger.forgetShare(shareArn);
  return pools;
}

function withFormer(share: ShareSnapshot, held: readonly string[]): ShareSnapshot {
  const listed = new Set(share.resources.map(({ entity }) => entity));
  const former = held
    .filter((arn) => !listed.has(arn))
    .map((entity) => ({ entity, state: 'ended', status: 'DISASSOCIATED' }) as const);
  return { ...share, resources: [...share.resources, ...former] };
}
