import type { FindingBody } from '../core/finding.ts';
import { type Grant, grantsOf as grantsOfShare } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { judgedParts } from '../core/judged-parts.ts';
import type { Place, Places } from '../core/organization.ts';
import type { PoolState } from '../core/plan-pool.ts';
import { type CoverageGap, type PoolSnapshot, poolCoverage, type Reach } from '../core/pool-coverage.ts';
import { questionsAbout, reachOfPool } from '../core/reach.ts';
import { scopeOf, smsResource } from '../core/resource.ts';
import { policyGrants } from '../core/resource-policy/policy-grants.ts';
import type { ShareSnapshot } from '../core/share.ts';
import { foundBy, POOL_RULES } from '../guardrails/index.ts';
import type { Ports } from '../ports.ts';
import { inOrder } from './in-order.ts';
import { withTags } from './judged.ts';

/** One look at pools: what was read for it, and whom to ask. */
export interface PoolLook {
  readonly shares: readonly ShareSnapshot[];
  readonly byPolicy: (arn: string) => Promise<readonly Grant[]>;
  /** Those that are known already; what is learned is added. */
  readonly memberships: Map<string, Places | undefined>;
  /** As `memberships`, where accounts are. */
  readonly places: Map<string, Place>;
  /** What led to it, as the audit trail names it. */
  readonly event: string;
  readonly ports: Ports;
  readonly guardrails: Guardrails;
}

/** What was found of a pool. */
export interface Compared {
  readonly state: PoolState;
  readonly gap: CoverageGap;
  readonly bodies: readonly FindingBody[];
}
/** There is no such pool. */
export const GONE: Compared = { state: 'gone', gap: { missing: [] }, bodies: [] };

/**
 * Compares a shared pool with what it is made of, consumer by consumer.
 *
 * Policies of members are read only where shares leave a gap: sms-voice allows one call a second.
 */
export async function comparePool(pool: PoolSnapshot, look: PoolLook): Promise<Compared> {
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
  { memberships, places, ports, guardrails }: PoolLook,
): Promise<Reach> {
  const { groups } = questionsAbout(grants);
  const learned = await ports.directory.memberships(groups.filter((id) => !memberships.has(id)));
  for (const [id, places] of learned) memberships.set(id, places);
  const { accounts } = questionsAbout(grants.filter(({ resource }) => resource.arn === arn));
  const asked = accounts.filter((id) => !places.has(id));
  const found = asked.length > 0 ? await ports.directory.places(asked) : [];
  for (const [id, place] of found) places.set(id, place);
  const owned = { arn, owner: scopeOf(arn).account };
  const tagged = await withTags(grants, guardrails, ports);
  return reachOfPool(owned, tagged, memberships, places, guardrails, ports.clock.now());
}

const isStanding = ({ state }: Grant): boolean => state === 'active' || state === 'pending';

/**
 * Direct grants of a resource as its policy is now, each read once. One that can't be read grants nobody for certain.
 *
 * @param known those that have been read already; what is read is added.
 */
export function policyGrantsNow(
  { policies }: Pick<Ports, 'policies'>,
  known = new Map<string, readonly Grant[]>(),
): PoolLook['byPolicy'] {
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
