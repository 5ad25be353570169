import type { Guardrails } from '../core/guardrail.ts';
import { scopeOf } from '../core/resource.ts';
import { actorOf, mergeSubjects, type Subject } from '../core/subject.ts';
import type { Ports } from '../ports.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { checkScope } from './check-scope.ts';
import { checkShare, type ShareOutcome } from './check-share.ts';

/** What was found at the place that events pointed to. */
export interface LookOutcome {
  readonly shares: readonly ShareOutcome[];
  readonly pools: readonly PoolOutcome[];
}

/**
 * Looks once where any number of events point: a share and the pools that depend on it, resources and their pools, or
 * a whole scope. The subjects share one key.
 */
export async function look(
  subjects: readonly [Subject, ...Subject[]],
  ports: Ports,
  guardrails: Guardrails,
): Promise<LookOutcome> {
  const subject = mergeSubjects(...subjects);
  if (subject.kind === 'scope') return checkScope(subject.scope, ports, guardrails);
  if (subject.kind === 'resources') {
    const check = { scope: subject.scope, touched: subject.arns };
    return { shares: [], pools: await checkPools(check, ports, guardrails) };
  }
  const { shareArn, changes, isRecheck } = subject;
  const check = { shareArn, isRecheck, actorOf: (principal?: string) => actorOf(changes, principal) };
  const share = await checkShare(check, ports, guardrails);
  const pools = await checkPools({ scope: scopeOf(shareArn), touched: share.touched }, ports, guardrails);
  return { shares: [share], pools };
}
