import type {
  CreateRcsAgentRequest,
  DeleteRcsAgentRequest,
  DescribeRcsAgentsRequest,
  UpdateRcsAgentRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Call, Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { arnOf } from './arns.ts';
import { described, pageOfResources } from './describe.ts';
import type { FilterFields } from './filters.ts';
import { optOutListArn, plainSettings, shownSettings, updatedSettings } from './messaging-settings.ts';
import type { Parts } from './parts.ts';
import { conflictOn, poolOf } from './pool-fit.ts';
import type { RcsAgent } from './resources.ts';
import { checkTags } from './tag-store.ts';

/**
 * CreateRcsAgent, DescribeRcsAgents, UpdateRcsAgent, DeleteRcsAgent, as the model has them. An agent stays CREATED:
 * registrations, which bring it on, are not simulated. It may be in a pool all the same; whether AWS lets it is not known.
 */
export function rcsAgentOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, store, access, tags, once } = parts;
  const own = (call: Call, idOrArn: string): RcsAgent => access.own(call, 'rcs-agent', idOrArn, 'RcsAgentId');
  const shown = (agent: RcsAgent) => {
    const pool = poolOf(store, agent);
    return { ...shownAgent(agent), ...(pool && { PoolId: pool.id }) };
  };

  return {
    CreateRcsAgent: (input: Input<CreateRcsAgentRequest>, call) =>
      once(call, input, () => {
        checkTags(input.Tags);
        const optOutList = optOutListArn(access, call, input.OptOutListName);
        const { account, region } = call.caller;
        const id = `rcs-${world.hex(32)}`;
        const agent: RcsAgent = {
          type: 'rcs-agent',
          id,
          arn: arnOf(call.caller, 'rcs-agent', id),
          scope: { account, region },
          createdAt: parts.now(),
          isoCountryCode: 'ZZ',
          ...plainSettings(call.caller),
          ...(optOutList && { optOutList }),
          deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
        };
        store.put(agent);
        tags.add(agent.arn, input.Tags);
        return { ...shownAgent(agent), Tags: tags.of(agent.arn) };
      }),

    DescribeRcsAgents: (input: Input<DescribeRcsAgentsRequest>, call) => {
      const ids = { member: 'RcsAgentIds', given: input.RcsAgentIds };
      const agents = described(parts, call, 'rcs-agent', input.Owner, ids);
      const { items, ...rest } = pageOfResources(world, call, input, agents, {
        keyOf: ({ arn }) => arn,
        filters: FILTERS,
      });
      return { RcsAgents: items.map(shown), ...rest };
    },

    UpdateRcsAgent: (input: Input<UpdateRcsAgentRequest>, call) => {
      const agent = own(call, input.RcsAgentId);
      if (poolOf(store, agent)) throw conflictOn('RCS_AGENT_ASSOCIATED_TO_POOL', agent);
      const updated: RcsAgent = {
        ...agent,
        ...updatedSettings(access, call, agent, input),
        deletionProtectionEnabled: input.DeletionProtectionEnabled ?? agent.deletionProtectionEnabled,
      };
      store.put(updated);
      return shownAgent(updated);
    },

    DeleteRcsAgent: (input: Input<DeleteRcsAgentRequest>, call) => {
      const agent = own(call, input.RcsAgentId);
      if (agent.deletionProtectionEnabled) throw conflictOn('DELETION_PROTECTION_ENABLED', agent);
      if (poolOf(store, agent)) throw conflictOn('RCS_AGENT_ASSOCIATED_TO_POOL', agent);
      parts.remove(agent.arn);
      return { ...shownAgent(agent), Status: 'DELETED' };
    },
  };
}

const shownAgent = (agent: RcsAgent) => ({
  RcsAgentArn: agent.arn,
  RcsAgentId: agent.id,
  Status: 'CREATED',
  ...shownSettings(agent.scope, agent),
  DeletionProtectionEnabled: agent.deletionProtectionEnabled,
  CreatedTimestamp: agent.createdAt,
});

const FILTERS: FilterFields<RcsAgent> = {
  status: () => 'CREATED',
  'two-way-enabled': ({ twoWayEnabled }) => twoWayEnabled,
  'two-way-channel-arn': ({ twoWayChannelArn }) => twoWayChannelArn,
  'self-managed-opt-outs-enabled': ({ selfManagedOptOutsEnabled }) => selfManagedOptOutsEnabled,
  'opt-out-list-name': (agent) => shownSettings(agent.scope, agent).OptOutListName,
  'deletion-protection-enabled': ({ deletionProtectionEnabled }) => deletionProtectionEnabled,
};
