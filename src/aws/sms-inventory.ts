import {
  type PinpointSMSVoiceV2Client,
  paginateDescribeOptOutLists,
  paginateDescribePhoneNumbers,
  paginateDescribePools,
  paginateDescribeSenderIds,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { RAMClient } from '@aws-sdk/client-ram';
import type { PolicySnapshot } from '../core/policy.ts';
import { type Scope, scopeOf } from '../core/resource.ts';
import { readPolicy } from '../core/resource-policy/read-policy.ts';
import type { Clock, Inventory, OwnResource } from '../ports.ts';
import { isGone } from './errors.ts';
import { documentOf, writtenByRam } from './sms-policies.ts';
import { membersOf, optOutListArn } from './sms-resources.ts';

/**
 * What a scope holds, as sms-voice and RAM list it. All that can be asked at once is: the clients have to keep to the
 * rates (see `pacing`).
 */
export function smsInventory(sms: PinpointSMSVoiceV2Client, ram: RAMClient, clock: Clock): Inventory {
  const snapshotOf = async (resource: string): Promise<PolicySnapshot | undefined> => {
    const readAt = clock.now();
    const document = await orUndefined(async () => ({ text: await documentOf(sms, resource) }));
    return document && { resource, document: document.text, ramDocuments: [], readAt };
  };

  return {
    async resources(scope) {
      const listed = (await Promise.all(LISTS.map((list) => list(sms)))).flat();
      const stray = listed.find(({ arn }) => !isIn(scope, arn));
      if (stray)
        throw new Error(`asked for resources of ${scope.account} in ${scope.region}, read ${stray.arn}`);
      return listed;
    },

    members: (poolArn) => orUndefined(() => membersOf(sms, poolArn)),

    /** RAM is asked soon after, for what it has written: a batch at a time, as the answers of sms-voice come in. */
    async policies(arns) {
      const read = await Promise.all(
        batchesOf(arns).map(async (batch) => {
          const found = (await Promise.all(batch.map(snapshotOf))).filter((each) => each !== undefined);
          return withRamDocuments(found, ram);
        }),
      );
      return read.flat();
    },
  };
}

type List = (client: PinpointSMSVoiceV2Client) => Promise<readonly OwnResource[]>;

/** `Owner` is given: what its default is, is not published (facts 6.1). */
const OWN = { Owner: 'SELF' } as const;
const pagingOf = (client: PinpointSMSVoiceV2Client) => ({ client, pageSize: 100 });
const LISTS: readonly List[] = [
  (client) =>
    all(paginateDescribePools(pagingOf(client), OWN), ({ Pools = [] }) =>
      Pools.filter(({ Status }) => Status !== 'DELETING').map(({ PoolArn: arn = '', OptOutListName }) => ({
        arn,
        optOutList: optOutListArn(arn, OptOutListName),
      })),
    ),
  (client) =>
    all(paginateDescribePhoneNumbers(pagingOf(client), OWN), ({ PhoneNumbers = [] }) =>
      PhoneNumbers.map(({ PhoneNumberArn: arn = '' }) => ({ arn })),
    ),
  (client) =>
    all(paginateDescribeSenderIds(pagingOf(client), OWN), ({ SenderIds = [] }) =>
      SenderIds.map(({ SenderIdArn: arn = '' }) => ({ arn })),
    ),
  (client) =>
    all(paginateDescribeOptOutLists(pagingOf(client), OWN), ({ OptOutLists = [] }) =>
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

/** How many resources RAM is asked about by name. No limit is published. */
const BATCH = 50;

const batchesOf = (arns: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(arns.length / BATCH) }, (_, at) => arns.slice(at * BATCH, (at + 1) * BATCH));

/** A document that RAM does not say the resource of may be of any. */
async function withRamDocuments(
  policies: readonly PolicySnapshot[],
  ram: RAMClient,
): Promise<readonly PolicySnapshot[]> {
  const arns = policies.flatMap(({ resource, document }) => (document === undefined ? [] : [resource]));
  const documents = await ramDocumentsOf(arns, ram);
  const asked = new Set(arns);
  const written = documents.map((text) => ({ text, of: namedIn(text).filter((arn) => asked.has(arn)) }));
  return policies.map((policy) => {
    const own = written.filter(({ of }) => of.length === 0 || of.includes(policy.resource));
    return { ...policy, ramDocuments: own.map(({ text }) => text) };
  });
}

/** One that is gone fails the answer for all: each is asked about alone then. */
async function ramDocumentsOf(arns: readonly string[], ram: RAMClient): Promise<readonly string[]> {
  if (arns.length === 0) return [];
  const documents = await orUndefined(() => writtenByRam(ram, arns));
  if (documents || arns.length === 1) return documents ?? [];
  return (await Promise.all(arns.map((arn) => ramDocumentsOf([arn], ram)))).flat();
}

function namedIn(document: string): readonly string[] {
  const read = readPolicy(document);
  return read.ok ? read.policy.statements.flatMap(({ resources }) => resources.values) : [];
}

/** `undefined`: AWS knows no such thing any more. */
async function orUndefined<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isIn(scope: Scope, arn: string): boolean {
  const { account, region } = scopeOf(arn);
  return account === scope.account && region === scope.region;
}
