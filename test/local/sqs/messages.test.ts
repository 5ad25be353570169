import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, vi } from 'vitest';
import { sqsService } from '../../../local/sqs/index.ts';
import { manualWorld } from '../../support/manual-world.ts';
import { sdkSettings } from '../../support/sdk-settings.ts';

const ARN = 'arn:aws:sqs:us-east-1:111122223333:work';

/** A queue called `work`, and what one does with it through the SDK. */
async function aQueue(Attributes: Record<string, string> = {}) {
  const world = manualWorld();
  const { service, queues } = sqsService(world);
  const client = new SQSClient(sdkSettings(world, [service]));
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'work', Attributes }));
  return {
    world,
    queues,
    client,
    QueueUrl,
    send: (MessageBody: string, more = {}) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
    receive: async (more = {}) => {
      const input = {
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All' as const],
        ...more,
      };
      return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
    },
    delete: (ReceiptHandle = '') => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
    seconds: (count: number) => world.clock.advance(count * 1000),
  };
}

describe('a message', () => {
  it('is received with its attributes and MD5s that the client checks', async () => {
    const queue = await aQueue();
    const MessageAttributes = {
      b: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 3) },
      a: { DataType: 'String', StringValue: 'späße' },
      n: { DataType: 'Number.int', StringValue: '42' },
    };
    const sent = await queue.send('hello', { MessageAttributes });
    expect(sent.MD5OfMessageBody).toBe('5d41402abc4b2a76b9719d911017c592');
    const [message] = await queue.receive({ MessageAttributeNames: ['All'] });
    expect(message).toMatchObject({ MessageId: sent.MessageId, Body: 'hello', MessageAttributes });
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(message?.Attributes).toEqual({
      ApproximateFirstReceiveTimestamp: String(queue.world.clock.now()),
      ApproximateReceiveCount: '1',
      SenderId: '111122223333',
      SentTimestamp: String(queue.world.clock.now()),
    });
  });

  it('shows only the attributes that are asked for', async () => {
    const queue = await aQueue({ VisibilityTimeout: '0' });
    const text = { DataType: 'String', StringValue: 'x' };
    await queue.send('hello', { MessageAttributes: { 'stage.one': text, 'stage.two': text, other: text } });
    const names = async (...asked: string[]) => {
      const [message] = await queue.receive({ MessageAttributeNames: asked });
      return Object.keys(message?.MessageAttributes ?? {}).sort();
    };
    expect(await names()).toEqual([]);
    expect(await names('stage.*')).toEqual(['stage.one', 'stage.two']);
    expect(await names('other')).toEqual(['other']);
    const [bare] = await queue.receive({ MessageSystemAttributeNames: ['SentTimestamp'] });
    expect(Object.keys(bare?.Attributes ?? {})).toEqual(['SentTimestamp']);
  });

  it('has the MD5 of its attributes by the rule of the Developer Guide', async () => {
    const queue = await aQueue();
    const { MD5OfMessageAttributes } = await queue.send('x', {
      MessageAttributes: {
        zone: { DataType: 'String.path', StringValue: 'one' },
        bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(9, 8) },
      },
    });
    // By name: length, name, length, type, 1 for a text and 2 for bytes, length, value.
    const part = (text: string) => `${String.fromCharCode(0, 0, 0, text.length)}${text}`;
    const bytes = `${part('bytes')}${part('Binary')}\u0002${part('\u0009\u0008')}`;
    const zone = `${part('zone')}${part('String.path')}\u0001${part('one')}`;
    expect(MD5OfMessageAttributes).toBe(
      createHash('md5')
        .update(bytes + zone)
        .digest('hex'),
    );
  });

  it('is out of sight until its visibility timeout, then comes again', async () => {
    const queue = await aQueue({ VisibilityTimeout: '30' });
    await queue.send('hello');
    expect(await queue.receive()).toHaveLength(1);
    await queue.seconds(29.999);
    expect(await queue.receive()).toEqual([]);
    await queue.seconds(0.001);
    const [again] = await queue.receive();
    expect(again?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
    expect(Number(again?.Attributes?.ApproximateFirstReceiveTimestamp)).toBe(
      queue.world.clock.now() - 30_000,
    );
  });

  it('is gone once deleted, and deleting it again succeeds', async () => {
    const queue = await aQueue();
    await queue.send('hello');
    const [message] = await queue.receive();
    await queue.delete(message?.ReceiptHandle);
    await queue.delete(message?.ReceiptHandle);
    await queue.seconds(31);
    expect(await queue.receive()).toEqual([]);
  });

  it('is not deleted by an old receipt handle', async () => {
    const queue = await aQueue({ VisibilityTimeout: '1' });
    await queue.send('hello');
    const [first] = await queue.receive();
    await queue.seconds(1);
    await queue.receive();
    await queue.delete(first?.ReceiptHandle);
    await queue.seconds(1);
    expect(await queue.receive()).toHaveLength(1);
  });

  it('is seen later by its own delay or by that of the queue', async () => {
    const queue = await aQueue({ DelaySeconds: '10' });
    await queue.send('late');
    await queue.send('now', { DelaySeconds: 0 });
    await queue.send('later', { DelaySeconds: 900 });
    const bodies = async () => (await queue.receive()).map(({ Body }) => Body);
    expect(await bodies()).toEqual(['now']);
    expect(queue.queues.depth(ARN)).toEqual({ visible: 0, inFlight: 1, delayed: 2 });
    await queue.seconds(10);
    expect(await bodies()).toEqual(['late']);
    await queue.seconds(890);
    expect(await bodies()).toContain('later');
  });

  it('is lost when its retention is over', async () => {
    const queue = await aQueue({ MessageRetentionPeriod: '60' });
    await queue.send('hello');
    await queue.seconds(60);
    expect(await queue.receive()).toEqual([]);
    expect(queue.queues.depth(ARN)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });
});

