import type { PoolCase, Rule } from './rule.ts';

/** Whoever a pool is shared with can use all that is in it. Else the pool does not work for them, silently. */
export const poolIsCovered: Rule<PoolCase> = {
  opens: ['uncovered-pool'],
  check: ({ pool, gap }) => (gap.missing.length > 0 ? [{ kind: 'uncovered-pool', pool: pool.arn, gap }] : []),
};
