import {
  AssociateOriginationIdentityCommand,
  CreateOptOutListCommand,
  DeletePoolCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DisassociateOriginationIdentityCommand,
  ListPoolOriginationIdentitiesCommand,
  type PinpointSMSVoiceV2Client,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { aCloud, aNumber, aPool, aSenderId, CONSUMER, OWNER } from './a-cloud.ts';

const associate = (
  client: PinpointSMSVoiceV2Client,
  PoolId: string,
  OriginationIdentity: string,
  more = {},
) => client.send(new AssociateOriginationIdentityCommand({ PoolId, OriginationIdentity, ...more }));
const disassociate = (client: PinpointSMSVoiceV2Client, PoolId: string, OriginationIdentity: string) =>
  client.send(new DisassociateOriginationIdentityCommand({ PoolId, OriginationIdentity }));
const members = async (client: PinpointSMSVoiceV2Client, PoolId: string) =>
  (await client.send(new ListPoolOriginationIdentitiesCommand({ PoolId }))).OriginationIdentities?.map(
    ({ OriginationIdentityArn }) => OriginationIdentityArn,
  );

describe('AssociateOriginationIdentity', () => {
  it('adds numbers and sender IDs, by id or ARN, with or without the country', async () => {
    const { sms } = aCloud();
    const first = await aNumber(sms());
    const pool = await aPool(sms(), first.id);
    const [second, third, sender] = [await aNumber(sms()), await aNumber(sms()), await aSenderId(sms())];

    expect(await associate(sms(), pool.id, second.id)).toMatchObject({
      PoolArn: pool.arn,
      PoolId: pool.id,
      OriginationIdentityArn: second.arn,
      OriginationIdentity: second.id,
      IsoCountryCode: 'US',
    });
    await associate(sms(), pool.arn, third.arn, { IsoCountryCode: 'US' });
    await associate(sms(), pool.id, 'ACME', { IsoCountryCode: 'GB' });
    expect((await members(sms(), pool.id))?.sort()).toEqual(
      [first.arn, second.arn, third.arn, sender.arn].sort(),
    );
  });

  it('refuses what is in this pool or, for a number, in another', async () => {
    const { sms } = aCloud();
    const [number, sender] = [await aNumber(sms()), await aSenderId(sms())];
    const [one, two] = [await aPool(sms(), number.id), await aPool(sms())];
    await associate(sms(), one.id, sender.arn);
    await associate(sms(), two.id, sender.arn);
    const conflict = { name: 'ConflictException', Reason: 'RESOURCE_ALREADY_ASSOCIATED' };
    await expect(associate(sms(), one.id, number.id)).rejects.toMatchObject(conflict);
    await expect(associate(sms(), one.id, sender.arn)).rejects.toMatchObject(conflict);
    await expect(associate(sms(), two.id, number.id)).rejects.toMatchObject({
      Reason: 'PHONE_NUMBER_ASSOCIATED_TO_POOL',
      ResourceType: 'phone-number',
      ResourceId: number.id,
    });
  });

  const channel = { TwoWayEnabled: true, TwoWayChannelArn: 'arn:aws:sns:us-east-1:111122223333:inbound' };
  it.each([
    ['MESSAGE_TYPE_MISMATCH', { MessageType: 'PROMOTIONAL' as const }, {}],
    ['OPT_OUT_LIST_MISMATCH', { OptOutListName: 'Other' }, {}],
    ['SELF_MANAGED_OPT_OUTS_MISMATCH', {}, { SelfManagedOptOutsEnabled: true }],
    ['TWO_WAY_CONFIG_MISMATCH', {}, channel],
  ])('refuses a number whose settings differ: %s', async (Reason, request, update) => {
    const { sms } = aCloud();
    await sms().send(new CreateOptOutListCommand({ OptOutListName: 'Other' }));
    const pool = await aPool(sms());
    const { id } = await aNumber(sms(), request);
    await sms().send(new UpdatePhoneNumberCommand({ PhoneNumberId: id, ...update }));
    await expect(associate(sms(), pool.id, id)).rejects.toMatchObject({ name: 'ConflictException', Reason });
    expect(await members(sms(), pool.id)).toHaveLength(1);
  });

  it('refuses ARNs of other things, and the 101st identity', async () => {
    const { sms } = aCloud();
    const pool = await aPool(sms(), (await aSenderId(sms(), 'S0')).arn);
    await expect(associate(sms(), pool.id, pool.arn)).rejects.toMatchObject({ Reason: 'INVALID_ARN' });
    for (let made = 1; made < 100; made++) {
      await associate(sms(), pool.id, (await aSenderId(sms(), `S${made}`)).arn);
    }
    const { arn } = await aSenderId(sms(), 'S100');
    await expect(associate(sms(), pool.id, arn)).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      Reason: 'ORIGINATION_IDENTITIES_PER_POOL',
    });
  });
});

