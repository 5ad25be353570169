import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { sqsService } from '../../../local/sqs/index.ts';
import { manualWorld, OWNER } from '../../support/manual-world.ts';
import { sdkSettings } from '../../support/sdk-settings.ts';

function aClient() {
  const world = manualWorld();
  const { service, queues } = sqsService(world, { endpoint: () => 'http://127.0.0.1:5000/' });
  const client = new SQSClient(sdkSettings(world, [service]));
  const create = async (QueueName: string, Attributes = {}) =>
    (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  return { world, queues, client, create };
}

describe('a queue', () => {
  it('is found by the URL of the cloud, its account and its name', async () => {
    const { client, create } = aClient();
    const url = await create('work');
    expect(url).toBe('http://127.0.0.1:5000/111122223333/work');
    expect((await client.send(new GetQueueUrlCommand({ QueueName: 'work' }))).QueueUrl).toBe(url);
    const QueueUrl = 'http://localhost:1234/111122223333/work';
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    await expect(
      client.send(new SendMessageCommand({ QueueUrl: `${url}s`, MessageBody: 'x' })),
    ).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });

  it('shows its attributes, set and counted', async () => {
    const { client, create } = aClient();
    const QueueUrl = await create('work', { VisibilityTimeout: '60' });
    const all = async () =>
      (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;
    expect(await all()).toEqual({
      QueueArn: 'arn:aws:sqs:us-east-1:111122223333:work',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: '1790980750',
      LastModifiedTimestamp: '1790980750',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
      VisibilityTimeout: '60',
    });
    await client.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '{}', DelaySeconds: '5' } }),
    );
    expect(await all()).toMatchObject({ Policy: '{}', DelaySeconds: '5', VisibilityTimeout: '60' });
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
    expect(await all()).not.toHaveProperty('Policy');
  });

  it.each([
    [{ VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    [{ DelaySeconds: '-1' }, 'InvalidAttributeValue'],
    [{ DelaySeconds: 'soon' }, 'InvalidAttributeValue'],
    [{ Policy: 'no json' }, 'InvalidAttributeValue'],
    [{ RedrivePolicy: '{"maxReceiveCount":1}' }, 'InvalidAttributeValue'],
    [{ RedrivePolicy: '{"deadLetterTargetArn":"x","maxReceiveCount":0}' }, 'InvalidAttributeValue'],
    [{ Colour: 'blue' }, 'InvalidAttributeName'],
  ])('refuses %j with %s', async (attributes, name) => {
    const { create } = aClient();
    await expect(create('work', attributes)).rejects.toMatchObject({ name });
  });

  it.each([
    ['work', { FifoQueue: 'true' }],
    ['work.fifo', {}],
  ])('is not made up: a FIFO queue (%s %j) is answered with 501', async (name, attributes) => {
    const { create } = aClient();
    await expect(create(name, attributes)).rejects.toMatchObject({
      name: 'NotImplementedError',
      message: 'sqs CreateQueue of a FIFO queue is not simulated',
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('is made once: the same again is the same, another of its name is refused', async () => {
    const { create } = aClient();
    const url = await create('work', { DelaySeconds: '5' });
    expect(await create('work')).toBe(url);
    expect(await create('work', { DelaySeconds: '5' })).toBe(url);
    await expect(create('work', { DelaySeconds: '6' })).rejects.toMatchObject({ name: 'QueueNameExists' });
    await expect(create('no spaces')).rejects.toThrow(/alphanumeric/);
  });

  it('is gone once deleted, and its name rests for a minute', async () => {
    const { client, create, world } = aClient();
    const QueueUrl = await create('work');
    await client.send(new DeleteQueueCommand({ QueueUrl }));
    await expect(client.send(new DeleteQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    await expect(create('work')).rejects.toMatchObject({ name: 'QueueDeletedRecently' });
    await world.clock.advance(60_000);
    expect(await create('work')).toBe(QueueUrl);
  });

  it('is purged once a minute', async () => {
    const { client, create, queues, world } = aClient();
    const QueueUrl = await create('work');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(queues.depth('arn:aws:sqs:us-east-1:111122223333:work').visible).toBe(0);
    await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
    });
    await world.clock.advance(60_000);
    await client.send(new PurgeQueueCommand({ QueueUrl }));
  });

  it('carries tags', async () => {
    const { client, create } = aClient();
    const QueueUrl = await create('work');
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2' } }));
    await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a'] }));
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ b: '2' });
  });
});

describe('queues', () => {
  it('are listed by prefix and page by page, also when some go meanwhile, those of the account only', async () => {
    const { client, create, queues } = aClient();
    queues.create({ account: '444455556666', region: 'us-east-1' }, 'a-foreign');
    for (const name of ['a-3', 'a-1', 'a-2', 'b-1']) await create(name);
    const first = await client.send(new ListQueuesCommand({ QueueNamePrefix: 'a-', MaxResults: 2 }));
    await client.send(new DeleteQueueCommand({ QueueUrl: first.QueueUrls?.[0] }));
    const second = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: 'a-', MaxResults: 2, NextToken: first.NextToken }),
    );
    const names = [first, second].map(({ QueueUrls }) => QueueUrls?.map((url) => url.split('/').at(-1)));
    expect(names).toEqual([['a-1', 'a-2'], ['a-3']]);
    expect(second.NextToken).toBeUndefined();
  });

  it('that redrive to a queue are listed', async () => {
    const { client, create } = aClient();
    const QueueUrl = await create('dead');
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:111122223333:dead';
    const source = await create('work', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
    });
    const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));
    expect(queueUrls).toEqual([source]);
  });
});

