import type { Consumer } from '../../src/core/consumer.ts';
import type { Grant } from '../../src/core/grant.ts';
import type { ConsumerSelector } from '../../src/core/guardrail.ts';
import { covers } from './covers.ts';
import { isHeldByAny, isInside, isWaived, referenceVerdict } from './decide.ts';
import { consumerOf, membersOf, placesOf } from './readings.ts';
import { allOf, anyOf } from './three-values.ts';
import type { World } from './world.ts';

/** Account ids, in order. */
export type ReferenceReach =
  | { readonly status: 'known'; readonly accounts: readonly string[] }
  | { readonly status: 'unknown' };

const NOBODY: ReferenceReach = { status: 'known', accounts: [] };

/** The denied accounts that an allowed grant to an OU or organization lets in all the same. */
export function referenceReached(world: World, grant: Grant): ReferenceReach {
  const { resource, consumer } = grant;
  if (consumer.kind !== 'ou' && consumer.kind !== 'organization') return NOBODY;
  if (isWaived(world, resource.arn, consumer.id)) return NOBODY;
  if (referenceVerdict(world, grant).decision !== 'allowed') return NOBODY;

  const isOurs = organizationOf(consumer) === world.guardrails.organization;
  const members = isOurs ? membersOf(world, consumer.id) : undefined;
  return members ? amongMembers(world, grant, [...members.keys()]) : amongAnybody(world, grant);
}

type Group = Consumer & { readonly kind: 'ou' | 'organization' };
const organizationOf = (group: Group): string => (group.kind === 'ou' ? group.organization : group.id);

function amongMembers(world: World, { resource }: Grant, members: readonly string[]): ReferenceReach {
  const reached: string[] = [];
  for (const id of members) {
    if (isWaived(world, resource.arn, id)) continue;
    const member = consumerOf({ kind: 'account', id });
    const isDenied = anyOf(
      world.guardrails.guardrails.map((guardrail) =>
        allOf([covers(guardrail, resource), isHeldByAny(world, guardrail.deny ?? [], member)]),
      ),
    );
    if (isDenied === 'unknown') return { status: 'unknown' };
    if (isDenied === 'yes') reached.push(id);
  }
  return { status: 'known', accounts: reached.sort() };
}

/** Nobody lists the accounts: it is known that none is reached only if none that is denied may be inside. */
function amongAnybody(world: World, { resource, consumer }: Grant): ReferenceReach {
  for (const guardrail of world.guardrails.guardrails) {
    if (covers(guardrail, resource) === 'no') continue;
    for (const selector of guardrail.deny ?? []) {
      if ('account' in selector && isWaived(world, resource.arn, selector.account)) continue;
      if (mayBeInside(world, selector, consumer as Group)) return { status: 'unknown' };
    }
  }
  return NOBODY;
}

function mayBeInside(world: World, selector: ConsumerSelector, group: Group): boolean {
  const isOurs = organizationOf(group) === world.guardrails.organization;
  if ('account' in selector) {
    const place = placesOf(world).get(selector.account);
    if (place?.status === 'inside' && place.isInactive) return false;
    // The tree of another organization is nobody's to read: whoever is not in ours may be in it.
    return isOurs ? isInside(world, selector.account, group.id) !== 'no' : place?.status !== 'inside';
  }
  return 'ou' in selector && isOurs && isInside(world, selector.ou, group.id) !== 'no';
}
