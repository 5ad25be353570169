import {
  type PinpointSMSVoiceV2Client,
  type PoolInformation,
  paginateDescribePools,
  paginateListPoolOriginationIdentities,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Clock, Resources } from '../ports.ts';
import { isGone } from './errors.ts';

/** Pools as sms-voice knows them. Each of the two operations allows one call a second (facts 6.1). */
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

async function membersOf(client: PinpointSMSVoiceV2Client, poolArn: string): Promise<readonly string[]> {
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

/** A pool names its opt-out list, which lies beside it (facts 6.2). */
function optOutListArn(poolArn: string, name: string | undefined): string | undefined {
  if (!name || name.startsWith('arn:')) return name || undefined;
  return `${poolArn.split(':').slice(0, 5).join(':')}:opt-out-list/${name}`;
}
