import {
  DeleteResourcePolicyCommand,
  DescribePhoneNumbersCommand,
  GetResourcePolicyCommand,
  ListTagsForResourceCommand,
  PutResourcePolicyCommand,
  ReleaseSenderIdCommand,
  TagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { aCloud, aNumber, aSenderId, CONSUMER, OWNER, putPolicy } from './a-cloud.ts';

const SNS = { Principal: { Service: 'sns.amazonaws.com' } };
const ramStatement = (arn: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${CONSUMER}:root` },
  Action: ['sms-voice:SendTextMessage'],
  Resource: arn,
});

describe('a policy that was put', () => {
  it('is shown as put, and RAM is told of it and of its end', async () => {
    const { sms, ram, clock } = aCloud();
    const { arn: ResourceArn } = await aNumber(sms());
    const Policy = ` ${await putPolicy(sms(), ResourceArn, SNS)} `;
    await sms().send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    const CreatedTimestamp = new Date(clock.now());
    await clock.advance(60_000);
    const shown = await sms().send(new GetResourcePolicyCommand({ ResourceArn }));
    expect(shown).toMatchObject({ ResourceArn, Policy, CreatedTimestamp });
    const removed = await sms().send(new DeleteResourcePolicyCommand({ ResourceArn }));
    expect(removed).toMatchObject({ ResourceArn, Policy, CreatedTimestamp });
    expect(ram.told.slice(1)).toEqual([
      ['policy put', ResourceArn, Policy],
      ['policy deleted', ResourceArn],
    ]);
  });

  it('goes with its resource, tags too: one of the same ARN begins without', async () => {
    const { sms, truth } = aCloud();
    const { arn: ResourceArn } = await aSenderId(sms());
    await putPolicy(sms(), ResourceArn, SNS);
    await sms().send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'env', Value: 'prod' }] }));
    truth.setRamStatements(ResourceArn, [ramStatement(ResourceArn)]);
    await sms().send(new ReleaseSenderIdCommand({ SenderId: 'ACME', IsoCountryCode: 'GB' }));
    truth.setRamStatements(ResourceArn, [ramStatement(ResourceArn)]);
    const get = () => sms().send(new GetResourcePolicyCommand({ ResourceArn }));
    await expect(get()).rejects.toMatchObject({ ResourceType: 'sender-id' });

    await aSenderId(sms());
    await expect(get()).rejects.toMatchObject({ ResourceType: 'policy' });
    const { Tags } = await sms().send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([]);
  });
});

describe('a resource without a policy', () => {
  it('is answered as the switch says', async () => {
    const { sms, world } = aCloud();
    const { arn: ResourceArn } = await aNumber(sms());
    const get = () => sms().send(new GetResourcePolicyCommand({ ResourceArn }));
    const refusal = { name: 'ResourceNotFoundException', ResourceType: 'policy', ResourceId: ResourceArn };
    await expect(get()).rejects.toMatchObject(refusal);
    const remove = sms().send(new DeleteResourcePolicyCommand({ ResourceArn }));
    await expect(remove).rejects.toMatchObject(refusal);
    world.switches.missingResourcePolicy = 'empty';
    expect((await get()).Policy).toBeUndefined();
  });
});

describe('PutResourcePolicy', () => {
  it.each([
    ['no JSON', 'CANNOT_PARSE', '{'],
    ['no object', 'INVALID_PARAMETER', '"*"'],
    ['no statement', 'INVALID_PARAMETER', '{"Version":"2012-10-17","Statement":[]}'],
    ['no principal', 'INVALID_PARAMETER', '{"Statement":[{"Effect":"Allow","Action":"*"}]}'],
    [
      'nobody for a principal',
      'INVALID_PARAMETER',
      '{"Statement":[{"Effect":"Allow","Principal":{},"Action":"*"}]}',
    ],
    [
      'a version that there is not',
      'INVALID_PARAMETER',
      '{"Version":"2020-01-01","Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}',
    ],
    ['no action', 'INVALID_PARAMETER', '{"Statement":[{"Effect":"Allow","Principal":"*"}]}'],
    ['no effect', 'INVALID_PARAMETER', '{"Statement":[{"Principal":"*","Action":"*"}]}'],
    [
      'a principal that is text',
      'INVALID_PARAMETER',
      '{"Statement":{"Effect":"Allow","Principal":"me","Action":"*"}}',
    ],
    [
      'a number for an action',
      'INVALID_PARAMETER',
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":[1]}}',
    ],
    [
      'two kinds of action',
      'INVALID_PARAMETER',
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","NotAction":"*"}}',
    ],
    ['10,001 characters', 'INVALID_PARAMETER', 'x'.repeat(10_001)],
    ['no characters', 'INVALID_PARAMETER', ''],
  ])('refuses %s', async (_what, Reason, Policy) => {
    const { sms, ram } = aCloud();
    const { arn: ResourceArn } = await aNumber(sms());
    const put = sms().send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    await expect(put).rejects.toMatchObject({ name: 'ValidationException', Reason });
    expect(ram.told).toEqual([]);
  });

  it("is the owner's alone, and refuses ARNs that can have no policy", async () => {
    const { sms, ram } = aCloud();
    const { arn } = await aNumber(sms());
    ram.share(CONSUMER, arn);
    await expect(putPolicy(sms(CONSUMER), arn, SNS)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const other = 'arn:aws:sms-voice:us-east-1:111122223333:configuration-set/Main';
    await expect(putPolicy(sms(), other, SNS)).rejects.toMatchObject({ Reason: 'INVALID_ARN' });
  });
});

describe('statements that RAM wrote', () => {
  it('are shown after those put by hand, unless the switch hides them', async () => {
    const { sms, truth, world } = aCloud();
    const { arn: ResourceArn } = await aNumber(sms());
    const get = async () => (await sms().send(new GetResourcePolicyCommand({ ResourceArn }))).Policy ?? '';
    truth.setRamStatements(ResourceArn, [ramStatement(ResourceArn)]);
    expect(JSON.parse(await get())).toEqual({
      Version: '2012-10-17',
      Statement: [ramStatement(ResourceArn)],
    });
    const put = await putPolicy(sms(), ResourceArn, SNS);
    expect(JSON.parse(await get()).Statement).toMatchObject([SNS, ramStatement(ResourceArn)]);
    world.switches.ramStatementsInResourcePolicy = false;
    expect(await get()).toBe(put);
  });

  it("stay RAM's when somebody writes back what was read, and end with the share", async () => {
    const { sms, truth } = aCloud();
    const { arn: ResourceArn } = await aNumber(sms());
    const get = async () => (await sms().send(new GetResourcePolicyCommand({ ResourceArn }))).Policy ?? '';
    truth.setRamStatements(ResourceArn, [ramStatement(ResourceArn)]);
    await putPolicy(sms(), ResourceArn, SNS);
    const Policy = await get();
    await sms().send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    expect(JSON.parse(await get())).toEqual(JSON.parse(Policy));
    truth.setRamStatements(ResourceArn, []);
    expect(JSON.parse(await get()).Statement).toMatchObject([SNS]);
    const { PhoneNumbers } = await sms(CONSUMER).send(new DescribePhoneNumbersCommand({ Owner: 'SHARED' }));
    expect(PhoneNumbers).toEqual([]);
  });

  it('show in CloudTrail when the switch says so, once for each change', async () => {
    const { sms, truth, emitted, world } = aCloud();
    const { arn } = await aNumber(sms());
    const before = emitted.length;
    truth.setRamStatements(arn, [ramStatement(arn)]);
    expect(emitted).toHaveLength(before);
    world.switches.ramPolicyCallsInCloudTrail = true;
    truth.setRamStatements(arn, [ramStatement(arn)]);
    expect(emitted).toHaveLength(before);
    truth.setRamStatements(arn, []);
    expect(emitted.slice(before)).toMatchObject([
      {
        source: 'aws.sms-voice',
        account: '111122223333',
        region: 'us-east-1',
        detail: {
          eventName: 'DeleteResourcePolicy',
          userIdentity: { type: 'AWSService', invokedBy: 'ram.amazonaws.com' },
          requestParameters: { resourceArn: arn },
        },
      },
    ]);
    world.switches.cloudTrailKeyCase = 'PascalCase';
    truth.setRamStatements(arn, [ramStatement(arn)]);
    expect(emitted.at(-1)?.detail).toMatchObject({
      eventName: 'PutResourcePolicy',
      requestParameters: { ResourceArn: arn, Policy: expect.stringContaining(CONSUMER) },
    });
  });
});

describe('a write call', () => {
  it('shows in CloudTrail with its members as the switch spells them', async () => {
    const { sms, emitted, world } = aCloud();
    const { arn } = await aNumber(sms());
    const policy = await putPolicy(sms(), arn, SNS);
    const mine = { source: 'aws.sms-voice', account: OWNER, region: 'us-east-1' };
    expect(emitted.at(-1)).toMatchObject({
      ...mine,
      detail: { eventName: 'PutResourcePolicy', requestParameters: { resourceArn: arn, policy } },
    });
    await sms().send(new DeleteResourcePolicyCommand({ ResourceArn: arn }));
    expect(emitted.at(-1)).toMatchObject({
      ...mine,
      detail: {
        eventName: 'DeleteResourcePolicy',
        requestParameters: { resourceArn: arn },
        responseElements: { resourceArn: arn, policy },
      },
    });
    world.switches.cloudTrailKeyCase = 'PascalCase';
    await putPolicy(sms(), arn, SNS);
    expect(emitted.at(-1)?.detail).toMatchObject({ requestParameters: { ResourceArn: arn } });
  });
});
