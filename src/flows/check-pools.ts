import type { FindingBody } from '../core/finding.ts';
import { type Grant, grantsOf as grantsOfShare } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { judgedParts } from '../core/judged-parts.ts';
import type { Places } from '../core/organization.ts';
import { type PoolState, planPool } from '../core/plan-pool.ts';
import { type CoverageGap, type PoolSnapshot, poolCoverage, type Reach } from '../core/pool-coverage.ts';
import { questionsAbout, reachOfPool } from '../core/reach.ts';
import { type Scope, scopeOf, smsResource } from '../core/resource.ts';
import { policyGrants } from '../core/resource-policy/policy-grants.ts';
import type { ShareSnapshot } from '../core/share.ts';
import { foundBy, POOL_RULES } from '../guardrails/index.ts';
import type { Ports } from '../ports.ts';
import { announce } from './announce.ts';
import { withTags } from './judged.ts';
import { shareMembers } from './share-members.ts';

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
  const shares = pools.length > 0 ? await ports.shares.readHolding(scope, partsOf(pools)) : [];
  const byPolicy = policyGrantsNow(ports);
  const look = { shares, byPolicy, memberships, ports, guardrails };

  const outcomes = [];
  for (const { arn, pool } of read) {
    const compared = pool ? await compare(pool, look) : GONE;
    if (pool) await ports.ledger.recordPool(pool);
    const hasChanged = await settle(arn, compared, look);
    if (!pool) await ports.ledger.forgetPool(arn);
    outcomes.push({ pool: arn, state: compared.state, hasChanged });
  }
  return outcomes;
}

/** One look at pools: what was read for it, and whom to ask. */
interface Look {
  readonly shares: readonly ShareSnapshot[];
  readonly byPolicy: (arn: string) => Promise<readonly Grant[]>;
  /** Those that are known already; what is learned is added. */
  readonly memberships: Map<string, Places | undefined>;
  readonly ports: Ports;
  readonly guardrails: Guardrails;
}

/** The pools and all that is in them. */
const partsOf = (pools: readonly PoolSnapshot[]): readonly string[] => [
  ...new Set(
    pools.flatMap(({ arn, members, optOutList }) => [arn, ...members, ...(optOutList ? [optOutList] : [])]),
  ),
];

interface Compared {
  readonly state: PoolState;
  readonly gap: CoverageGap;
  readonly bodies: readonly FindingBody[];
}
const GONE: Compared = { state: 'gone', gap: { missing: [] }, bodies: [] };

/** Policies of members are read only where shares leave a gap: sms-voice allows one call a second. */
async function compare(pool: PoolSnapshot, look: Look): Promise<Compared> {
  const { shares, byPolicy, guardrails: file } = look;
  const granted = [...shares.flatMap(grantsOfShare), ...(await byPolicy(pool.arn))].filter(isStanding);
  const judged = judgedParts(pool, file);
  let reach = await reachOf(pool, granted, look);
  let gap = poolCoverage(judged, reach);
  const lacking = [...new Set(gap.missing.flatMap(({ members }) => members))];
  const direct = (await inOrder(lacking, byPolicy)).flat();
  if (direct.length > 0) {
    reach = await reachOf(pool, [...granted, ...direct], look);
    gap = poolCoverage(judged, reach);
  }
  const isShared = (reach.get(pool.arn)?.size ?? 0) > 0;
  const bodies = foundBy(POOL_RULES, { pool, gap, isShared, file });
  if (gap.missing.length > 0) return { state: 'uncovered', gap, bodies };
  return { state: isShared ? 'covered' : 'unshared', gap, bodies };
}

async function reachOf(
  { arn }: PoolSnapshot,
  grants: readonly Grant[],
  { memberships, ports, guardrails }: Look,
): Promise<Reach> {
  const { groups } = questionsAbout(grants);
  const learned = await ports.directory.memberships(groups.filter((id) => !memberships.has(id)));
  for (const [id, places] of learned) memberships.set(id, places);
  const { accounts } = questionsAbout(grants.filter(({ resource }) => resource.arn === arn));
  const places = accounts.length > 0 ? await ports.directory.places(accounts) : new Map();
  const owned = { arn, owner: scopeOf(arn).account };
  const tagged = await withTags(grants, guardrails, ports);
  return reachOfPool(owned, tagged, memberships, places, guardrails, ports.clock.now());
}

const isStanding = ({ state }: Grant): boolean => state === 'active' || state === 'pending';

/** Direct grants of a resource as its policy is now, each read once. One that can't be read grants nobody for certain. */
function policyGrantsNow({ policies }: Ports): Look['byPolicy'] {
  const known = new Map<string, readonly Grant[]>();
  return async (arn) => {
    const before = known.get(arn);
    if (before) return before;
    const resource = smsResource(arn);
    const policy = resource && (await policies.read(arn));
    const { document, ramDocuments = [] } = policy ?? {};
    const reading =
      resource && document !== undefined ? policyGrants({ resource, document, ramDocuments }) : undefined;
    const grants = reading?.ok ? reading.grants : [];
    known.set(arn, grants);
    return grants;
  };
}

async function inOrder<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await task(item));
  return results;
}

/** @returns whether there was something to put on record. */
async function settle(arn: string, { state, bodies }: Compared, look: Look): Promise<boolean> {
  const { ports, guardrails, shares } = look;
  const plan = planPool(arn, state, bodies, await ports.findings.about(arn));
  const now = ports.clock.now();
  for (const draft of plan.open) {
    const finding = await ports.findings.open(draft, now);
    await shareMembers(finding, shares, ports, guardrails);
  }
  for (const { finding, resolution } of plan.resolve) await ports.findings.resolve(finding, resolution, now);
  return plan.open.length + plan.resolve.length > 0;
}
