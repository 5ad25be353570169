import type {
  AssociateOriginationIdentityRequest,
  DisassociateOriginationIdentityRequest,
  ListPoolOriginationIdentitiesRequest,
  NumberCapability,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { smsResource } from '../../src/core/resource.ts';
import type { Call, Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { pageOfResources } from './describe.ts';
import { notFound } from './errors.ts';
import type { FilterFields } from './filters.ts';
import { join, leave } from './membership.ts';
import { type IdentityInput, identityOf, shownIdentity } from './origination-identities.ts';
import type { Parts } from './parts.ts';
import { checkActive, checkFit, conflictOn } from './pool-fit.ts';
import { ownPool } from './pools.ts';
import type { OriginationIdentity, Pool } from './resources.ts';

/** AssociateOriginationIdentity, DisassociateOriginationIdentity, ListPoolOriginationIdentities. */
export function poolAssociationOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, store, access, once } = parts;
  const membersOf = (pool: Pool): readonly OriginationIdentity[] =>
    pool.members
      .filter(({ state }) => state !== 'joining')
      .map(
        ({ arn }) =>
          store.find('phone-number', arn) ?? store.find('sender-id', arn) ?? store.find('rcs-agent', arn),
      )
      .filter((identity) => identity !== undefined);

  /** A member is found in the pool itself, so that one whose share has ended can still be taken out. */
  const memberOf = (pool: Pool, call: Call, input: IdentityInput): OriginationIdentity => {
    const member = membersOf(pool).find(({ arn }) => arn === input.OriginationIdentity);
    const identity = member ?? identityOf(access, call, input);
    if (pool.members.some(({ arn }) => arn === identity.arn)) return identity;
    if (identity.type === 'phone-number') throw conflictOn('PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL', identity);
    throw notFound(identity.type, identity.type === 'sender-id' ? identity.senderId : identity.id);
  };

  return {
    AssociateOriginationIdentity: (input: Input<AssociateOriginationIdentityRequest>, call) =>
      once(call, input, () => {
        const pool = ownPool(parts, call, input.PoolId);
        const identity = identityOf(access, call, input);
        checkActive(pool);
        checkFit(store, pool, identity);
        join(parts, pool, identity.arn);
        return { ...shownPool(pool), ...shownIdentity(identity) };
      }),

    DisassociateOriginationIdentity: (input: Input<DisassociateOriginationIdentityRequest>, call) =>
      once(call, input, () => {
        const pool = ownPool(parts, call, input.PoolId);
        const identity = memberOf(pool, call, input);
        checkActive(pool);
        if (isLastNumber(pool, identity)) throw conflictOn('LAST_PHONE_NUMBER', identity);
        leave(parts, pool, identity.arn);
        return { ...shownPool(pool), ...shownIdentity(identity) };
      }),

    ListPoolOriginationIdentities: (input: Input<ListPoolOriginationIdentitiesRequest>, call) => {
      const pool = access.reach(call, 'pool', input.PoolId, 'PoolId');
      const { caller } = call;
      const seesAll = pool.scope.account === caller.account || world.switches.consumersSeeUnsharedPoolMembers;
      const members = membersOf(pool).filter(
        (member) => seesAll || member.scope.account === caller.account || access.isSharedWith(caller, member),
      );
      const { items, ...rest } = pageOfResources(world, call, input, members, {
        keyOf: ({ arn }) => arn,
        filters: FILTERS,
      });
      return { ...shownPool(pool), OriginationIdentities: items.map(shownMember), ...rest };
    },
  };
}

const shownPool = ({ arn, id }: Pool) => ({ PoolArn: arn, PoolId: id });

/** A pool that has numbers keeps one (facts 6.2); those that are leaving do not count. */
function isLastNumber(pool: Pool, identity: OriginationIdentity): boolean {
  const others = pool.members.filter(({ arn, state }) => arn !== identity.arn && state !== 'leaving');
  const isNumber = ({ arn }: { readonly arn: string }) => smsResource(arn)?.type === 'phone-number';
  return isNumber(identity) && !others.some(isNumber);
}

function capabilitiesOf(identity: OriginationIdentity): readonly NumberCapability[] {
  if (identity.type === 'phone-number') return identity.capabilities;
  return identity.type === 'rcs-agent' ? ['RCS'] : ['SMS'];
}

const shownMember = (identity: OriginationIdentity) => ({
  ...shownIdentity(identity),
  NumberCapabilities: capabilitiesOf(identity),
  ...(identity.type === 'phone-number' && { PhoneNumber: identity.number }),
});

const FILTERS: FilterFields<OriginationIdentity> = {
  'iso-country-code': ({ isoCountryCode }) => isoCountryCode,
  'number-capability': capabilitiesOf,
};
