import { findingId, type Resolution } from '../core/finding.ts';
import { type Grant, grantsOf as grantsOfShare } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type PoolSnapshot, poolCoverage } from '../core/pool-coverage.ts';
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
  readonly state: 'covered' | 'uncovered' | 'unshared' | 'gone';
}

/**
 * Compares every shared pool that a change may concern with what it is made of, consumer by consumer, and tells who
 * can't use what. A pool whose recorded membership does not hold a touched resource is left alone; one that was never
 * recorded is read.
 */
export async function checkPools(
  { scope, touched }: PoolCheck,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly PoolOutcome[]> {
  if (touched !== 'all' && touched.length === 0) return [];
  const concerned = await concernedPools(scope, touched, ports);
  const read = [];
  for (const arn of concerned) read.push({ arn, pool: await ports.resources.pool(arn) });

  const grants = await grantsOf(
    scope,
    read.flatMap(({ pool }) => pool ?? []),
    ports,
  );
  const memberships = await membershipsOf(grants, ports);
  const outcomes = [];
  for (const { arn, pool } of read) {
    const state = pool
      ? await settlePool(pool, grants, memberships, ports, guardrails)
      : await settleGonePool(arn, ports);
    outcomes.push({ pool: arn, state });
  }
  return outcomes;
}

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

async function membershipsOf(grants: readonly Grant[], { directory }: Ports): Promise<Memberships> {
  const { groups } = questionsAbout(grants);
  return new Map(await Promise.all(groups.map(async (id) => [id, await directory.accountsIn(id)] as const)));
}

async function settlePool(
  pool: PoolSnapshot,
  grants: readonly Grant[],
  memberships: Memberships,
  ports: Ports,
  guardrails: Guardrails,
): Promise<PoolOutcome['state']> {
  await ports.ledger.recordPool(pool);
  const now = ports.clock.now();
  const { account: owner, region } = scopeOf(pool.arn);
  const { accounts } = questionsAbout(grants.filter(({ resource }) => resource.arn === pool.arn));
  const places = accounts.length > 0 ? await ports.directory.places(accounts) : new Map();
  const reach = reachOfPool({ arn: pool.arn, owner }, grants, memberships, places, guardrails, now);

  const gap = poolCoverage(judgedParts(pool, guardrails), reach);
  if (gap.missing.length > 0) {
    const body = { kind: 'uncovered-pool', pool: pool.arn, gap } as const;
    const id = findingId('uncovered-pool', pool.arn);
    await ports.findings.open({ id, about: pool.arn, owner, region, body }, now);
    await announce(pool.arn, ports);
    return 'uncovered';
  }
  const state = reach.get(pool.arn)?.size ? 'covered' : 'unshared';
  await resolve(pool.arn, state, ports);
  return state;
}

async function settleGonePool(pool: string, ports: Ports): Promise<PoolOutcome['state']> {
  await resolve(pool, 'gone', ports);
  await ports.ledger.forgetPool(pool);
  return 'gone';
}

async function resolve(pool: string, resolution: Resolution, ports: Ports): Promise<void> {
  const open = (await ports.findings.about(pool)).filter(({ status }) => status === 'open');
  for (const finding of open) await ports.findings.resolve(finding, resolution, ports.clock.now());
  await announce(pool, ports);
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
