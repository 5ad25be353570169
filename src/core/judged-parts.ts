import type { Guardrails } from './guardrail.ts';
import type { PoolSnapshot } from './pool-coverage.ts';

/** What of the pool the guardrail file wants told. `Default` is an opt-out list that every account has of its own. */
export function judgedParts(pool: PoolSnapshot, { pools }: Pick<Guardrails, 'pools'>): PoolSnapshot {
  const isOwnList = pool.optOutList?.endsWith(':opt-out-list/Default');
  return {
    ...pool,
    members: pools.members === 'ignore' ? [] : pool.members,
    optOutList: pools.optOutList === 'tell' && !isOwnList ? pool.optOutList : undefined,
  };
}
