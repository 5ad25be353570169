import {
  ListTagsForResourceCommand,
  type PinpointSMSVoiceV2Client,
  type PoolInformation,
  paginateDescribePools,
  paginateListPoolOriginationIdentities,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Clock, Resources } from '../ports.ts';
import { isGone } from './errors.ts';
import { optOutListArn, ownResources } from './own-resources.ts';

/** SMS resources as sms-voice knows them. Each operation but that for tags allows one call a second (facts 6.1). */
export function smsResources(client: PinpointSMSVoiceV2Client, clock: Clock): Resources {
  return {
    async pool(poolArn) {
      const readAt = clock.now();
      try {
        const [pool, members] = await Promise.all([describe(client, poolArn), membersOf(client, poolArn)]);
        if (!pool || pool.Status === 'DELETING') return undefined;
        return { arn: poolArn, members, optOutList: optOutListArn(poolArn, pool.OptOutListName), readAt };
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    },

    async tags(resourceArn) {
      try {
        const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn: resourceArn }));
        return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      } catch (error) {
        if (isGone(error)) return {};
        throw error;
      }
    },

    list: async (scope) => (await ownResources(client, scope)).map(({ arn }) => arn),
  };
}

async function describe(
  client: PinpointSMSVoiceV2Client,
  poolArn: string,
): Promise<PoolInformation | undefined> {
  for await (const { Pools = [] } of paginateDescribePools({ client }, { PoolIds: [poolArn] })) {
    if (Pools[0]) return Pools[0];
  }
  return undefined;
}

/** ARNs of the pool's origination identities. */
export async function membersOf(
  client: PinpointSMSVoiceV2Client,
  poolArn: string,
): Promise<readonly string[]> {
  const members: string[] = [];
  for await (const page of paginateListPoolOriginationIdentities(
    { client, pageSize: 100 },
    { PoolId: poolArn },
  )) {
    members.push(
      ...(page.OriginationIdentities ?? []).map(({ OriginationIdentityArn = '' }) => OriginationIdentityArn),
    );
  }
  return members;
}
