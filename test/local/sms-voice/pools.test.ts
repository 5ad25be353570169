import {
  CreateOptOutListCommand,
  CreatePoolCommand,
  DeletePoolCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  UpdatePhoneNumberCommand,
  UpdatePoolCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { aCloud, aNumber, aPool, aSenderId, CONSUMER, OWNER } from './a-cloud.ts';

describe('CreatePool', () => {
  it('makes an active pool with an id of 32 hex digits, and puts its first number in', async () => {
    const { sms, clock } = aCloud();
    const number = await aNumber(sms());
    const pool = await sms().send(
      new CreatePoolCommand({ OriginationIdentity: number.id, MessageType: 'TRANSACTIONAL' }),
    );
    expect(pool).toMatchObject({
      PoolId: expect.stringMatching(/^pool-[0-9a-f]{32}$/),
      PoolArn: `arn:aws:sms-voice:us-east-1:${OWNER}:pool/${pool.PoolId}`,
      Status: 'ACTIVE',
      DeletionProtectionEnabled: false,
      CreatedTimestamp: new Date(clock.now()),
    });
    const { PhoneNumbers } = await sms().send(
      new DescribePhoneNumbersCommand({ PhoneNumberIds: [number.arn] }),
    );
    expect(PhoneNumbers?.[0]?.PoolId).toBe(pool.PoolId);
  });

  it('takes over the settings of the number', async () => {
    const { sms } = aCloud();
    await sms().send(new CreateOptOutListCommand({ OptOutListName: 'Campaigns' }));
    const { id } = await aNumber(sms(), { OptOutListName: 'Campaigns' });
    const channel = 'arn:aws:sns:us-east-1:111122223333:inbound';
    const settings = { TwoWayEnabled: true, TwoWayChannelArn: channel, SelfManagedOptOutsEnabled: true };
    await sms().send(new UpdatePhoneNumberCommand({ PhoneNumberId: id, ...settings }));
    const command = new CreatePoolCommand({ OriginationIdentity: id, MessageType: 'TRANSACTIONAL' });
    expect(await sms().send(command)).toMatchObject({ ...settings, OptOutListName: 'Campaigns' });
  });

  it('takes a sender ID by name and country, or by ARN, into many pools', async () => {
    const { sms } = aCloud();
    const sender = await aSenderId(sms());
    const create = (identity: object) =>
      sms().send(
        new CreatePoolCommand({ OriginationIdentity: 'ACME', MessageType: 'PROMOTIONAL', ...identity }),
      );
    await expect(create({ IsoCountryCode: 'GB' })).resolves.toMatchObject({ OptOutListName: 'Default' });
    await expect(create({ OriginationIdentity: sender.arn })).resolves.toMatchObject({ Status: 'ACTIVE' });
    await expect(create({})).rejects.toMatchObject({
      name: 'ValidationException',
      Reason: 'MISSING_PARAMETER',
    });
    await expect(create({ OriginationIdentity: sender.arn, IsoCountryCode: 'DE' })).rejects.toMatchObject({
      Reason: 'COUNTRY_CODE_MISMATCH',
    });
  });

  it('refuses an identity that is not there, a number of another pool, and another message type', async () => {
    const { sms } = aCloud();
    const { id } = await aNumber(sms());
    const create = (OriginationIdentity: string, MessageType: 'TRANSACTIONAL' | 'PROMOTIONAL') =>
      sms().send(new CreatePoolCommand({ OriginationIdentity, MessageType }));

    const missing = `phone-${'0'.repeat(32)}`;
    await expect(create(missing, 'TRANSACTIONAL')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'phone-number',
      ResourceId: missing,
    });
    await expect(create(id, 'PROMOTIONAL')).rejects.toMatchObject({
      name: 'ConflictException',
      Reason: 'MESSAGE_TYPE_MISMATCH',
      ResourceId: id,
    });
    await create(id, 'TRANSACTIONAL');
    await expect(create(id, 'TRANSACTIONAL')).rejects.toMatchObject({
      name: 'ConflictException',
      Reason: 'PHONE_NUMBER_ASSOCIATED_TO_POOL',
    });
  });

  it('makes one pool for one client token, and refuses the token for another request', async () => {
    const { sms } = aCloud();
    const { id } = await aNumber(sms());
    const create = (more: object) =>
      sms().send(
        new CreatePoolCommand({
          OriginationIdentity: id,
          MessageType: 'TRANSACTIONAL',
          ClientToken: 't-1',
          ...more,
        }),
      );
    const [first, second] = [await create({}), await create({})];
    expect(second.PoolId).toBe(first.PoolId);
    await expect(create({ DeletionProtectionEnabled: true })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    const { Pools } = await sms().send(new DescribePoolsCommand({}));
    expect(Pools).toHaveLength(1);
  });

  it('stops at 25 pools of an account in a Region', async () => {
    const { sms } = aCloud();
    const { arn } = await aSenderId(sms());
    for (let made = 0; made < 25; made++) await aPool(sms(), arn);
    await expect(aPool(sms(), arn)).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      Reason: 'POOLS_PER_ACCOUNT',
    });
    await expect(aPool(sms(CONSUMER))).resolves.toBeDefined();
    await expect(aPool(sms(OWNER, 'eu-west-1'))).resolves.toBeDefined();
  });
});

