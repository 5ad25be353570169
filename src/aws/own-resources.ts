import {
  type PinpointSMSVoiceV2Client,
  paginateDescribeOptOutLists,
  paginateDescribePhoneNumbers,
  paginateDescribePools,
  paginateDescribeSenderIds,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { type Scope, scopeOf } from '../core/resource.ts';
import type { OwnResource } from '../ports.ts';

/**
 * Every SMS resource of the scope that can be shared, of every page, but pools that are being deleted.
 *
 * @throws when the credentials are those of another scope.
 */
export async function ownResources(
  client: PinpointSMSVoiceV2Client,
  scope: Scope,
): Promise<readonly OwnResource[]> {
  const listed = (await Promise.all(LISTS.map((list) => list(client)))).flat();
  const stray = listed.find(({ arn }) => !isIn(scope, arn));
  if (stray) throw new Error(`asked for resources of ${scope.account} in ${scope.region}, read ${stray.arn}`);
  return listed;
}

type List = (client: PinpointSMSVoiceV2Client) => Promise<readonly OwnResource[]>;

/**
 * `Owner` is given: what its default is, is not published (facts 6.1). A paginator writes its token into the request, so
 * each has one of its own.
 */
const own = () => ({ Owner: 'SELF' }) as const;
const pagingOf = (client: PinpointSMSVoiceV2Client) => ({ client, pageSize: 100 });
const LISTS: readonly List[] = [
  (client) =>
    all(paginateDescribePools(pagingOf(client), own()), ({ Pools = [] }) =>
      Pools.filter(({ Status }) => Status !== 'DELETING').map(({ PoolArn: arn = '', OptOutListName }) => ({
        arn,
        optOutList: optOutListArn(arn, OptOutListName),
      })),
    ),
  (client) =>
    all(paginateDescribePhoneNumbers(pagingOf(client), own()), ({ PhoneNumbers = [] }) =>
      PhoneNumbers.map(({ PhoneNumberArn: arn = '', PhoneNumber: number, OptOutListName }) => ({
        arn,
        number,
        optOutList: optOutListArn(arn, OptOutListName),
      })),
    ),
  (client) =>
    all(paginateDescribeSenderIds(pagingOf(client), own()), ({ SenderIds = [] }) =>
      SenderIds.map(({ SenderIdArn: arn = '' }) => ({ arn })),
    ),
  (client) =>
    all(paginateDescribeOptOutLists(pagingOf(client), own()), ({ OptOutLists = [] }) =>
      OptOutLists.map(({ OptOutListArn: arn = '' }) => ({ arn })),
    ),
];

async function all<Page>(
  pages: AsyncIterable<Page>,
  resourcesOf: (page: Page) => readonly OwnResource[],
): Promise<readonly OwnResource[]> {
  const resources: OwnResource[] = [];
  for await (const page of pages) resources.push(...resourcesOf(page));
  return resources;
}

/** A pool or phone number names its opt-out list, which lies beside it (facts 6.2). */
export function optOutListArn(arn: string, name: string | undefined): string | undefined {
  if (!name || name.startsWith('arn:')) return name || undefined;
  return `${arn.split(':').slice(0, 5).join(':')}:opt-out-list/${name}`;
}

function isIn(scope: Scope, arn: string): boolean {
  const { account, region } = scopeOf(arn);
  return account === scope.account && region === scope.region;
}