describe('DisassociateOriginationIdentity', () => {
  it('takes a number out, but not the last one', async () => {
    const { sms } = aCloud();
    const [one, two, sender] = [await aNumber(sms()), await aNumber(sms()), await aSenderId(sms())];
    const pool = await aPool(sms(), one.id);
    await associate(sms(), pool.id, two.id);
    await associate(sms(), pool.id, sender.arn);
    await disassociate(sms(), pool.id, one.arn);
    await expect(disassociate(sms(), pool.id, two.id)).rejects.toMatchObject({
      name: 'ConflictException',
      Reason: 'LAST_PHONE_NUMBER',
    });
    await disassociate(sms(), pool.id, sender.arn);
    expect(await members(sms(), pool.id)).toEqual([two.arn]);
  });

  it('refuses what is not in the pool', async () => {
    const { sms } = aCloud();
    const pool = await aPool(sms());
    const [number, sender] = [await aNumber(sms()), await aSenderId(sms())];
    await expect(disassociate(sms(), pool.id, number.id)).rejects.toMatchObject({
      Reason: 'PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL',
    });
    await expect(disassociate(sms(), pool.id, sender.arn)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('takes out a number of somebody else whose share has ended', async () => {
    const { sms, ram } = aCloud();
    const [one, two] = [await aNumber(sms()), await aNumber(sms())];
    ram.share(CONSUMER, one.arn, two.arn);
    const pool = await aPool(sms(CONSUMER), one.arn);
    await associate(sms(CONSUMER), pool.id, two.arn);
    ram.share(CONSUMER);
    await disassociate(sms(CONSUMER), pool.id, two.arn);
    expect(await members(sms(CONSUMER), pool.id)).toHaveLength(1);
  });
});

describe('ListPoolOriginationIdentities', () => {
  it('shows numbers and sender IDs, page by page, and filters', async () => {
    const { sms } = aCloud();
    const number = await aNumber(sms(), { NumberCapabilities: ['SMS', 'VOICE'] });
    const pool = await aPool(sms(), number.id);
    await associate(sms(), pool.id, (await aSenderId(sms())).arn);
    const list = (more: object) =>
      sms().send(new ListPoolOriginationIdentitiesCommand({ PoolId: pool.id, ...more }));

    const first = await list({ MaxResults: 1 });
    const second = await list({ MaxResults: 1, NextToken: first.NextToken });
    expect(second.NextToken).toBeUndefined();
    expect([...(first.OriginationIdentities ?? []), ...(second.OriginationIdentities ?? [])]).toMatchObject([
      {
        OriginationIdentity: number.id,
        PhoneNumber: number.PhoneNumber,
        NumberCapabilities: ['SMS', 'VOICE'],
      },
      { OriginationIdentity: 'ACME', IsoCountryCode: 'GB', NumberCapabilities: ['SMS'] },
    ]);
    const voice = await list({ Filters: [{ Name: 'number-capability', Values: ['VOICE'] }] });
    expect(voice.OriginationIdentities).toMatchObject([{ OriginationIdentity: number.id }]);
    const british = await list({ Filters: [{ Name: 'iso-country-code', Values: ['GB', 'FR'] }] });
    expect(british.OriginationIdentities).toMatchObject([{ OriginationIdentity: 'ACME' }]);
  });

  it('lets a consumer of the pool see members that are not shared, unless the switch says otherwise', async () => {
    const { sms, ram, world } = aCloud();
    const [shared, unshared] = [await aNumber(sms()), await aNumber(sms())];
    const pool = await aPool(sms(), shared.id);
    await associate(sms(), pool.id, unshared.id);
    ram.share(CONSUMER, pool.arn, shared.arn);
    expect((await members(sms(CONSUMER), pool.arn))?.sort()).toEqual([shared.arn, unshared.arn].sort());
    world.switches.consumersSeeUnsharedPoolMembers = false;
    expect(await members(sms(CONSUMER), pool.arn)).toEqual([shared.arn]);
    expect(await members(sms(OWNER), pool.arn)).toHaveLength(2);
  });
});

describe('a cloud that settles slowly', () => {
  it('shows a number and its pool in transition until they have settled', async () => {
    const { sms, clock } = aCloud({ settlingSeconds: 30 });
    const number = await aNumber(sms());
    const statuses = async () => [
      (await sms().send(new DescribePhoneNumbersCommand({}))).PhoneNumbers?.[0]?.Status,
      (await sms().send(new DescribePoolsCommand({}))).Pools?.[0]?.Status,
    ];
    expect(number.Status).toBe('PENDING');
    await expect(aPool(sms(), number.id)).rejects.toMatchObject({ Reason: 'RESOURCE_NOT_ACTIVE' });
    await clock.advance(30_000);

    const pool = await aPool(sms(), number.id);
    expect(await statuses()).toEqual(['ASSOCIATING', 'CREATING']);
    expect(await members(sms(), pool.id)).toEqual([]);
    await expect(sms().send(new DeletePoolCommand({ PoolId: pool.id }))).rejects.toMatchObject({
      Reason: 'RESOURCE_NOT_ACTIVE',
    });
    await clock.advance(30_000);
    expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE']);
    expect(await members(sms(), pool.id)).toEqual([number.arn]);

    await sms().send(new DeletePoolCommand({ PoolId: pool.id }));
    expect(await statuses()).toEqual(['DISASSOCIATING', 'DELETING']);
    await clock.advance(30_000);
    expect(await statuses()).toEqual(['ACTIVE', undefined]);
  });

  it('puts a number that was requested for a pool into it, after it is active', async () => {
    const { sms, clock } = aCloud({ settlingSeconds: 30 });
    const first = await aNumber(sms());
    await clock.advance(30_000);
    const pool = await aPool(sms(), first.id);
    await clock.advance(30_000);
    const second = await aNumber(sms(), { PoolId: pool.id });
    await clock.advance(30_000);
    expect(await members(sms(), pool.id)).toEqual([first.arn]);
    await clock.advance(30_000);
    expect((await members(sms(), pool.id))?.sort()).toEqual([first.arn, second.arn].sort());
  });
});