describe('DescribePools', () => {
  it('finds pools by id and by ARN, once each', async () => {
    const { sms } = aCloud();
    const [one, two] = [await aPool(sms()), await aPool(sms())];
    const { Pools } = await sms().send(new DescribePoolsCommand({ PoolIds: [one.id, one.arn, two.arn] }));
    expect(Pools?.map(({ PoolId }) => PoolId).sort()).toEqual([one.id, two.id].sort());
  });

  it('refuses unknown ids, more than five, ids together with Owner, and ARNs of other things', async () => {
    const { sms } = aCloud();
    const number = await aNumber(sms());
    const ask = (PoolIds: string[], Owner?: 'SELF') =>
      sms().send(new DescribePoolsCommand({ PoolIds, ...(Owner && { Owner }) }));
    await expect(ask(['pool-0'])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'pool',
      ResourceId: 'pool-0',
    });
    await expect(ask(['1', '2', '3', '4', '5', '6'])).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(ask(['pool-0'], 'SELF')).rejects.toMatchObject({
      Reason: 'PARAMETERS_CANNOT_BE_USED_TOGETHER',
    });
    await expect(ask([number.arn])).rejects.toMatchObject({ Reason: 'INVALID_ARN' });
  });

  it('reads page by page, and refuses a token that belongs to another list', async () => {
    const { sms } = aCloud();
    const ids = [(await aPool(sms())).id, (await aPool(sms())).id, (await aPool(sms())).id];
    const first = await sms().send(new DescribePoolsCommand({ MaxResults: 2 }));
    const next = { MaxResults: 2, NextToken: first.NextToken };
    const second = await sms().send(new DescribePoolsCommand(next));
    expect(first.Pools).toHaveLength(2);
    expect(second.NextToken).toBeUndefined();
    const seen = [...(first.Pools ?? []), ...(second.Pools ?? [])].map(({ PoolId }) => PoolId);
    expect(seen.sort()).toEqual(ids.sort());
    const refusal = { name: 'ValidationException', Reason: 'INVALID_NEXT_TOKEN' };
    await expect(sms(CONSUMER).send(new DescribePoolsCommand(next))).rejects.toMatchObject(refusal);
    await expect(sms().send(new DescribePoolsCommand({ NextToken: 'made-up' }))).rejects.toMatchObject(
      refusal,
    );
    await expect(sms().send(new DescribePoolsCommand({ ...next, Owner: 'SELF' }))).rejects.toMatchObject(
      refusal,
    );
  });

  it('answers an empty first page with a token when the switch says so', async () => {
    const { sms } = aCloud({ switches: { emptyPages: true } });
    const { id } = await aPool(sms());
    const first = await sms().send(new DescribePoolsCommand({}));
    expect(first).toMatchObject({ Pools: [], NextToken: expect.any(String) });
    const second = await sms().send(new DescribePoolsCommand({ NextToken: first.NextToken }));
    expect(second.Pools).toMatchObject([{ PoolId: id }]);
    expect(second.NextToken).toBeUndefined();
  });

  it('filters', async () => {
    const { sms } = aCloud();
    const [one, two] = [await aPool(sms()), await aPool(sms())];
    await sms().send(new UpdatePoolCommand({ PoolId: two.id, DeletionProtectionEnabled: true }));
    const ids = async (Name: 'deletion-protection-enabled' | 'message-type', ...Values: string[]) =>
      (await sms().send(new DescribePoolsCommand({ Filters: [{ Name, Values }] }))).Pools?.map(
        ({ PoolId }) => PoolId,
      );
    expect(await ids('deletion-protection-enabled', 'true')).toEqual([two.id]);
    expect((await ids('deletion-protection-enabled', 'true', 'false'))?.sort()).toEqual(
      [one.id, two.id].sort(),
    );
    expect(await ids('message-type', 'PROMOTIONAL')).toEqual([]);
  });

  it("shows only the caller's own pools of the Region", async () => {
    const { sms } = aCloud();
    await aPool(sms());
    for (const client of [sms(CONSUMER), sms(OWNER, 'eu-west-1')]) {
      expect((await client.send(new DescribePoolsCommand({}))).Pools).toEqual([]);
    }
  });
});