describe('a consumer in the same process', () => {
  it('is woken once for messages that come together', async () => {
    const { queues } = aClient();
    const arn = queues.create(OWNER, 'work');
    const batches: number[] = [];
    queues.onVisible(arn, () => batches.push(queues.receive(arn, 10).length));
    queues.send(arn, { body: 'a' });
    queues.send(arn, { body: 'b' });
    expect(batches).toEqual([]);
    await Promise.resolve();
    expect(batches).toEqual([2]);
  });

  it('is woken for messages that were there before it, and not after it has gone', async () => {
    const { queues, world } = aClient();
    const arn = queues.create(OWNER, 'work');
    queues.send(arn, { body: 'a' });
    let wakes = 0;
    const stop = queues.onVisible(arn, () => {
      wakes += 1;
    });
    await Promise.resolve();
    expect(wakes).toBe(1);
    expect(world.work.current()).toHaveLength(1);
    stop();
    expect(world.work.current()).toEqual([]);
    queues.send(arn, { body: 'b' });
    await Promise.resolve();
    expect(wakes).toBe(1);
    expect(world.work.current()).toEqual([]);
  });

  it('makes visible messages count as work, and those that wait for time not', async () => {
    const { queues, world } = aClient();
    const arn = queues.create(OWNER, 'work');
    queues.onVisible(arn, () => {});
    queues.send(arn, { body: 'later', delaySeconds: 60 });
    expect(world.work.current()).toEqual([]);
    await world.clock.advance(60_000);
    expect(world.work.current()).toHaveLength(1);
    const [message] = queues.receive(arn, 1);
    expect(world.work.current()).toEqual([]);
    await world.clock.advance(30_000);
    expect(world.work.current()).toHaveLength(1);
    queues.delete(arn, queues.receive(arn, 1)[0]?.receiptHandle ?? '');
    expect(message?.body).toBe('later');
    await world.clock.advance(30_000);
    expect(world.work.current()).toEqual([]);
  });

  it('hears of a queue that is not there', () => {
    const { queues } = aClient();
    expect(() => queues.send('arn:aws:sqs:us-east-1:111122223333:none', { body: 'x' })).toThrow(
      'The specified queue does not exist.',
    );
  });
});
