import { hasNews } from '../../core/finding.ts';
import type { Grant } from '../../core/grant.ts';
import { judgedParts } from '../../core/judged-parts.ts';
import { isJustChanged } from '../../core/just-changed.ts';
import type { Place, Places } from '../../core/organization.ts';
import { planPool } from '../../core/plan-pool.ts';
import type { PoolSnapshot } from '../../core/pool-coverage.ts';
import { SWEEP } from '../../core/removal.ts';
import { smsResource } from '../../core/resource.ts';
import { isOnShare, type ShareSnapshot } from '../../core/share.ts';
import type { OwnResource } from '../../ports.ts';
import { announce } from '../announce.ts';
import { checkPools, type PoolOutcome, settlePool } from '../check-pools.ts';
import { comparePool, GONE, type PoolLook, policyGrantsNow } from '../compare-pool.ts';
import type { Sweeping } from './sweeping.ts';

/** What is known of a scope by the time that its pools are swept. */
export interface Around {
  readonly shares: readonly ShareSnapshot[];
  readonly owned: ReadonlyMap<string, OwnResource>;
  /** What policies that have been read grant; what is read is added. */
  readonly byPolicy: Map<string, readonly Grant[]>;
}

/** @returns looks at a pool, or at a phone number with its opt-out list; other resources are no matter of it. */
export async function sharedPools(
  { shares, owned, byPolicy }: Around,
  sweeping: Sweeping,
): Promise<(arn: string) => Promise<readonly PoolOutcome[]>> {
  const { scope, event, ports, file, guardrails, marks } = sweeping;
  const recorded = new Map((await ports.ledger.pools(scope)).map((pool) => [pool.arn, pool]));
  const holdersOf = holders(shares);
  const known = { memberships: new Map<string, Places | undefined>(), places: new Map<string, Place>() };
  const policyGrants = policyGrantsNow(ports, byPolicy);
  const lookAmong = (held: readonly ShareSnapshot[]): PoolLook => ({
    shares: held,
    byPolicy: policyGrants,
    ...known,
    event,
    ports,
    guardrails,
  });
  const isNamed = (arn: string) =>
    holdersOf([arn]).length > 0 || (byPolicy.get(arn)?.length ?? 0) > 0 || marks.has(arn);
  const isLate = (held: readonly ShareSnapshot[], arn: string) =>
    event === SWEEP && !marks.has(arn) && held.some((share) => isJustChanged(share, ports.clock.now()));
  const check = (arn: string) => checkPools({ scope, touched: [arn], event }, ports, file);

  async function ofPool(arn: string): Promise<readonly PoolOutcome[]> {
    if (!isNamed(arn) && !recorded.has(arn)) return [];
    const readAt = ports.clock.now();
    const members = owned.has(arn) ? await ports.inventory.members(arn) : undefined;
    if (!members) return check(arn);
    const pool = { arn, members, optOutList: owned.get(arn)?.optOutList, readAt };
    const held = holdersOf(partsOf(pool));
    if (isLate(held, arn)) return [];
    const { state, bodies } = await comparePool(pool, lookAmong(held));
    const before = marks.has(arn) || bodies.length > 0 ? await ports.findings.about(arn) : [];
    const { open, resolve } = planPool(arn, state, bodies, before);
    const isToAdd = state === 'uncovered' && file.pools.members === 'share';
    const known = recorded.get(arn);
    const isKnown = known ? isSame(known, pool) : state === 'unshared';
    if (open.length + resolve.length > 0 || isToAdd || !isKnown) return check(arn);
    if (hasNews(before, ports.clock.now())) await announce(arn, ports);
    return [];
  }

  /** A number is a pool of its own: nothing but its opt-out list is in it. That is told only. */
  async function ofNumber(arn: string): Promise<readonly PoolOutcome[]> {
    const { optOutList } = owned.get(arn) ?? {};
    const number = { arn, members: [], optOutList, readAt: ports.clock.now() };
    const isOfInterest = judgedParts(number, file).optOutList !== undefined && isNamed(arn);
    if (!isOfInterest && !marks.has(arn)) return [];
    const held = holdersOf(partsOf(number));
    if (isLate(held, arn)) return [];
    const look = lookAmong(held);
    const compared = owned.has(arn) ? await comparePool(number, look) : GONE;
    const settled = await settlePool(arn, compared, false, look);
    if (settled.hasNews) await announce(arn, ports);
    return [{ pool: arn, state: compared.state, foundBySweep: settled.foundBySweep }];
  }

  return async (arn) => {
    const type = smsResource(arn)?.type;
    if (type === 'pool') return ofPool(arn);
    return type === 'phone-number' ? ofNumber(arn) : [];
  };
}

const partsOf = ({ arn, members, optOutList }: PoolSnapshot): readonly string[] => [
  arn,
  ...members,
  ...(optOutList ? [optOutList] : []),
];

const isSame = (a: PoolSnapshot, b: PoolSnapshot): boolean =>
  a.optOutList === b.optOutList && String(a.members.toSorted()) === String(b.members.toSorted());

/** Which shares hold one of these resources. */
function holders(shares: readonly ShareSnapshot[]): (arns: readonly string[]) => readonly ShareSnapshot[] {
  const known = Map.groupBy(
    shares.flatMap((share) => share.resources.filter(isLive).map(({ entity }) => ({ entity, share }))),
    ({ entity }) => entity,
  );
  return (arns) => [...new Set(arns.flatMap((arn) => (known.get(arn) ?? []).map(({ share }) => share)))];
}

const isLive = (association: ShareSnapshot['resources'][number]): boolean =>
  isOnShare(association) || association.state === 'ending';
