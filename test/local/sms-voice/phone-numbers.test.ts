import {
  DescribePhoneNumbersCommand,
  type PhoneNumberFilterName,
  ReleasePhoneNumberCommand,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { aCloud, aNumber, aPool, CONSUMER, OWNER } from './a-cloud.ts';

describe('RequestPhoneNumber', () => {
  it('makes an active number from a fictional range, on the Default opt-out list', async () => {
    const { sms } = aCloud();
    const number = await aNumber(sms());
    expect(number).toMatchObject({
      id: expect.stringMatching(/^phone-[0-9a-f]{32}$/),
      arn: `arn:aws:sms-voice:us-east-1:${OWNER}:phone-number/${number.id}`,
      PhoneNumber: expect.stringMatching(/^\+1\d{3}55501\d\d$/),
      Status: 'ACTIVE',
      OptOutListName: 'Default',
      TwoWayEnabled: false,
    });
  });

  it.each([
    ['GB', /^\+447700900\d{3}$/],
    ['FR', /^\+3363998\d{4}$/],
    ['AU', /^\+61491570\d{3}$/],
    ['BR', /^\+999\d{8}$/],
  ])('keeps to the fictional numbers of %s', async (IsoCountryCode, range) => {
    const { sms } = aCloud();
    expect((await aNumber(sms(), { IsoCountryCode })).PhoneNumber).toMatch(range);
  });

  it('joins a pool, with the settings of the pool', async () => {
    const { sms } = aCloud();
    const pool = await aPool(sms());
    const number = await aNumber(sms(), { PoolId: pool.arn });
    expect(number.PoolId).toBe(pool.id);
    const promotional = aNumber(sms(), { PoolId: pool.id, MessageType: 'PROMOTIONAL' });
    await expect(promotional).rejects.toMatchObject({ Reason: 'MESSAGE_TYPE_MISMATCH' });
    expect((await sms().send(new DescribePhoneNumbersCommand({}))).PhoneNumbers).toHaveLength(2);
  });

  it('refuses a simulator number that is not transactional, and country codes that are none', async () => {
    const { sms } = aCloud();
    const simulator = aNumber(sms(), { NumberType: 'SIMULATOR', MessageType: 'PROMOTIONAL' });
    await expect(simulator).rejects.toMatchObject({ Reason: 'INVALID_PARAMETER' });
    const refusal = { name: 'ValidationException', Reason: 'INVALID_PARAMETER' };
    await expect(aNumber(sms(), { IsoCountryCode: 'usa' })).rejects.toMatchObject(refusal);
  });

  it('stops at 25 numbers', async () => {
    const { sms } = aCloud();
    for (let made = 0; made < 25; made++) await aNumber(sms());
    await expect(aNumber(sms())).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      Reason: 'PHONE_NUMBERS_PER_ACCOUNT',
    });
  });
});

describe('DescribePhoneNumbers', () => {
  it('finds by id and ARN, and refuses what is not there', async () => {
    const { sms } = aCloud();
    const [one, two] = [await aNumber(sms()), await aNumber(sms())];
    const find = async (...PhoneNumberIds: string[]) =>
      (await sms().send(new DescribePhoneNumbersCommand({ PhoneNumberIds }))).PhoneNumbers;
    expect(await find(one.id, two.arn)).toHaveLength(2);
    await expect(find(one.id, 'phone-0')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'phone-number',
      ResourceId: 'phone-0',
    });
  });

  it.each<[PhoneNumberFilterName, string, boolean]>([
    ['iso-country-code', 'GB', true],
    ['iso-country-code', 'US', false],
    ['number-capability', 'VOICE', true],
    ['number-capability', 'MMS', false],
    ['number-type', 'LONG_CODE', true],
    ['status', 'PENDING', false],
    ['opt-out-list-name', 'Default', true],
    ['two-way-enabled', 'true', false],
    ['two-way-channel-arn', 'arn:aws:sns:us-east-1:111122223333:inbound', false],
    ['self-managed-opt-outs-enabled', 'false', true],
    ['deletion-protection-enabled', 'true', false],
    ['message-type', 'TRANSACTIONAL', true],
  ])('filters by %s: %s', async (Name, value, isFound) => {
    const { sms } = aCloud();
    await aNumber(sms(), { IsoCountryCode: 'GB', NumberCapabilities: ['SMS', 'VOICE'] });
    const Filters = [{ Name, Values: [value] }];
    const { PhoneNumbers } = await sms().send(new DescribePhoneNumbersCommand({ Filters }));
    expect(PhoneNumbers).toHaveLength(isFound ? 1 : 0);
  });

  it('refuses a filter that AWS does not have', async () => {
    const { sms } = aCloud();
    const Name = 'colour' as PhoneNumberFilterName; // what a misspelt filter would be
    const command = new DescribePhoneNumbersCommand({ Filters: [{ Name, Values: ['red'] }] });
    await expect(sms().send(command)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('UpdatePhoneNumber and ReleasePhoneNumber', () => {
  it('are refused while the number is in a pool', async () => {
    const { sms } = aCloud();
    const { id: PhoneNumberId } = await aNumber(sms());
    await aPool(sms(), PhoneNumberId);
    const refusal = { name: 'ConflictException', Reason: 'PHONE_NUMBER_ASSOCIATED_TO_POOL' };
    await expect(sms().send(new UpdatePhoneNumberCommand({ PhoneNumberId }))).rejects.toMatchObject(refusal);
    await expect(sms().send(new ReleasePhoneNumberCommand({ PhoneNumberId }))).rejects.toMatchObject(refusal);
  });

  it('protect from release until protection is turned off', async () => {
    const { sms, ram, truth } = aCloud();
    const { id: PhoneNumberId, arn } = await aNumber(sms(), { DeletionProtectionEnabled: true });
    const release = () => sms().send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
    await expect(release()).rejects.toMatchObject({ Reason: 'DELETION_PROTECTION_ENABLED' });
    await sms().send(new UpdatePhoneNumberCommand({ PhoneNumberId, DeletionProtectionEnabled: false }));
    expect(await release()).toMatchObject({ PhoneNumberId, Status: 'DELETED' });
    expect(truth.exists(arn)).toBe(false);
    expect(ram.told).toEqual([['resource deleted', arn]]);
    await expect(release()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it("are the owner's alone, also when the number is shared", async () => {
    const { sms, ram } = aCloud();
    const { arn: PhoneNumberId } = await aNumber(sms());
    ram.share(CONSUMER, PhoneNumberId);
    const denied = { name: 'AccessDeniedException' };
    const consumer = sms(CONSUMER);
    await expect(consumer.send(new UpdatePhoneNumberCommand({ PhoneNumberId }))).rejects.toMatchObject(
      denied,
    );
    await expect(consumer.send(new ReleasePhoneNumberCommand({ PhoneNumberId }))).rejects.toMatchObject(
      denied,
    );
  });
});
