import type {
  CreatePoolRequest,
  DeletePoolRequest,
  DescribePoolsRequest,
  UpdatePoolRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Call, Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { arnOf } from './arns.ts';
import { described, pageOfResources } from './describe.ts';
import { conflict } from './errors.ts';
import type { FilterFields } from './filters.ts';
import { join, leave } from './membership.ts';
import { plainSettings, settingsOf, shownSettings, updatedSettings } from './messaging-settings.ts';
import { identityOf } from './origination-identities.ts';
import type { Parts } from './parts.ts';
import { checkActive, checkFree, checkMessageType } from './pool-fit.ts';
import { checkQuota } from './quotas.ts';
import type { Pool } from './resources.ts';
import { checkTags } from './tag-store.ts';

/** CreatePool, DescribePools, UpdatePool, DeletePool (facts 6.1, 6.2). */
export function poolOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, store, access, tags, once, settle } = parts;

  return {
    CreatePool: (input: Input<CreatePoolRequest>, call) =>
      once(call, input, () => {
        checkTags(input.Tags);
        const identity = identityOf(access, call, input);
        checkFree(store, identity);
        checkMessageType(input.MessageType, identity);
        checkQuota(store, call.caller, 'pool');

        const { account, region } = call.caller;
        const id = `pool-${world.hex(32)}`;
        const pool: Pool = {
          type: 'pool',
          id,
          arn: arnOf(call.caller, 'pool', id),
          scope: { account, region },
          createdAt: parts.now(),
          status: 'CREATING',
          messageType: input.MessageType,
          ...(identity.type === 'sender-id' ? plainSettings(call.caller) : settingsOf(identity)),
          sharedRoutesEnabled: false,
          deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
          members: [],
        };
        store.put(pool);
        tags.add(pool.arn, input.Tags);
        join(parts, pool, identity.arn);
        settle(() => store.change('pool', pool.arn, (now) => ({ ...now, status: 'ACTIVE' })));
        return { ...shownPool(store.find('pool', pool.arn) ?? pool), Tags: tags.of(pool.arn) };
      }),

    DescribePools: (input: Input<DescribePoolsRequest>, call) => {
      const ids = { member: 'PoolIds', given: input.PoolIds };
      const pools = described(parts, call, 'pool', input.Owner, ids);
      const { items, ...rest } = pageOfResources(world, call, input, pools, {
        keyOf: ({ arn }) => arn,
        filters: FILTERS,
      });
      return { Pools: items.map(shownPool), ...rest };
    },

    UpdatePool: (input: Input<UpdatePoolRequest>, call) => {
      const pool = ownPool(parts, call, input.PoolId);
      checkActive(pool);
      const updated: Pool = {
        ...pool,
        ...updatedSettings(access, call, pool, input),
        sharedRoutesEnabled: input.SharedRoutesEnabled ?? pool.sharedRoutesEnabled,
        deletionProtectionEnabled: input.DeletionProtectionEnabled ?? pool.deletionProtectionEnabled,
      };
      store.put(updated);
      return shownPool(updated);
    },

    DeletePool: (input: Input<DeletePoolRequest>, call) => {
      const pool = ownPool(parts, call, input.PoolId);
      if (pool.deletionProtectionEnabled) throw conflict('DELETION_PROTECTION_ENABLED', 'pool', pool.id);
      checkActive(pool);
      const deleting: Pool = { ...pool, status: 'DELETING' };
      store.put(deleting);
      for (const { arn } of pool.members) leave(parts, deleting, arn);
      settle(() => parts.remove(pool.arn));
      const { DeletionProtectionEnabled: _, ...shown } = shownPool(deleting);
      return shown;
    },
  };
}

/** A pool of the caller's, to change it. */
export function ownPool({ access }: Pick<Parts, 'access'>, call: Call, idOrArn: string): Pool {
  return access.own(call, 'pool', idOrArn, 'PoolId');
}

const shownPool = (pool: Pool) => ({
  PoolArn: pool.arn,
  PoolId: pool.id,
  Status: pool.status,
  MessageType: pool.messageType,
  ...shownSettings(pool.scope, pool),
  SharedRoutesEnabled: pool.sharedRoutesEnabled,
  DeletionProtectionEnabled: pool.deletionProtectionEnabled,
  CreatedTimestamp: pool.createdAt,
});

const FILTERS: FilterFields<Pool> = {
  status: ({ status }) => status,
  'message-type': ({ messageType }) => messageType,
  'two-way-enabled': ({ twoWayEnabled }) => twoWayEnabled,
  'two-way-channel-arn': ({ twoWayChannelArn }) => twoWayChannelArn,
  'self-managed-opt-outs-enabled': ({ selfManagedOptOutsEnabled }) => selfManagedOptOutsEnabled,
  'opt-out-list-name': (pool) => shownSettings(pool.scope, pool).OptOutListName,
  'shared-routes-enabled': ({ sharedRoutesEnabled }) => sharedRoutesEnabled,
  'deletion-protection-enabled': ({ deletionProtectionEnabled }) => deletionProtectionEnabled,
};
