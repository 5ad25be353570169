import type { Guardrails } from '../core/guardrail.ts';
import { mergeSubjects, type Subject } from '../core/subject.ts';
import type { Ports } from '../ports.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { checkScope } from './check-scope.ts';
import { checkShare } from './check-share.ts';
import type { ShareOutcome } from './share-outcome.ts';

/** What was found at the place that events pointed to. */
export interface LookOutcome {
  readonly shares: readonly ShareOutcome[];
  readonly pools: readonly PoolOutcome[];
}

/** Subjects of one key: however many events point there, it is looked at once. */
export type Subjects = readonly [Subject, ...Subject[]];

/** Looks at a share and the pools that depend on it, or at every share of a scope. May remove consumers. */
export async function lookAtShares(
  subjects: Subjects,
  ports: Ports,
  guardrails: Guardrails,
): Promise<LookOutcome> {
  const subject = mergeSubjects(...subjects);
  if (subject.kind !== 'share') return checkScope(subject.scope, ports, guardrails);
  const { share, pools } = await checkShare(subject, ports, guardrails);
  return { shares: [share], pools };
}

/** Looks at the pools that hold a resource, or at every pool of a scope. Removes nothing. */
export async function lookAtPools(
  subjects: Subjects,
  ports: Ports,
  guardrails: Guardrails,
): Promise<LookOutcome> {
  const subject = mergeSubjects(...subjects);
  if (subject.kind === 'share') throw new Error(`${subject.shareArn} is looked at by on-share-change`);
  const touched = subject.kind === 'resources' ? subject.arns : 'all';
  return { shares: [], pools: await checkPools({ scope: subject.scope, touched }, ports, guardrails) };
}
