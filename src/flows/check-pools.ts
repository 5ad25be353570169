import { type Finding, hasNews } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import type { Place, Places } from '../core/organization.ts';
import { type PoolState, planPool } from '../core/plan-pool.ts';
import type { PoolSnapshot } from '../core/pool-coverage.ts';
import { SWEEP } from '../core/removal.ts';
import { type Scope, smsResource } from '../core/resource.ts';
import type { Holdings, Ports } from '../ports.ts';
import { announce } from './announce.ts';
import { type Compared, comparePool, GONE, type PoolLook, policyGrantsNow } from './compare-pool.ts';
import { withGrantedWaivers } from './granted-waivers.ts';
import { inOrder } from './in-order.ts';
import { shareMembers } from './share-members.ts';

/** Pools to look at: those that hold or are one of the `touched` resources, or all of the scope. */
export interface PoolCheck {
  readonly scope: Scope;
  readonly touched: readonly string[] | 'all';
  /** What led to it, as the audit trail names it. */
  readonly event: string;
}

/** What came of it, by ARN of the pool. */
export interface PoolOutcome {
  readonly pool: string;
  readonly state: PoolState;
  /** Findings opened that no event told of. */
  readonly foundBySweep: number;
}

/**
 * Compares every shared pool that a change may concern with what it is made of, consumer by consumer, and tells who
 * can't use what. A pool whose recorded membership does not hold a touched resource is left alone; one that was never
 * recorded is read.
 *
 * Several runs may look at a pool at once, each with reads of its own age. So a pool is looked at until a look finds
 * nothing to change in its record, and only then told: a change that comes after that look has an event of its own.
 *
 * @throws when the record of a pool does not come to rest.
 */
export async function checkPools(
  { scope, touched, event }: PoolCheck,
  ports: Ports,
  file: Guardrails,
): Promise<readonly PoolOutcome[]> {
  const concerned = await concernedPools(scope, touched, ports);
  if (concerned.pools.length === 0) return [];
  return lookAtPools(concerned, { scope, event }, ports, await withGrantedWaivers(file, ports));
}

/**
 * As {@link checkPools}, for pools that a change concerns.
 *
 * @param guardrails with the waivers that people granted meanwhile.
 */
