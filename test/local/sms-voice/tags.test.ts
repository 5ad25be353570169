import {
  ListTagsForResourceCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { aCloud, aNumber, aPool, CONSUMER } from './a-cloud.ts';

const tagged = (count: number): Tag[] =>
  Array.from({ length: count }, (_, at) => ({ Key: `k${at}`, Value: 'v' }));

describe('tags', () => {
  it('are given at birth, added, replaced and taken away', async () => {
    const { sms } = aCloud();
    const { arn: ResourceArn } = await aNumber(sms(), { Tags: [{ Key: 'env', Value: 'test' }] });
    await sms().send(
      new TagResourceCommand({
        ResourceArn,
        Tags: [
          { Key: 'env', Value: 'prod' },
          { Key: 'team', Value: '' },
        ],
      }),
    );
    const list = async () => (await sms().send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
    expect(await list()).toEqual([
      { Key: 'env', Value: 'prod' },
      { Key: 'team', Value: '' },
    ]);
    await sms().send(new UntagResourceCommand({ ResourceArn, TagKeys: ['env', 'none'] }));
    expect(await list()).toEqual([{ Key: 'team', Value: '' }]);
  });

  it('are refused when reserved, doubled, or too many, and then nothing is made', async () => {
    const { sms } = aCloud();
    const { arn: ResourceArn } = await aPool(sms());
    const tag = (Tags: Tag[]) => sms().send(new TagResourceCommand({ ResourceArn, Tags }));
    const invalid = { name: 'ValidationException', Reason: 'INVALID_PARAMETER' };
    const [one = { Key: '', Value: '' }] = tagged(1);
    await expect(tag([{ Key: 'aws:stack', Value: 'v' }])).rejects.toMatchObject(invalid);
    await expect(tag([one, one])).rejects.toMatchObject(invalid);
    await tag(tagged(50));
    await tag(tagged(50));
    await expect(tag([{ Key: 'one-more', Value: 'v' }])).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      Reason: 'TAGS_PER_RESOURCE',
    });
    await expect(aNumber(sms(), { Tags: tagged(51) })).rejects.toMatchObject({ Reason: 'TAGS_PER_RESOURCE' });
    await expect(aNumber(sms(), { Tags: [one, one] })).rejects.toMatchObject(invalid);
  });

  it("are the owner's", async () => {
    const { sms, ram } = aCloud();
    const { arn: ResourceArn } = await aPool(sms());
    ram.share(CONSUMER, ResourceArn);
    const list = sms(CONSUMER).send(new ListTagsForResourceCommand({ ResourceArn }));
    await expect(list).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
