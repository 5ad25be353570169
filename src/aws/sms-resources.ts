import {
  ListTagsForResourceCommand,
  type PinpointSMSVoiceV2Client,
  type PoolInformation,
  paginateDescribeOptOutLists,
  paginateDescribePhoneNumbers,
  paginateDescribePools,
  paginateDescribeSenderIds,
  paginateListPoolOriginationIdentities,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { scopeOf } from '../core/resource.ts';
import type { Clock, Resources } from '../ports.ts';
import { isGone } from './errors.ts';

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

    async list(scope) {
      const arns = (await Promise.all(LISTS.map((list) => list(client)))).flat();
      const stray = arns.find((arn) => scopeOf(arn).account !== scope.account);
      if (stray) throw new Error(`asked for resources of ${scope.account}, read ${stray}`);
      return arns;
    },
  };
}

/** Of each type, every page. `Owner` is given: what its default is, is not published (facts 6.1). */
const LISTS: readonly ((client: PinpointSMSVoiceV2Client) => Promise<readonly string[]>)[] = [
  async (client) =>
    arnsIn(paginateDescribePools({ client, pageSize: 100 }, OWN), ({ Pools = [] }) =>
      Pools.map(({ PoolArn }) => PoolArn),
    ),
  async (client) =>
    arnsIn(paginateDescribePhoneNumbers({ client, pageSize: 100 }, OWN), ({ PhoneNumbers = [] }) =>
      PhoneNumbers.map(({ PhoneNumberArn }) => PhoneNumberArn),
    ),
  async (client) =>
    arnsIn(paginateDescribeSenderIds({ client, pageSize: 100 }, OWN), ({ SenderIds = [] }) =>
      SenderIds.map(({ SenderIdArn }) => SenderIdArn),
    ),
  async (client) =>
    arnsIn(paginateDescribeOptOutLists({ client, pageSize: 100 }, OWN), ({ OptOutLists = [] }) =>
      OptOutLists.map(({ OptOutListArn }) => OptOutListArn),
    ),
];
const OWN = { Owner: 'SELF' } as const;

async function arnsIn<Page>(
  pages: AsyncIterable<Page>,
  arnsOf: (page: Page) => readonly (string | undefined)[],
): Promise<readonly string[]> {
  const arns: string[] = [];
  for await (const page of pages) arns.push(...arnsOf(page).filter((arn) => arn !== undefined));
  return arns;
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

/** A pool names its opt-out list, which lies beside it (facts 6.2). */
export function optOutListArn(poolArn: string, name: string | undefined): string | undefined {
  if (!name || name.startsWith('arn:')) return name || undefined;
  return `${poolArn.split(':').slice(0, 5).join(':')}:opt-out-list/${name}`;
}
