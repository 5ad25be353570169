import type { Consumer } from '../../src/core/consumer.ts';
import type { Grant } from '../../src/core/grant.ts';
import type { ConsumerSelector, Guardrail, Mode } from '../../src/core/guardrail.ts';
import type { Answer } from '../../src/core/organization.ts';
import { covers } from './covers.ts';
import { placesOf } from './readings.ts';
import { allOf, anyOf, not } from './three-values.ts';
import type { World } from './world.ts';

/** `acts`: it is forbidden, and something that forbids it is enforced. */
export interface ReferenceVerdict {
  readonly decision: 'allowed' | 'forbidden' | 'unknown';
  readonly acts: boolean;
}

/**
 * Whether the grant may be, read slowly from the rules.
 *
 * Each guardrail is asked alone: where the directory is silent and two of them together would forbid a consumer wherever
 * it were, it stays `unknown`.
 */
export function referenceVerdict(world: World, grant: Grant): ReferenceVerdict {
  if (isWaived(world, grant.resource.arn, grant.consumer.id)) return { decision: 'allowed', acts: false };
  if (grant.state === 'unsettled') return { decision: 'unknown', acts: false };

  const grounds = [...groundsOfGuardrails(world, grant), everyone(world, grant), inactive(world, grant)];
  const forbids = anyOf(grounds.map(({ holds }) => holds));
  if (forbids === 'no') return { decision: 'allowed', acts: false };
  if (forbids === 'unknown' || grant.doubt) return { decision: 'unknown', acts: false };
  return {
    decision: 'forbidden',
    acts: grounds.some(({ holds, mode }) => holds === 'yes' && mode === 'enforce'),
  };
}

/** The waiver holds until its day ends, UTC. */
export function isWaived({ now, guardrails }: World, resource: string, consumer: string): boolean {
  const dayMs = 24 * 60 * 60 * 1000;
  return guardrails.waivers.some(
    (each) =>
      each.resource === resource &&
      each.consumer === consumer &&
      Date.parse(now) < Date.parse(`${each.until}T00:00:00Z`) + dayMs,
  );
}

/** Something that may forbid a grant, and how it is meant. */
interface Ground {
  readonly holds: Answer;
  readonly mode: Mode;
}

function groundsOfGuardrails(world: World, { resource, consumer }: Grant): readonly Ground[] {
  return world.guardrails.guardrails.map((guardrail) => ({
    holds: allOf([covers(guardrail, resource), forbidsWhatItCovers(world, guardrail, consumer)]),
    mode: guardrail.mode ?? world.guardrails.mode,
  }));
}

function forbidsWhatItCovers(world: World, { allow, deny = [] }: Guardrail, consumer: Consumer): Answer {
  // Everyone includes those who are denied, and those who are not on the list.
  if (consumer.kind === 'everyone') return allow || deny.length > 0 ? 'yes' : 'no';
  const isDenied = isHeldByAny(world, deny, consumer);
  return allow ? anyOf([isDenied, not(isHeldByAny(world, allow, consumer))]) : isDenied;
}

function everyone({ guardrails }: World, { consumer }: Grant): Ground {
  const isForbidden = consumer.kind === 'everyone' && guardrails.policies.everyone === 'forbid';
  return { holds: isForbidden ? 'yes' : 'no', mode: guardrails.mode };
}

/** Suspended, closed or gone, and nobody allows it. No guardrail says so: the mode is the file's. */
function inactive(world: World, { resource, consumer }: Grant): Ground {
  const allows = world.guardrails.guardrails.map((guardrail) =>
    allOf([covers(guardrail, resource), isHeldByAny(world, guardrail.allow ?? [], consumer)]),
  );
  return {
    holds: allOf([isInactiveOrGone(world, consumer), not(anyOf(allows))]),
    mode: world.guardrails.mode,
  };
}

/** Where the directory is silent, the account may be suspended for all that anybody knows. */
function isInactiveOrGone(world: World, { kind, id }: Consumer): Answer {
  if (kind !== 'account') return 'no';
  const place = placesOf(world).get(id);
  if (!place || place.status === 'unknown') return 'unknown';
  if (place.status === 'outside') return place.hasLeft ? 'yes' : 'no';
  return place.isInactive ? 'yes' : 'no';
}

/** Does one of the selectors hold the consumer, an OU or organization as a whole? */
export function isHeldByAny(
  world: World,
  selectors: readonly ConsumerSelector[],
  consumer: Consumer,
): Answer {
  return anyOf(selectors.map((selector) => isHeldBy(world, selector, consumer)));
}

function isHeldBy(world: World, selector: ConsumerSelector, consumer: Consumer): Answer {
  const ours = world.guardrails.organization;
  switch (consumer.kind) {
    case 'account':
      if ('account' in selector) return selector.account === consumer.id ? 'yes' : 'no';
      if ('ou' in selector) return isInside(world, consumer.id, selector.ou);
      return 'organization' in selector ? isInside(world, consumer.id, ours) : 'no';
    case 'ou':
      if (consumer.organization !== ours) return 'no';
      if ('ou' in selector) return isInside(world, consumer.id, selector.ou);
      return 'organization' in selector ? 'yes' : 'no';
    case 'organization':
      return 'organization' in selector && consumer.id === ours ? 'yes' : 'no';
    case 'service':
      return 'service' in selector && selector.service === consumer.id ? 'yes' : 'no';
    case 'everyone':
      return 'no';
    case 'unrecognized':
      return 'unknown';
  }
}

/** Is the account or OU inside the OU or our organization, or the OU itself? */
export function isInside(world: World, id: string, group: string): Answer {
  if (id === group) return 'yes';
  const place = placesOf(world).get(id);
  if (!place || place.status === 'unknown') return 'unknown';
  if (place.status === 'outside') return 'no';
  return group === world.guardrails.organization || place.path.includes(group) ? 'yes' : 'no';
}