describe('UpdatePool', () => {
  it('changes settings, and wants a channel for two-way messages', async () => {
    const { sms } = aCloud();
    const { id } = await aPool(sms());
    const update = (change: object) => sms().send(new UpdatePoolCommand({ PoolId: id, ...change }));
    await expect(update({ TwoWayEnabled: true })).rejects.toMatchObject({
      Reason: 'TWO_WAY_CHANNEL_NOT_PRESENT',
    });
    const TwoWayChannelArn = 'arn:aws:sns:us-east-1:111122223333:inbound';
    await expect(update({ TwoWayChannelArn })).rejects.toMatchObject({ Reason: 'TWO_WAY_NOT_ENABLED' });
    await expect(update({ OptOutListName: 'Missing' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'opt-out-list',
    });
    await update({ TwoWayEnabled: true, TwoWayChannelArn });
    expect(await update({ SharedRoutesEnabled: true })).toMatchObject({
      TwoWayChannelArn,
      SharedRoutesEnabled: true,
    });
    expect((await update({ TwoWayEnabled: false })).TwoWayChannelArn).toBeUndefined();
  });
});

describe('DeletePool', () => {
  it('frees the members, forgets the pool, and tells RAM', async () => {
    const { sms, ram, truth } = aCloud();
    const number = await aNumber(sms());
    const pool = await aPool(sms(), number.id);
    expect(truth.exists(pool.arn)).toBe(true);
    expect(await sms().send(new DeletePoolCommand({ PoolId: pool.arn }))).toMatchObject({
      Status: 'DELETING',
    });
    expect(truth.exists(pool.arn)).toBe(false);
    expect(ram.told).toEqual([['resource deleted', pool.arn]]);
    const { PhoneNumbers } = await sms().send(new DescribePhoneNumbersCommand({}));
    expect(PhoneNumbers).toMatchObject([{ Status: 'ACTIVE' }]);
    expect(PhoneNumbers?.[0]?.PoolId).toBeUndefined();
  });

  it('is refused while the pool is protected', async () => {
    const { sms } = aCloud();
    const { id: PoolId } = await aPool(sms());
    await sms().send(new UpdatePoolCommand({ PoolId, DeletionProtectionEnabled: true }));
    const refusal = {
      name: 'ConflictException',
      Reason: 'DELETION_PROTECTION_ENABLED',
      ResourceType: 'pool',
    };
    await expect(sms().send(new DeletePoolCommand({ PoolId }))).rejects.toMatchObject(refusal);
  });
});