describe('a visibility timeout', () => {
  it('is changed for a message in flight, also to nothing', async () => {
    const queue = await aQueue();
    await queue.send('hello');
    const [message] = await queue.receive();
    const change = (VisibilityTimeout: number) =>
      queue.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue.QueueUrl,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(100);
    await queue.seconds(99);
    expect(await queue.receive()).toEqual([]);
    await change(0);
    await expect(change(10)).rejects.toThrow(/not available for visibility timeout change/);
    expect(await queue.receive()).toHaveLength(1);
    await expect(change(43_201)).rejects.toThrow(/VisibilityTimeout/);
  });

  it('ends twelve hours after the receive', async () => {
    const queue = await aQueue();
    await queue.send('hello');
    const [message] = await queue.receive({ VisibilityTimeout: 43_200 });
    await queue.seconds(3600);
    const { Successful, Failed } = await queue.client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queue.QueueUrl,
        Entries: [
          { Id: 'a', ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 43_200 },
          { Id: 'b', ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 39_600 },
        ],
      }),
    );
    expect(Successful?.map(({ Id }) => Id)).toEqual(['b']);
    expect(Failed?.[0]).toMatchObject({ Id: 'a', SenderFault: true, Code: 'InvalidParameterValue' });
  });
});

describe('a long poll', () => {
  it('ends as soon as a message comes', async () => {
    const queue = await aQueue();
    const waiting = queue.receive({ WaitTimeSeconds: 20 });
    await queue.send('hello');
    expect(await waiting).toHaveLength(1);
  });

  it('sees a message whose delay passes on the virtual clock', async () => {
    const queue = await aQueue({ ReceiveMessageWaitTimeSeconds: '20' });
    await queue.send('hello', { DelaySeconds: 60 });
    const waiting = queue.receive();
    await queue.seconds(60);
    expect(await waiting).toHaveLength(1);
  });

  it('ends empty after its time on the machine', async () => {
    const queue = await aQueue();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const waiting = queue.receive({ WaitTimeSeconds: 20 });
      await vi.advanceTimersByTimeAsync(20_000);
      expect(await waiting).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives a message to one of two', async () => {
    const queue = await aQueue();
    const both = [queue.receive({ WaitTimeSeconds: 20 }), queue.receive({ WaitTimeSeconds: 20 })];
    await queue.send('one');
    await Promise.race(both);
    await queue.send('two');
    expect((await Promise.all(both)).map(([message]) => message?.Body).sort()).toEqual(['one', 'two']);
  });
});

