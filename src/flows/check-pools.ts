import { type Grant, grantsOf as grantsOfShare } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import type { Places } from '../core/organization.ts';
import { type PoolState, planPool } from '../core/plan-pool.ts';
import { type CoverageGap, type PoolSnapshot, poolCoverage } from '../core/pool-coverage.ts';
import { type Memberships, questionsAbout, reachOfPool } from '../core/reach.ts';
import { type Scope, scopeOf, smsResource } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { announce } from './announce.ts';

/** Pools to look at: those that hold or are one of the `touched` resources, or all of the scope. */
export interface PoolCheck {
  readonly scope: Scope;
  readonly touched: readonly string[] | 'all';
}

/** What came of it, by ARN of the pool. */
export interface PoolOutcome {
  readonly pool: string;
  readonly state: PoolState;
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
  { scope, touched }: PoolCheck,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly PoolOutcome[]> {
  if (touched !== 'all' && touched.length === 0) return [];
  const concerned = await concernedPools(scope, touched, ports);
  const states = new Map<string, PoolState>();
  const memberships = new Map<string, Places | undefined>();
  for (let due = concerned, look = 1; due.length > 0; look++) {
    if (look > MOST_LOOKS) throw new Error(`the record does not come to rest: ${due.join(', ')}`);
    const looked = await lookAt(due, scope, memberships, ports, guardrails);
    for (const { pool, state } of looked) states.set(pool, state);
    due = looked.filter(({ hasChanged }) => hasChanged).map(({ pool }) => pool);
  }
  for (const pool of concerned) await announce(pool, ports);
  return [...states].map(([pool, state]) => ({ pool, state }));
}

const MOST_LOOKS = 5;

async function concernedPools(
  scope: Scope,
  touched: PoolCheck['touched'],
  ports: Ports,
): Promise<readonly string[]> {
  const [shared, recorded] = await Promise.all([ports.shares.sharedPools(scope), ports.ledger.pools(scope)]);
  const known = new Map(recorded.map((pool) => [pool.arn, pool]));
  const touchedPools = touched === 'all' ? [] : touched.filter((arn) => smsResource(arn)?.type === 'pool');
  const candidates = [...new Set([...shared, ...known.keys(), ...touchedPools])];
  if (touched === 'all') return candidates;
  const holdsTouched = (pool: PoolSnapshot) =>
    touched.some((arn) => pool.members.includes(arn) || pool.optOutList === arn);
  return candidates.filter((arn) => {
    const pool = known.get(arn);
    return touched.includes(arn) || !pool || holdsTouched(pool);
  });
}

/** @param memberships those that are known already; what is learned is added. */
async function lookAt(
  arns: readonly string[],
  scope: Scope,
  memberships: Map<string, Places | undefined>,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly (PoolOutcome & { readonly hasChanged: boolean })[]> {
  const read = [];
  for (const arn of arns) read.push({ arn, pool: await ports.resources.pool(arn) });
  const pools = read.flatMap(({ pool }) => pool ?? []);
  const grants = await grantsOf(scope, pools, ports);
  const { groups } = questionsAbout(grants);
  const learned = await ports.directory.memberships(groups.filter((id) => !memberships.has(id)));
  for (const [id, places] of learned) memberships.set(id, places);

  const outcomes = [];
  for (const { arn, pool } of read) {
    const { state, gap } = pool
      ? await compare(pool, grants, memberships, ports, guardrails)
      : { state: 'gone' as const, gap: { missing: [] } };
    if (pool) await ports.ledger.recordPool(pool);
    const hasChanged = await settle(arn, state, gap, ports);
    if (!pool) await ports.ledger.forgetPool(arn);
    outcomes.push({ pool: arn, state, hasChanged });
  }
  return outcomes;
}

/** Live grants of the pools and of all that is in them. */
async function grantsOf(
  scope: Scope,
  pools: readonly PoolSnapshot[],
  { shares }: Ports,
): Promise<readonly Grant[]> {
  if (pools.length === 0) return [];
  const needed = pools.flatMap(({ arn, members, optOutList }) => [
    arn,
    ...members,
    ...(optOutList ? [optOutList] : []),
  ]);
  const holding = await shares.readHolding(scope, [...new Set(needed)]);
  return holding.flatMap(grantsOfShare).filter(({ state }) => state === 'active' || state === 'pending');
}

async function compare(
  pool: PoolSnapshot,
  grants: readonly Grant[],
  memberships: Memberships,
  ports: Ports,
  guardrails: Guardrails,
): Promise<{ readonly state: PoolState; readonly gap: CoverageGap }> {
  const { accounts } = questionsAbout(grants.filter(({ resource }) => resource.arn === pool.arn));
  const places = accounts.length > 0 ? await ports.directory.places(accounts) : new Map();
  const owned = { arn: pool.arn, owner: scopeOf(pool.arn).account };
  const reach = reachOfPool(owned, grants, memberships, places, guardrails, ports.clock.now());
  const gap = poolCoverage(judgedParts(pool, guardrails), reach);
  if (gap.missing.length > 0) return { state: 'uncovered', gap };
  return { state: reach.get(pool.arn)?.size ? 'covered' : 'unshared', gap };
}

/** @returns whether there was something to put on record. */
async function settle(arn: string, state: PoolState, gap: CoverageGap, ports: Ports): Promise<boolean> {
  const plan = planPool(arn, state, gap, await ports.findings.about(arn));
  const now = ports.clock.now();
  for (const draft of plan.open) await ports.findings.open(draft, now);
  for (const { finding, resolution } of plan.resolve) await ports.findings.resolve(finding, resolution, now);
  return plan.open.length + plan.resolve.length > 0;
}

/** What of the pool the guardrail file wants told. `Default` is an opt-out list that every account has of its own. */
function judgedParts(pool: PoolSnapshot, { pools }: Guardrails): PoolSnapshot {
  const isOwnList = pool.optOutList?.endsWith(':opt-out-list/Default');
  return {
    ...pool,
    members: pools.members === 'tell' ? pool.members : [],
    optOutList: pools.optOutList === 'tell' && !isOwnList ? pool.optOutList : undefined,
  };
}