export async function lookAtPools(
  { pools, sharesOf }: Concerned,
  { scope, event }: Pick<PoolCheck, 'scope' | 'event'>,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly PoolOutcome[]> {
  const outcomes = new Map<string, PoolOutcome>();
  const known = { memberships: new Map<string, Places | undefined>(), places: new Map<string, Place>() };
  const untold = new Set<string>();
  for (let due = pools, look = 1; due.length > 0; look++) {
    if (look > MOST_LOOKS) throw new Error(`the record does not come to rest: ${due.join(', ')}`);
    const holders: Concerned['sharesOf'] =
      look === 1 ? sharesOf : (parts) => ports.shares.readHolding(scope, parts);
    const looked = await lookAt(due, holders, { ...known, event, ports, guardrails });
    for (const { pool, state, foundBySweep, hasNews: isUntold } of looked) {
      if (isUntold) untold.add(pool);
      const before = outcomes.get(pool)?.foundBySweep ?? 0;
      outcomes.set(pool, { pool, state, foundBySweep: before + foundBySweep });
    }
    due = looked.filter(({ hasChanged }) => hasChanged).map(({ pool }) => pool);
  }
  for (const pool of untold) await announce(pool, ports);
  return [...outcomes.values()];
}

const MOST_LOOKS = 5;

/** Pools that a change may concern, and the shares that hold what is in them. */
export interface Concerned extends Pick<Holdings, 'sharesOf'> {
  readonly pools: readonly string[];
}

/** Those that hold or are one of the `touched` resources, as far as RAM and the record know. */
export async function concernedPools(
  scope: Scope,
  touched: PoolCheck['touched'],
  ports: Ports,
): Promise<Concerned> {
  if (touched !== 'all' && touched.length === 0) return { pools: [], sharesOf: async () => [] };
  const [holdings, recorded] = await Promise.all([ports.shares.holdings(scope), ports.ledger.pools(scope)]);
  const known = new Map(recorded.map((pool) => [pool.arn, pool]));
  const touchedPools = touched === 'all' ? [] : touched.filter((arn) => smsResource(arn)?.type === 'pool');
  const candidates = [...new Set([...holdings.pools, ...known.keys(), ...touchedPools])];
  if (touched === 'all') return { ...holdings, pools: candidates };
  const holdsTouched = (pool: PoolSnapshot) =>
    touched.some((arn) => pool.members.includes(arn) || pool.optOutList === arn);
  const pools = candidates.filter((arn) => {
    const pool = known.get(arn);
    return touched.includes(arn) || !pool || holdsTouched(pool);
  });
  return { ...holdings, pools };
}

async function lookAt(
  arns: readonly string[],
  sharesOf: Concerned['sharesOf'],
  around: Omit<PoolLook, 'shares' | 'byPolicy'>,
): Promise<readonly (PoolOutcome & PoolSettled)[]> {
  const { event, ports } = around;
  const read = await inOrder(arns, async (arn) => ({ arn, pool: await ports.resources.pool(arn) }));
  const pools = read.flatMap(({ pool }) => pool ?? []);
  const shares = pools.length > 0 ? await sharesOf(partsOf(pools)) : [];
  const look: PoolLook = { ...around, shares, byPolicy: policyGrantsNow(ports) };
  return inOrder(read, async ({ arn, pool }) => {
    const compared = pool ? await comparePool(pool, look) : GONE;
    if (pool) await ports.ledger.recordPool(pool);
    const settled = await settlePool(arn, compared, event === SWEEP, look);
    if (!pool) await ports.ledger.forgetPool(arn);
    return { pool: arn, state: compared.state, ...settled };
  });
}

/** What came of the record of a pool. */
interface PoolSettled {
  /** There was something to put on record. */
  readonly hasChanged: boolean;
  /** People may not have been told all of it. */
  readonly hasNews: boolean;
  /** How many findings were opened that no event told of. */
  readonly foundBySweep: number;
}

/** The pools and all that is in them. */
const partsOf = (pools: readonly PoolSnapshot[]): readonly string[] => [
  ...new Set(
    pools.flatMap(({ arn, members, optOutList }) => [arn, ...members, ...(optOutList ? [optOutList] : [])]),
  ),
];

/**
 * Puts on record what was found of a pool, and adds what its consumers lack where the guardrail file wants that.
 *
 * @param isFoundBySweep no event told of what is found.
 */
export async function settlePool(
  arn: string,
  { state, bodies }: Compared,
  isFoundBySweep: boolean,
  look: PoolLook,
): Promise<PoolSettled> {
  const { ports, guardrails, shares, event } = look;
  const before = await ports.findings.about(arn);
  const plan = planPool(arn, state, bodies, before);
  const standingIds = new Set(before.filter(({ status }) => status === 'open').map(({ id }) => id));
  const now = ports.clock.now();
  const opened = await inOrder(plan.open, (draft) =>
    ports.findings.open(isFoundBySweep ? { ...draft, isFoundBySweep } : draft, now),
  );
  for (const { finding, resolution } of plan.resolve) await ports.findings.resolve(finding, resolution, now);
  const standing = before.filter(
    ({ status, id }) => status === 'open' && !opened.some((each) => each.id === id),
  );
  if (state === 'uncovered') {
    await inOrder([...opened, ...standing], async (finding) => {
      const added = await shareMembers(finding, shares, event, ports, guardrails);
      const { id, about, owner, region, body } = finding;
      if (added.length === 0 || body.kind !== 'uncovered-pool') return;
      await ports.findings.open({ id, about, owner, region, body: { ...body, added } }, now);
    });
  }
  const isNew = ({ id }: Finding) => !standingIds.has(id);
  const hasChanged = plan.open.length + plan.resolve.length > 0;
  return {
    hasChanged,
    hasNews: hasChanged || hasNews(before, now),
    foundBySweep: isFoundBySweep ? opened.filter(isNew).length : 0,
  };
}
