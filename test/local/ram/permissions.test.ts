import {
  AssociateResourceSharePermissionCommand,
  CreateResourceShareCommand,
  GetPermissionCommand,
  ListPermissionsCommand,
  ListResourceSharePermissionsCommand,
  PromotePermissionCreatedFromPolicyCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { RESOURCE_TYPES } from '../../../local/ram/resource-types.ts';
import { aCloud, CAMPAIGNS, GATEWAY, NUMBER, POOL, SANDBOX, type TestCloud } from './a-cloud.ts';

const TRANSIT_GATEWAY = 'arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway';

async function permissionArnFor(cloud: TestCloud, resourceType: string): Promise<string> {
  const { permissions = [] } = await cloud.client().send(new ListPermissionsCommand({ resourceType }));
  return permissions[0]?.arn ?? '';
}

describe('managed permissions', () => {
  it.each(RESOURCE_TYPES.map(({ type }) => type))(
    '%s has a default one with actions',
    async (resourceType) => {
      const cloud = await aCloud();
      const { permissions = [] } = await cloud.client().send(new ListPermissionsCommand({ resourceType }));
      expect(permissions).toMatchObject([
        {
          arn: expect.stringMatching(/^arn:aws:ram::aws:permission\/AWSRAMDefaultPermission\w+$/),
          resourceType,
          version: '1',
          isResourceTypeDefault: true,
          permissionType: 'AWS_MANAGED',
          status: 'ATTACHABLE',
        },
      ]);
      const read = new GetPermissionCommand({ permissionArn: permissions[0]?.arn });
      const { permission } = await cloud.client().send(read);
      const { Effect, Action } = JSON.parse(permission?.permission ?? '{}');
      expect(Effect).toBe('Allow');
      expect(Action).not.toEqual([]);
    },
  );

  it('are refused when nobody knows them', async () => {
    const cloud = await aCloud();
    const read = (permissionArn: string, permissionVersion?: number) =>
      cloud.client().send(new GetPermissionCommand({ permissionArn, permissionVersion }));
    await expect(read('permission')).rejects.toMatchObject({ name: 'MalformedArnException' });
    await expect(read(`${TRANSIT_GATEWAY}2`)).rejects.toMatchObject({ name: 'UnknownResourceException' });
    await expect(read(TRANSIT_GATEWAY, 2)).rejects.toMatchObject({ name: 'UnknownResourceException' });
    await expect(read(TRANSIT_GATEWAY, 1)).resolves.toBeDefined();
    await expect(
      cloud.client().send(new ListPermissionsCommand({ resourceType: 'sms-voice:Keyword' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const customer = new ListPermissionsCommand({ permissionType: 'CUSTOMER_MANAGED' });
    expect((await cloud.client().send(customer)).permissions).toEqual([]);
  });
});

describe('the permissions of a share', () => {
  const used = async (cloud: TestCloud, resourceShareArn: string, account?: string) =>
    (
      await cloud.client(account).send(new ListResourceSharePermissionsCommand({ resourceShareArn }))
    ).permissions?.map(({ resourceType, status }) => `${resourceType} ${status}`);

  it('are the default ones of the types on it', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS] });
    await cloud.associate(arn, { resourceArns: [NUMBER] });
    const both = ['sms-voice:PhoneNumber ASSOCIATED', 'sms-voice:Pool ASSOCIATED'];
    expect(await used(cloud, arn)).toEqual(both);
    await cloud.pass(1);
    expect(await used(cloud, arn, CAMPAIGNS)).toEqual(both);
    await expect(used(cloud, arn, SANDBOX)).rejects.toMatchObject({ name: 'UnknownResourceException' });
  });

  it('are one for each type at most', async () => {
    const cloud = await aCloud();
    const pool = await permissionArnFor(cloud, 'sms-voice:Pool');
    const arn = await cloud.share({ permissionArns: [pool, TRANSIT_GATEWAY] });
    expect(await used(cloud, arn)).toEqual(['sms-voice:Pool ASSOCIATED', 'ec2:TransitGateway ASSOCIATED']);
    await cloud.associate(arn, { resourceArns: [POOL, GATEWAY] });
    expect(await used(cloud, arn)).toHaveLength(2);
    await expect(
      cloud.client().send(new CreateResourceShareCommand({ name: 'x', permissionArns: [`${pool}2`] })),
    ).rejects.toMatchObject({ name: 'UnknownResourceException' });
  });

  it('can be added to', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({ resourceArns: [POOL] });
    const add = (permissionArn: string) =>
      cloud.client().send(new AssociateResourceSharePermissionCommand({ resourceShareArn, permissionArn }));
    expect(await add(TRANSIT_GATEWAY)).toMatchObject({ returnValue: true });
    expect(await add(await permissionArnFor(cloud, 'sms-voice:Pool'))).toMatchObject({ returnValue: true });
    expect(await used(cloud, resourceShareArn)).toHaveLength(2);
    await expect(add(`${TRANSIT_GATEWAY}2`)).rejects.toMatchObject({ name: 'UnknownResourceException' });
  });

  it('give way to another one of the type by replace alone', async () => {
    const cloud = await aCloud({ switches: { policyPutCreatesShare: true } });
    const resourceShareArn = await cloud.share({ resourceArns: [NUMBER], principals: [CAMPAIGNS] });
    const Statement = [{ Effect: 'Allow', Principal: { AWS: SANDBOX }, Action: 'sms-voice:SendTextMessage' }];
    cloud.truth.policyChanged(NUMBER, JSON.stringify({ Statement }));
    const own = new ListPermissionsCommand({ permissionType: 'CUSTOMER_MANAGED' });
    const permissionArn = (await cloud.client().send(own)).permissions?.[0]?.arn ?? '';
    const use = (arn: string, replace: boolean) =>
      cloud
        .client()
        .send(new AssociateResourceSharePermissionCommand({ resourceShareArn, permissionArn: arn, replace }));
    await expect(use(permissionArn, true)).rejects.toMatchObject({ name: 'InvalidParameterException' });

    const promote = new PromotePermissionCreatedFromPolicyCommand({ permissionArn, name: 'text-only' });
    const { permission } = await cloud.client().send(promote);
    await expect(use(permission?.arn ?? '', false)).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
    expect(await use(permission?.arn ?? '', true)).toMatchObject({ returnValue: true });
    expect(await used(cloud, resourceShareArn)).toHaveLength(1);
    expect(cloud.smsVoice.statementsOn(NUMBER)).toMatchObject([{ Action: ['sms-voice:SendTextMessage'] }]);
    const both = [permission?.arn ?? '', await permissionArnFor(cloud, 'sms-voice:PhoneNumber')];
    await expect(cloud.share({ permissionArns: both })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
