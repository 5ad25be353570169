import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grant } from '../../src/core/grant.ts';
import type { Guardrail } from '../../src/core/guardrail.ts';
import { isWaived, referenceVerdict } from './decide.ts';
import { referenceReached } from './reached.ts';
import { grantsOfWorld } from './readings.ts';
import { aWorld, type World } from './world.ts';

describe('two thousand worlds', () => {
  const outcomes = fc.sample(aWorld(), { numRuns: 2000, seed: 20261102 }).flatMap(outcomesOf);
  const counts = Map.groupBy(outcomes, (outcome) => outcome);

  it.each([
    'allowed',
    'forbidden',
    'forbidden, not enforced',
    'unknown',
    'waived',
    'reached',
    'reach unknown',
    'suspended',
    'gone',
    'everyone allowed',
    'everyone forbidden',
    'doubt',
    'tags',
    'through a service',
    'unsettled',
    'silence',
  ])('show: %s', (outcome) => {
    expect(counts.get(outcome)?.length ?? 0).toBeGreaterThanOrEqual(20);
  });
});

/** What happens in the world: a rule counts where the decision is another without it. */
function outcomesOf(world: World): readonly string[] {
  return grantsOfWorld(world).flatMap((grant) => {
    const { decision, acts } = referenceVerdict(world, grant);
    const changes = (other: World, same: Grant = grant) =>
      referenceVerdict(other, same).decision !== decision;
    const { kind, id } = grant.consumer;
    const reached = referenceReached(world, grant);
    const all = {
      [decision]: true,
      'forbidden, not enforced': decision === 'forbidden' && !acts,
      waived: isWaived(world, grant.resource.arn, id) && changes(withoutWaivers(world)),
      reached: reached.status === 'known' && reached.accounts.length > 0,
      'reach unknown': reached.status === 'unknown',
      suspended: changes({
        ...world,
        accounts: world.accounts.map((each) => ({ ...each, state: 'active' })),
      }),
      gone: changes({ ...world, outside: world.outside.map((each) => ({ ...each, hasLeft: false })) }),
      [`everyone ${decision}`]: kind === 'everyone',
      doubt: changes(world, { ...grant, doubt: undefined }),
      tags: changes(withoutTags(world)),
      'through a service': grant.via.kind === 'resource-policy' && grant.via.through !== undefined,
      unsettled: changes(world, { ...grant, state: 'active' }),
      silence: changes({ ...world, silentAbout: [] }),
    };
    return Object.entries(all).flatMap(([outcome, happens]) => (happens ? [outcome] : []));
  });
}

const withoutWaivers = (world: World): World => ({
  ...world,
  guardrails: { ...world.guardrails, waivers: [] },
});

const withoutTags = (world: World): World => ({
  ...world,
  guardrails: { ...world.guardrails, guardrails: world.guardrails.guardrails.map(askingForNoTags) },
});
const askingForNoTags = (guardrail: Guardrail): Guardrail => ({
  ...guardrail,
  resources: { ...guardrail.resources, tags: undefined },
});
