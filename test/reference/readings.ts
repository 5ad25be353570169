import type { Consumer } from '../../src/core/consumer.ts';
import type { Grant, GrantState } from '../../src/core/grant.ts';
import type { Place, Places } from '../../src/core/organization.ts';
import type { AssociationState } from '../../src/core/share.ts';
import { OURS, ROOT, THEIR_OU } from './vocabulary.ts';
import type { Principal, World } from './world.ts';

/**
 * Every grant of the world that is judged: those of shares, of policies, and those of the foreign accounts that a
 * service acts for. What is on its way off, is off or has failed is not among them.
 */
export function grantsOfWorld(world: World): readonly Grant[] {
  return [...world.shares.flatMap(grantsOfShare), ...policyGrants(world)];
}

function grantsOfShare({ arn, principals, resources }: World['shares'][number]): readonly Grant[] {
  const grants: Grant[] = [];
  for (const { principal, state } of principals) {
    for (const other of resources) {
      const both = stateOf(state, other.state);
      if (!both) continue;
      const via = { kind: 'resource-share' as const, shareArn: arn };
      grants.push({ ...grantTo(principal), resource: other.resource, via, state: both });
    }
  }
  return grants;
}

/** As far along as the slower end. `undefined`: it is not judged. */
function stateOf(...ends: readonly AssociationState[]): GrantState | undefined {
  if (ends.includes('ended') || ends.includes('failed')) return undefined;
  if (ends.includes('unsettled')) return 'unsettled';
  if (ends.includes('ending')) return undefined;
  return ends.includes('pending') ? 'pending' : 'active';
}

function policyGrants({ policies, owner }: World): readonly Grant[] {
  return policies.flatMap(({ resource, principal, doubt }, at) => {
    const via = { kind: 'resource-policy' as const, statement: `statement ${at + 1}` };
    const rest = { resource, state: 'active' as const, ...(doubt && { doubt }) };
    const grant: Grant = { ...grantTo(principal), ...rest, via };
    if (principal.kind !== 'service' || !principal.source || principal.source === owner) return [grant];
    const source = consumerOf({ kind: 'account', id: principal.source });
    return [grant, { ...rest, consumer: source, via: { ...via, through: principal.id } }];
  });
}

function grantTo(principal: Principal): Pick<Grant, 'consumer' | 'source'> {
  const consumer = consumerOf(principal);
  return principal.kind === 'service'
    ? { consumer, source: principal.source ? 'bound' : 'open' }
    : { consumer };
}

/** The consumer as RAM or a policy names it. */
export function consumerOf(principal: Principal): Consumer {
  const organizations = 'arn:aws:organizations::123456789012';
  switch (principal.kind) {
    case 'account': {
      const { id, role } = principal;
      return { kind: 'account', id, principal: role ? `arn:aws:iam::${id}:role/${role}` : id };
    }
    case 'ou': {
      const { id, organization } = principal;
      return { kind: 'ou', id, organization, principal: `${organizations}:ou/${organization}/${id}` };
    }
    case 'organization':
      return { ...principal, principal: `${organizations}:organization/${principal.id}` };
    case 'service':
      return { kind: 'service', id: principal.id, principal: principal.id };
    case 'everyone':
      return { kind: 'everyone', id: '*', principal: '*' };
  }
}

/** What the directory answers for each account and OU that a world may speak of. The path of an OU ends with itself. */
export function placesOf(world: World): Places {
  const places = new Map<string, Place>();
  for (const { id } of world.ous) places.set(id, { status: 'inside', path: pathTo(world, id) });
  for (const { id, ou, state } of world.accounts) {
    const isInactive = state === 'suspended' && { isInactive: true as const };
    places.set(id, { status: 'inside', path: pathTo(world, ou), ...isInactive });
  }
  for (const { id, hasLeft } of world.outside) {
    places.set(id, { status: 'outside', ...(hasLeft && { hasLeft: true as const }) });
  }
  places.set(THEIR_OU, { status: 'outside' });
  for (const id of places.keys()) {
    if (isSilentAbout(world, id)) places.set(id, { status: 'unknown', reason: 'access denied' });
  }
  return places;
}

function pathTo({ ous }: World, ou: string | undefined): readonly string[] {
  const path: string[] = [];
  let next = ou;
  while (next !== undefined) {
    path.unshift(next);
    next = ous.find(({ id }) => id === next)?.parent;
  }
  return [ROOT, ...path];
}

/**
 * The active accounts inside an OU or organization of ours. `undefined`: the directory lists no accounts, because it is
 * silent about some of them.
 */
export function membersOf(world: World, group: string): ReadonlyMap<string, Place> | undefined {
  if (world.accounts.some(({ id }) => isSilentAbout(world, id))) return undefined;
  const members = new Map<string, Place>();
  for (const [id, place] of placesOf(world)) {
    const isActiveAccount = world.accounts.some((each) => each.id === id && each.state === 'active');
    if (!isActiveAccount || place.status !== 'inside') continue;
    if (group === OURS || place.path.includes(group)) members.set(id, place);
  }
  return members;
}

const isSilentAbout = ({ silentAbout }: World, id: string): boolean =>
  silentAbout === 'everything' || silentAbout.includes(id);
