import {
  CreateResourceShareCommand,
  GetResourceSharesCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { aCloud, CAMPAIGNS, type TestCloud } from './a-cloud.ts';

const PERMISSION = 'arn:aws:ram::aws:permission/AWSRAMDefaultPermissionSubnet';
const tagged = async (cloud: TestCloud) =>
  (await cloud.client().send(new GetResourceSharesCommand({ resourceOwner: 'SELF' }))).resourceShares?.[0]
    ?.tags;
const tags = (count: number): Tag[] =>
  Array.from({ length: count }, (_, index) => ({ key: `key-${index}`, value: '' }));

describe('the tags of a share', () => {
  it('can be added, changed and taken away', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({ tags: [{ key: 'team', value: 'crm' }] });
    const tag = (...given: Tag[]) =>
      cloud.client().send(new TagResourceCommand({ resourceShareArn, tags: given }));
    await tag({ key: 'team', value: 'ops' }, { key: 'empty', value: '' });
    expect(await tagged(cloud)).toEqual([
      { key: 'team', value: 'ops' },
      { key: 'empty', value: '' },
    ]);
    const untag = new UntagResourceCommand({ resourceShareArn, tagKeys: ['team', 'unknown'] });
    await cloud.client().send(untag);
    expect(await tagged(cloud)).toEqual([{ key: 'empty', value: '' }]);
  });

  it('are fifty at most', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({ tags: tags(50) });
    const tag = new TagResourceCommand({ resourceShareArn, tags: [{ key: 'more', value: 'x' }] });
    await expect(cloud.client().send(tag)).rejects.toMatchObject({ name: 'TagLimitExceededException' });
    await expect(
      cloud.client().send(new CreateResourceShareCommand({ name: 'x', tags: tags(51) })),
    ).rejects.toMatchObject({ name: 'TagLimitExceededException' });
  });

  it.each([
    { key: '', value: 'x' },
    { key: 'k'.repeat(129), value: 'x' },
    { key: 'aws:team', value: 'x' },
    { key: 'team', value: 'v'.repeat(257) },
    { key: 'team', value: undefined },
    { key: 'te<am', value: 'x' },
  ])('refuse %o', async (tag) => {
    const cloud = await aCloud();
    await expect(cloud.share({ tags: [tag] })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('have each key once', async () => {
    const cloud = await aCloud();
    await expect(cloud.share({ tags: [...tags(1), ...tags(1)] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('tagging something else', () => {
  it.each([
    ['nothing', {}, 'InvalidParameterException'],
    ['a permission of AWS', { resourceArn: PERMISSION }, 'InvalidParameterException'],
    ['no ARN', { resourceArn: 'x' }, 'MalformedArnException'],
    [
      'an unknown permission',
      { resourceArn: 'arn:aws:ram:us-east-1:111122223333:permission/mine' },
      'ResourceArnNotFoundException',
    ],
    ['two things', { resourceArn: PERMISSION, resourceShareArn: PERMISSION }, 'InvalidParameterException'],
  ])('%s', async (_, target, name) => {
    const cloud = await aCloud();
    const tag = new TagResourceCommand({ ...target, tags: tags(1) });
    await expect(cloud.client().send(tag)).rejects.toMatchObject({ name });
  });

  it("somebody else's share", async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({ principals: [CAMPAIGNS] });
    const tag = new TagResourceCommand({ resourceShareArn, tags: tags(1) });
    await expect(cloud.client(CAMPAIGNS).send(tag)).rejects.toMatchObject({
      name: 'UnknownResourceException',
    });
  });
});