describe('a dead-letter queue', () => {
  async function withDeadLetters() {
    const queue = await aQueue();
    const dead = queue.queues.create({ account: '111122223333', region: 'us-east-1' }, 'dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: '2' });
    const work = queue.queues.create({ account: '111122223333', region: 'us-east-1' }, 'redriven', {
      RedrivePolicy,
      VisibilityTimeout: '1',
    });
    return { ...queue, dead, work };
  }

  it('takes what was received too often', async () => {
    const { queues, dead, work, seconds } = await withDeadLetters();
    const id = queues.send(work, { body: 'poison' });
    for (let receive = 0; receive < 2; receive += 1) {
      expect(queues.receive(work, 10)).toHaveLength(1);
      await seconds(1);
    }
    expect(queues.receive(work, 10)).toEqual([]);
    expect(queues.depth(work)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const [message] = queues.receive(dead, 10);
    expect(message).toMatchObject({
      messageId: id,
      body: 'poison',
      attributes: { DeadLetterQueueSourceArn: work },
    });
  });

  it('gives its messages back by a move task', async () => {
    const { queues, client, dead, work, seconds } = await withDeadLetters();
    queues.send(work, { body: 'poison' });
    for (let receive = 0; receive < 3; receive += 1) {
      queues.receive(work, 10);
      await seconds(1);
    }
    const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand({ SourceArn: dead }));
    expect(TaskHandle).toBeTruthy();
    expect(queues.depth(dead).visible).toBe(0);
    expect(queues.receive(work, 10)).toMatchObject([
      { body: 'poison', attributes: { ApproximateReceiveCount: '1' } },
    ]);
    const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: dead }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
    await expect(client.send(new StartMessageMoveTaskCommand({ SourceArn: work }))).rejects.toThrow(
      /Dead Letter Queue/,
    );
  });

  it('must be there', async () => {
    const queue = await aQueue();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${ARN}-dead`, maxReceiveCount: 2 });
    await expect(
      queue.client.send(new CreateQueueCommand({ QueueName: 'other', Attributes: { RedrivePolicy } })),
    ).rejects.toThrow(/Dead letter target does not exist/);
  });
});

describe('a batch', () => {
  it('sends what it can and tells the rest', async () => {
    const queue = await aQueue();
    const { Successful, Failed } = await queue.client.send(
      new SendMessageBatchCommand({
        QueueUrl: queue.QueueUrl,
        Entries: [
          { Id: 'good', MessageBody: 'a' },
          { Id: 'bad', MessageBody: 'b\u0001' },
          { Id: 'late', MessageBody: 'c', DelaySeconds: 901 },
        ],
      }),
    );
    expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
      ['bad', 'InvalidMessageContents'],
      ['late', 'InvalidParameterValue'],
    ]);
    const messages = await queue.receive();
    const deleted = await queue.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue.QueueUrl,
        Entries: [
          { Id: '1', ReceiptHandle: messages[0]?.ReceiptHandle },
          { Id: '2', ReceiptHandle: 'nonsense' },
        ],
      }),
    );
    expect(deleted.Successful).toEqual([{ Id: '1' }]);
    expect(deleted.Failed?.[0]).toMatchObject({ Id: '2', Code: 'ReceiptHandleIsInvalid' });
  });

  it.each([
    [[], 'EmptyBatchRequest'],
    [Array.from({ length: 11 }, (_, index) => String(index)), 'TooManyEntriesInBatchRequest'],
    [['a', 'a'], 'BatchEntryIdsNotDistinct'],
    [['not good'], 'InvalidBatchEntryId'],
  ])('with ids %j is refused as %s', async (ids, name) => {
    const queue = await aQueue();
    const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }));
    const sent = queue.client.send(new SendMessageBatchCommand({ QueueUrl: queue.QueueUrl, Entries }));
    await expect(sent).rejects.toMatchObject({ name });
  });

  it('is refused beyond 1 MiB in all', async () => {
    const queue = await aQueue();
    const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) }));
    const sent = queue.client.send(new SendMessageBatchCommand({ QueueUrl: queue.QueueUrl, Entries }));
    await expect(sent).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
  });
});

describe('limits of a message', () => {
  it.each([
    ['a body of 1 MiB and one byte', { MessageBody: 'x'.repeat(1_048_577) }, /shorter than 1048576 bytes/],
    ['a control character', { MessageBody: 'a\u0000b' }, /Invalid binary character/],
    ['a noncharacter', { MessageBody: 'a\ufffeb' }, /Invalid binary character/],
    [
      'a bad attribute type',
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
      /type prefixes/,
    ],
    [
      'an empty attribute',
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      /non-empty/,
    ],
    [
      'a number that is none',
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } },
      /cast/,
    ],
    [
      'a reserved name',
      { MessageBody: 'x', MessageAttributes: { 'aws.a': { DataType: 'String', StringValue: 'x' } } },
      /name 'aws.a' is invalid/,
    ],
  ])('refuse %s', async (_, message, reason) => {
    const queue = await aQueue();
    await expect(queue.send('x', message)).rejects.toThrow(reason);
    expect(queue.queues.depth(ARN).visible).toBe(0);
  });

  it('allow emoji and line breaks', async () => {
    const queue = await aQueue();
    await queue.send('a\r\n\tb 😀');
    expect((await queue.receive())[0]?.Body).toBe('a\r\n\tb 😀');
  });

  it('allow ten messages a receive', async () => {
    const queue = await aQueue();
    await expect(queue.receive({ MaxNumberOfMessages: 11 })).rejects.toThrow();
    for (let index = 0; index < 12; index += 1) await queue.send(String(index));
    expect(await queue.receive()).toHaveLength(10);
    const { Attributes } = await queue.client.send(
      new GetQueueAttributesCommand({
        QueueUrl: queue.QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '2' });
  });
});
