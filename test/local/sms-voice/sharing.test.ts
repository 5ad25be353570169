import {
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  ListPoolOriginationIdentitiesCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../../local/organizations/index.ts';
import { aCloud, aNumber, aPool, CONSUMER, OWNER, putPolicy } from './a-cloud.ts';

describe('a pool that RAM shares', () => {
  it('is listed for the consumer as SHARED only, and reached by its full ARN only', async () => {
    const { sms, ram } = aCloud();
    const pool = await aPool(sms());
    ram.share(CONSUMER, pool.arn);
    const find = async (input: object) =>
      (await sms(CONSUMER).send(new DescribePoolsCommand(input))).Pools?.map(({ PoolArn }) => PoolArn);
    expect(await find({ Owner: 'SHARED' })).toEqual([pool.arn]);
    expect(await find({ Owner: 'SELF' })).toEqual([]);
    expect(await find({})).toEqual([]);
    expect(await find({ PoolIds: [pool.arn] })).toEqual([pool.arn]);
    await expect(find({ PoolIds: [pool.id] })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await sms(OWNER).send(new DescribePoolsCommand({ Owner: 'SHARED' }))).Pools).toEqual([]);
  });

  it('is out of reach from another Region, and as soon as RAM takes it back', async () => {
    const { sms, ram } = aCloud();
    const pool = await aPool(sms());
    ram.share(CONSUMER, pool.arn);
    const list = (region: string) =>
      sms(CONSUMER, region).send(new ListPoolOriginationIdentitiesCommand({ PoolId: pool.arn }));
    await expect(list('us-east-1')).resolves.toMatchObject({ PoolId: pool.id });
    await expect(list('eu-west-1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    ram.share(CONSUMER);
    await expect(list('us-east-1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('is shared no more where its own policy denies everything', async () => {
    const { sms, ram } = aCloud();
    const pool = await aPool(sms());
    ram.share(CONSUMER, pool.arn);
    const shared = async () =>
      (await sms(CONSUMER).send(new DescribePoolsCommand({ Owner: 'SHARED' }))).Pools?.length;
    const denial = { Effect: 'Deny', Principal: { AWS: CONSUMER } };
    await putPolicy(sms(), pool.arn, { ...denial, Action: 'sms-voice:DeletePool' });
    expect(await shared()).toBe(1);
    await putPolicy(sms(), pool.arn, { ...denial, Action: '*' });
    expect(await shared()).toBe(0);
  });
});

describe('an operation that the policy of a shared pool denies', () => {
  it('is denied, and the others are not', async () => {
    const { sms, ram } = aCloud();
    const pool = await aPool(sms());
    ram.share(CONSUMER, pool.arn);
    await putPolicy(sms(), pool.arn, {
      Effect: 'Deny',
      Principal: { AWS: CONSUMER },
      Action: 'sms-voice:List*',
    });
    const list = new ListPoolOriginationIdentitiesCommand({ PoolId: pool.arn });
    await expect(sms(CONSUMER).send(list)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const read = new DescribePoolsCommand({ PoolIds: [pool.arn] });
    expect((await sms(CONSUMER).send(read)).Pools).toHaveLength(1);
  });
});

describe("somebody else's resource that is not shared", () => {
  it('is denied in the same words whether it exists or not', async () => {
    const { sms } = aCloud();
    const { arn } = await aPool(sms());
    const missing = `arn:aws:sms-voice:us-east-1:${OWNER}:pool/pool-${'0'.repeat(32)}`;
    for (const PoolId of [arn, missing]) {
      const call = sms(CONSUMER).send(new ListPoolOriginationIdentitiesCommand({ PoolId }));
      await expect(call).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message:
          `User: arn:aws:iam::${CONSUMER}:user/operator is not authorized to perform: ` +
          `sms-voice:ListPoolOriginationIdentities on resource: ${PoolId} because no resource-based policy ` +
          'allows the sms-voice:ListPoolOriginationIdentities action',
      });
    }
  });
});

describe('a number with a resource policy', () => {
  it('is shared with the account that the policy names, until the policy no longer does', async () => {
    const { sms } = aCloud();
    const { arn } = await aNumber(sms());
    const shared = async () =>
      (await sms(CONSUMER).send(new DescribePhoneNumbersCommand({ Owner: 'SHARED' }))).PhoneNumbers?.length;
    await putPolicy(sms(), arn, { Principal: { AWS: `arn:aws:iam::${CONSUMER}:root` } });
    expect(await shared()).toBe(1);
    await putPolicy(sms(), arn, { Principal: { Service: 'sns.amazonaws.com' } });
    expect(await shared()).toBe(0);
  });

  it('follows the accounts of an OU as they move', async () => {
    const { sms, organizations } = aCloud();
    const { arn } = await aNumber(sms());
    const path = `o-exampleorgid/r-ab12/${EXAMPLE_UNITS.campaigns}/*`;
    await putPolicy(sms(), arn, {
      Principal: '*',
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [path] } },
    });
    const shared = async () =>
      (await sms(CONSUMER).send(new DescribePhoneNumbersCommand({ Owner: 'SHARED' }))).PhoneNumbers?.length;
    expect(await shared()).toBe(1);
    organizations.place(CONSUMER, 'Campaigns/Spring');
    expect(await shared()).toBe(1);
    organizations.place(CONSUMER, 'Sandbox');
    expect(await shared()).toBe(0);
  });
});
