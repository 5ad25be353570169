import type { Guardrails } from '../core/guardrail.ts';
import type { Scope } from '../core/resource.ts';
import { eventOf, mergeSubjects, type Subject } from '../core/subject.ts';
import type { Ports } from '../ports.ts';
import { checkPolicies } from './check-policies.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { checkShare, settleByPath } from './check-share.ts';
import { withGrantedWaivers } from './granted-waivers.ts';
import type { ShareOutcome } from './share-outcome.ts';
import { sweepShares } from './sweep/sweep-shares.ts';
import { marksOf } from './sweep/sweeping.ts';
import { throwFailures, walkFrom } from './sweep/walk.ts';

/** What was found at the place that events pointed to. `shares`: and policies, by the ARN of their resource. */
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
  if (subject.kind !== 'share') return lookAtScope(subject.scope, ports, guardrails);
  return checkShare(subject, ports, guardrails);
}

/**
 * Looks at the policies that may have changed, at the shares of what is judged by its tags, and at the pools that hold a
 * resource; or at every policy and pool of a scope. May take consumers out of policies and off shares.
 */
export async function lookAtResources(
  subjects: Subjects,
  ports: Ports,
  guardrails: Guardrails,
): Promise<LookOutcome> {
  const subject = mergeSubjects(...subjects);
  if (subject.kind === 'share') throw new Error(`${subject.shareArn} is looked at by on-share-change`);
  const { scope } = subject;
  if (subject.kind === 'scope') {
    const all = { resources: await ports.resources.list(scope), changes: [], isRecheck: false };
    const shares = await checkPolicies(all, ports, guardrails);
    return { shares, pools: await checkPools({ scope, touched: 'all', event: 'event' }, ports, guardrails) };
  }
  const { arns, policies: resources, changes, isRecheck } = subject;
  const policies = await checkPolicies({ resources, changes, isRecheck }, ports, guardrails);
  const shares = await sharesByTags(resources, scope, ports, guardrails);
  const event = eventOf(changes, isRecheck);
  const pools = await checkPools({ scope, touched: arns, event }, ports, guardrails);
  return { shares: [...policies, ...shares], pools };
}

/** For events that don't say which share. */
async function lookAtScope(scope: Scope, ports: Ports, file: Guardrails): Promise<LookOutcome> {
  const walk = walkFrom(undefined, undefined, ports.clock);
  const [marks, guardrails] = await Promise.all([marksOf(scope, ports), withGrantedWaivers(file, ports)]);
  await sweepShares({ scope, event: 'event', ports, file, guardrails, marks, walk });
  throwFailures(walk);
  const pools = await checkPools({ scope, touched: 'all', event: 'event' }, ports, file);
  return { shares: walk.shares, pools: [...walk.pools, ...pools] };
}

/** Other tags may bring a resource under another guardrail. */
async function sharesByTags(
  resources: readonly string[],
  scope: Scope,
  ports: Ports,
  file: Guardrails,
): Promise<readonly ShareOutcome[]> {
  const isByTags = file.guardrails.some(({ resources: selector }) => selector?.tags);
  if (!isByTags || resources.length === 0) return [];
  const outcomes: ShareOutcome[] = [];
  const shares = await ports.shares.readHolding(scope, resources);
  const guardrails = await withGrantedWaivers(file, ports);
  for (const share of shares) {
    const occasion = { actorOf: () => undefined, isRecheck: false, event: 'tags' };
    outcomes.push(...(await settleByPath(share, occasion, ports, guardrails)));
  }
  return outcomes;
}
