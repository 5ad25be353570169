import {
  DeleteResourceShareCommand,
  GetResourceShareAssociationsCommand,
  type GetResourceShareAssociationsCommandInput,
  GetResourceSharesCommand,
  type GetResourceSharesCommandInput,
  ListPrincipalsCommand,
  type ListPrincipalsCommandInput,
  ListResourcesCommand,
  type ListResourcesCommandInput,
  ListResourceTypesCommand,
  ListSourceAssociationsCommand,
  type ListSourceAssociationsCommandInput,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import {
  aCloud,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  GATEWAY,
  LIST,
  NUMBER,
  ORGANIZATION,
  OUTSIDE,
  OWNER,
  POOL,
  SANDBOX,
  SERVICE,
  type TestCloud,
} from './a-cloud.ts';

/** Two shares of the owner: numbers for Campaigns and, unanswered, Outside; the gateway for the organization. */
async function twoShares(given: Parameters<typeof aCloud>[0] = {}) {
  const cloud = await aCloud(given);
  const numbers = await cloud.share({
    name: 'numbers',
    resourceArns: [POOL, NUMBER],
    principals: [CAMPAIGNS, OUTSIDE],
    tags: [{ key: 'team', value: 'crm' }],
  });
  const network = await cloud.share({ name: 'network', resourceArns: [GATEWAY], principals: [ORGANIZATION] });
  return { cloud, numbers, network };
}

const shares = async (
  cloud: TestCloud,
  input: Partial<GetResourceSharesCommandInput>,
  account = OWNER as string,
) =>
  (
    await cloud.client(account).send(new GetResourceSharesCommand({ resourceOwner: 'SELF', ...input }))
  ).resourceShares?.map(({ name }) => name);
const principals = async (
  cloud: TestCloud,
  input: Partial<ListPrincipalsCommandInput>,
  account = OWNER as string,
) =>
  (
    await cloud.client(account).send(new ListPrincipalsCommand({ resourceOwner: 'SELF', ...input }))
  ).principals
    ?.map(({ id }) => id)
    .sort();
const resources = async (
  cloud: TestCloud,
  input: Partial<ListResourcesCommandInput>,
  account = OWNER as string,
) =>
  (await cloud.client(account).send(new ListResourcesCommand({ resourceOwner: 'SELF', ...input }))).resources
    ?.map(({ arn }) => arn)
    .sort();

describe('GetResourceShares', () => {
  it('filters the own shares', async () => {
    const { cloud, numbers } = await twoShares();
    expect(await shares(cloud, { name: 'network' })).toEqual(['network']);
    expect(await shares(cloud, { resourceShareArns: [numbers] })).toEqual(['numbers']);
    expect(await shares(cloud, { tagFilters: [{ tagKey: 'team' }] })).toEqual(['numbers']);
    expect(await shares(cloud, { tagFilters: [{ tagKey: 'team', tagValues: ['crm'] }] })).toEqual([
      'numbers',
    ]);
    expect(await shares(cloud, { tagFilters: [{ tagKey: 'team', tagValues: ['x'] }] })).toEqual([]);
    expect(
      await shares(cloud, {
        permissionArn: 'arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway',
      }),
    ).toEqual(['network']);
    await cloud.client().send(new DeleteResourceShareCommand({ resourceShareArn: numbers }));
    await cloud.pass(1);
    expect(await shares(cloud, { resourceShareStatus: 'ACTIVE' })).toEqual(['network']);
    expect(await shares(cloud, { resourceShareStatus: 'DELETED' })).toEqual(['numbers']);
  });

  it('shows consumers what reaches them, without the tags', async () => {
    const { cloud, numbers } = await twoShares();
    const read = new GetResourceSharesCommand({ resourceOwner: 'OTHER-ACCOUNTS', name: 'numbers' });
    const { resourceShares } = await cloud.client(CAMPAIGNS).send(read);
    expect(resourceShares).toMatchObject([{ resourceShareArn: numbers, owningAccountId: OWNER }]);
    expect(resourceShares?.[0]).not.toHaveProperty('tags');
    expect(await shares(cloud, { resourceOwner: 'OTHER-ACCOUNTS' }, SANDBOX)).toEqual(['network']);
    expect(await shares(cloud, { resourceOwner: 'OTHER-ACCOUNTS' }, OUTSIDE)).toEqual([]);
    expect(await shares(cloud, { resourceOwner: 'OTHER-ACCOUNTS' }, OWNER)).toEqual([]);
    expect(await cloud.sharesSeenBy(CAMPAIGNS, 'eu-west-1')).toEqual([]);
  });

  it('refuses what AWS refuses', async () => {
    const { cloud, numbers } = await twoShares();
    await expect(
      shares(cloud, { resourceOwner: 'OTHER-ACCOUNTS', tagFilters: [{ tagKey: 'team' }] }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(
      shares(cloud, { resourceOwner: 'OTHER-ACCOUNTS', resourceShareArns: [numbers] }, OUTSIDE),
    ).rejects.toMatchObject({ name: 'UnknownResourceException' });
    await expect(shares(cloud, { resourceShareArns: ['x'] })).rejects.toMatchObject({
      name: 'MalformedArnException',
    });
  });
});

describe('ListPrincipals', () => {
  it('shows the owner the settled principals of its shares', async () => {
    const { cloud, numbers, network } = await twoShares();
    expect(await principals(cloud, {})).toEqual([CAMPAIGNS, ORGANIZATION]);
    expect(await principals(cloud, { resourceShareArns: [numbers] })).toEqual([CAMPAIGNS]);
    expect(await principals(cloud, { resourceArn: GATEWAY })).toEqual([ORGANIZATION]);
    expect(await principals(cloud, { resourceType: 'SMS-VOICE:pool' })).toEqual([CAMPAIGNS]);
    expect(await principals(cloud, { principals: [ORGANIZATION] })).toEqual([ORGANIZATION]);
    expect(await principals(cloud, { resourceShareArns: [network], principals: [CAMPAIGNS] })).toEqual([]);
    await expect(principals(cloud, { resourceType: 'sms-voice:Keyword' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('shows a consumer who shares with it', async () => {
    const { cloud, network } = await twoShares();
    expect(await principals(cloud, { resourceOwner: 'OTHER-ACCOUNTS' }, CAMPAIGNS)).toEqual([OWNER, OWNER]);
    expect(
      await principals(cloud, { resourceOwner: 'OTHER-ACCOUNTS', resourceShareArns: [network] }, SANDBOX),
    ).toEqual([OWNER]);
    expect(await principals(cloud, { resourceOwner: 'OTHER-ACCOUNTS' }, OUTSIDE)).toEqual([]);
  });

  it('says who is outside the organization', async () => {
    const cloud = await aCloud({ sharing: false });
    await cloud.share({ principals: [OWNER, OUTSIDE] });
    const read = new GetResourceShareAssociationsCommand({ associationType: 'PRINCIPAL' });
    const { resourceShareAssociations = [] } = await cloud.client().send(read);
    expect(
      Object.fromEntries(
        resourceShareAssociations.map(({ associatedEntity, external }) => [associatedEntity, external]),
      ),
    ).toEqual({ [OWNER]: false, [OUTSIDE]: true });
  });
});

describe('ListResources', () => {
  it('shows the owner what it shares', async () => {
    const { cloud, numbers } = await twoShares();
    expect(await resources(cloud, {})).toEqual([GATEWAY, NUMBER, POOL]);
    expect(await resources(cloud, { resourceShareArns: [numbers] })).toEqual([NUMBER, POOL]);
    expect(await resources(cloud, { resourceType: 'sms-voice:PhoneNumber' })).toEqual([NUMBER]);
    expect(await resources(cloud, { resourceArns: [POOL, LIST] })).toEqual([POOL]);
    expect(await resources(cloud, { principal: ORGANIZATION })).toEqual([GATEWAY]);
    expect(await resources(cloud, { resourceRegionScope: 'GLOBAL' })).toEqual([]);
    await expect(resources(cloud, { resourceType: 'sms-voice:Keyword' })).rejects.toMatchObject({
      name: 'InvalidResourceTypeException',
    });
  });

  it('shows a consumer what is shared with it', async () => {
    const { cloud, numbers } = await twoShares();
    expect(await resources(cloud, { resourceOwner: 'OTHER-ACCOUNTS' }, CAMPAIGNS)).toEqual([
      GATEWAY,
      NUMBER,
      POOL,
    ]);
    expect(await cloud.resourcesSeenBy(SANDBOX)).toEqual([GATEWAY]);
    expect(
      await resources(cloud, { resourceOwner: 'OTHER-ACCOUNTS', principal: SANDBOX }, CAMPAIGNS),
    ).toEqual([]);
    const read = new ListResourcesCommand({ resourceOwner: 'OTHER-ACCOUNTS', resourceArns: [POOL] });
    const { resources: [pool] = [] } = await cloud.client(CAMPAIGNS).send(read);
    expect(pool).toMatchObject({
      arn: POOL,
      type: 'sms-voice:Pool',
      resourceShareArn: numbers,
      status: 'AVAILABLE',
      resourceRegionScope: 'REGIONAL',
    });
  });
});

describe('GetResourceShareAssociations', () => {
  const read = (
    cloud: TestCloud,
    input: GetResourceShareAssociationsCommandInput,
    account = OWNER as string,
  ) => cloud.client(account).send(new GetResourceShareAssociationsCommand(input));

  it('filters by share, entity and status', async () => {
    const { cloud, numbers } = await twoShares();
    const entities = async (input: Parameters<typeof read>[1]) =>
      (await read(cloud, input)).resourceShareAssociations
        ?.map(({ associatedEntity }) => associatedEntity)
        .sort();
    const associationType = 'PRINCIPAL';
    expect(await entities({ associationType })).toEqual([CAMPAIGNS, OUTSIDE, ORGANIZATION]);
    expect(await entities({ associationType, resourceShareArns: [numbers] })).toEqual([CAMPAIGNS, OUTSIDE]);
    expect(await entities({ associationType, associationStatus: 'ASSOCIATING' })).toEqual([OUTSIDE]);
    expect(await entities({ associationType, principal: CAMPAIGNS })).toEqual([CAMPAIGNS]);
    expect(await entities({ associationType, principal: 'o-exampleorgid' })).toEqual([ORGANIZATION]);
    expect(await entities({ associationType: 'RESOURCE', resourceArn: POOL })).toEqual([POOL]);
  });

  it.each([
    { associationType: 'PRINCIPAL', resourceArn: POOL },
    { associationType: 'RESOURCE', principal: CAMPAIGNS },
    { associationType: 'SOURCE', principal: CAMPAIGNS },
  ] as const)('refuses $associationType with the other filter', async (input) => {
    const { cloud } = await twoShares();
    await expect(read(cloud, input)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('is for the owner only', async () => {
    const { cloud, numbers } = await twoShares();
    expect(
      (await read(cloud, { associationType: 'PRINCIPAL' }, CAMPAIGNS)).resourceShareAssociations,
    ).toEqual([]);
    await expect(
      read(cloud, { associationType: 'PRINCIPAL', resourceShareArns: [numbers] }, CAMPAIGNS),
    ).rejects.toMatchObject({ name: 'UnknownResourceException' });
  });
});

describe('ListSourceAssociations', () => {
  it('shows sources with their type', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({
      principals: [SERVICE],
      sources: [OWNER, 'o-exampleorgid', 'o-exampleorgid/r-ab12/ou-ab12-11111111/', POOL],
    });
    const read = async (input: ListSourceAssociationsCommandInput) =>
      (await cloud.client().send(new ListSourceAssociationsCommand(input))).sourceAssociations ?? [];
    const all = await read({ resourceShareArns: [arn] });
    expect(all.map(({ sourceType, status }) => `${sourceType} ${status}`).sort()).toEqual([
      'ACCOUNT ASSOCIATED',
      'ARN ASSOCIATED',
      'ORGANIZATION ASSOCIATED',
      'ORGANIZATION_PATH ASSOCIATED',
    ]);
    expect(await read({ sourceId: OWNER })).toHaveLength(1);
    expect(await read({ sourceType: 'ARN' })).toMatchObject([{ sourceId: POOL }]);
    expect(await read({ associationStatus: 'FAILED' })).toEqual([]);
  });
});

describe('ListResourceTypes', () => {
  it('names the SMS types', async () => {
    const cloud = await aCloud();
    const { resourceTypes = [] } = await cloud.client().send(new ListResourceTypesCommand({}));
    expect(resourceTypes).toContainEqual({
      resourceType: 'sms-voice:OptOutList',
      serviceName: 'sms-voice',
      resourceRegionScope: 'REGIONAL',
    });
    const global = new ListResourceTypesCommand({ resourceRegionScope: 'GLOBAL' });
    expect((await cloud.client().send(global)).resourceTypes).toEqual([]);
  });
});

describe('a read that lags', () => {
  it('shows what was', async () => {
    const { cloud, numbers } = await twoShares({ switches: { readLagSeconds: 30 } });
    await expect(shares(cloud, { resourceShareArns: [numbers] })).rejects.toMatchObject({
      name: 'UnknownResourceException',
    });
    expect(await cloud.invitations(OUTSIDE)).toEqual([]);
    await cloud.pass(28.5);
    expect(await shares(cloud, {})).toEqual(['numbers']);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'ASSOCIATED', [OUTSIDE]: 'ASSOCIATING' });
    await cloud.pass(1.5);
    expect(await cloud.resourcesSeenBy(CAMPAIGNS)).toHaveLength(3);
    expect(await cloud.invitations(OUTSIDE)).toHaveLength(1);

    await cloud.disassociate(numbers, { principals: [CAMPAIGNS] });
    await cloud.pass(20);
    expect(await cloud.associations()).toMatchObject({ [CAMPAIGNS]: 'ASSOCIATED' });
    expect(await cloud.resourcesSeenBy(CAMPAIGNS)).toHaveLength(3);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([GATEWAY]);
    await cloud.pass(10);
    expect(await cloud.associations()).toMatchObject({ [CAMPAIGNS]: 'DISASSOCIATING' });
  });

  it('holds back no write', async () => {
    const cloud = await aCloud({ switches: { readLagSeconds: 30 } });
    const arn = await cloud.share({ principals: [CAMPAIGNS_OU] });
    expect(await cloud.associate(arn, { resourceArns: [POOL] })).toHaveLength(1);
  });
});
