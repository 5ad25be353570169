import { type Finding, type FindingDraft, findingId, type Resolution } from './finding.ts';
import { type CoverageGap, hasGrown } from './pool-coverage.ts';
import { scopeOf } from './resource.ts';

/** What a pool was found to be. */
export type PoolState = 'covered' | 'uncovered' | 'unshared' | 'gone';

/** What to put on record about a pool. Neither list holds anything when the record says it all. */
export interface PoolPlan {
  readonly open: readonly FindingDraft[];
  readonly resolve: readonly { readonly finding: Finding; readonly resolution: Resolution }[];
}

/** Compares what is true of a pool with what is on record. @param findings about the pool. */
export function planPool(
  pool: string,
  state: PoolState,
  gap: CoverageGap,
  findings: readonly Finding[],
): PoolPlan {
  const standing = findings.filter(({ status }) => status === 'open');
  if (state !== 'uncovered') {
    return { open: [], resolve: standing.map((finding) => ({ finding, resolution: state })) };
  }
  if (standing.some(({ body }) => body.kind === 'uncovered-pool' && isSame(body.gap, gap))) {
    return { open: [], resolve: [] };
  }
  const { account: owner, region } = scopeOf(pool);
  const id = findingId('uncovered-pool', pool);
  return {
    open: [{ id, about: pool, owner, region, body: { kind: 'uncovered-pool', pool, gap } }],
    resolve: [],
  };
}

const isSame = (a: CoverageGap, b: CoverageGap): boolean => !hasGrown(a, b) && !hasGrown(b, a);
