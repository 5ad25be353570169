import {
  type Finding,
  type FindingBody,
  type FindingDraft,
  findingId,
  isOfPool,
  type Resolution,
} from './finding.ts';
import { hasGrown } from './pool-coverage.ts';
import { scopeOf } from './resource.ts';

/** What a pool was found to be. */
export type PoolState = 'covered' | 'uncovered' | 'unshared' | 'gone';

/** What to put on record about a pool. Neither list holds anything when the record says it all. */
export interface PoolPlan {
  readonly open: readonly FindingDraft[];
  readonly resolve: readonly { readonly finding: Finding; readonly resolution: Resolution }[];
}

/** Compares what was found of a pool with what is on record. @param findings about the pool. */
export function planPool(
  pool: string,
  state: PoolState,
  bodies: readonly FindingBody[],
  findings: readonly Finding[],
): PoolPlan {
  const standing = findings.filter(({ status, body }) => status === 'open' && isOfPool(body));
  const isFound = (finding: Finding) => bodies.some(({ kind }) => kind === finding.body.kind);
  const isOnRecord = (body: FindingBody) => standing.some((finding) => isSame(finding.body, body));
  const { account: owner, region } = scopeOf(pool);
  return {
    open: bodies
      .filter((body) => !isOnRecord(body))
      .map((body) => ({ id: findingId(body.kind, pool), about: pool, owner, region, body })),
    resolve: standing
      .filter((finding) => !isFound(finding))
      .map((finding) => ({ finding, resolution: resolutionOf(finding, state) })),
  };
}

/** What was unshareable is so no longer, or the pool is neither shared nor there. */
function resolutionOf({ body }: Finding, state: PoolState): Resolution {
  if (state !== 'uncovered') return body.kind === 'uncovered-pool' || state !== 'covered' ? state : 'mended';
  return 'mended';
}

function isSame(a: FindingBody, b: FindingBody): boolean {
  if (a.kind === 'uncovered-pool' && b.kind === 'uncovered-pool') {
    return !hasGrown(a.gap, b.gap) && !hasGrown(b.gap, a.gap);
  }
  return 'entities' in a && 'entities' in b && String(a.entities) === String(b.entities);
}
