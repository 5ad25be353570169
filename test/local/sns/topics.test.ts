import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { snsService } from '../../../local/sns/index.ts';
import { sqsService } from '../../../local/sqs/index.ts';
import { manualWorld, OWNER } from '../../support/manual-world.ts';
import { sdkSettings } from '../../support/sdk-settings.ts';

async function aTopic() {
  const world = manualWorld();
  const { queues } = sqsService(world);
  const sns = snsService(world, (arn, body, { attributes }) => void queues.send(arn, { body, attributes }));
  const client = new SNSClient(sdkSettings(world, [sns.service]));
  const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: 'alerts' }));
  const queue = queues.create(OWNER, 'subscriber');
  return {
    world,
    sns,
    client,
    TopicArn,
    queue,
    subscribe: (Protocol: string, Endpoint: string, Attributes = {}) =>
      client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes })),
    publish: (Message: string, more = {}) => client.send(new PublishCommand({ TopicArn, Message, ...more })),
    received: () => queues.receive(queue, 10),
  };
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

describe('a published message', () => {
  it('is on record with subject, text and attributes', async () => {
    const { publish, sns, TopicArn } = await aTopic();
    const { MessageId } = await publish('hello\nworld', {
      Subject: 'Shared',
      MessageAttributes: { severity: text('high') },
    });
    expect(sns.published()).toEqual([
      {
        time: '2026-10-02T22:39:10.000Z',
        topicArn: TopicArn,
        messageId: MessageId,
        subject: 'Shared',
        message: 'hello\nworld',
        attributes: { severity: text('high') },
      },
    ]);
  });

  it('reaches a queue in an envelope', async () => {
    const { publish, subscribe, received, queue, TopicArn } = await aTopic();
    await subscribe('sqs', queue);
    const { MessageId } = await publish('hello', {
      Subject: 'Shared',
      MessageAttributes: { severity: text('high') },
    });
    const [message] = received();
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'Shared',
      Message: 'hello',
      Timestamp: '2026-10-02T22:39:10.000Z',
      MessageAttributes: { severity: { Type: 'String', Value: 'high' } },
    });
    expect(message?.messageAttributes).toEqual({});
  });

  it('reaches a queue raw, with its attributes', async () => {
    const { publish, subscribe, received, queue } = await aTopic();
    await subscribe('sqs', queue, { RawMessageDelivery: 'true' });
    await publish('hello', { MessageAttributes: { severity: text('high') } });
    expect(received()).toMatchObject([{ body: 'hello', messageAttributes: { severity: text('high') } }]);
  });

  it('reaches only those whose filter policy it matches', async () => {
    const { publish, subscribe, received, queue, client } = await aTopic();
    const FilterPolicy = JSON.stringify({
      severity: [{ prefix: 'h' }],
      count: [{ numeric: ['>', 1] }],
      tags: ['b'],
    });
    const { SubscriptionArn } = await subscribe('sqs', queue, { RawMessageDelivery: 'true', FilterPolicy });
    const attributes = {
      severity: text('high'),
      count: { DataType: 'Number', StringValue: '2' },
      tags: { DataType: 'String.Array', StringValue: '["a","b"]' },
    };
    await publish('yes', { MessageAttributes: attributes });
    await publish('no', { MessageAttributes: { ...attributes, severity: text('low') } });
    await publish('no');
    expect(received().map(({ body }) => body)).toEqual(['yes']);

    const set = (AttributeName: string, AttributeValue: string) =>
      client.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
    await set('FilterPolicyScope', 'MessageBody');
    await set('FilterPolicy', '{"kind":["opened"]}');
    await publish('{"kind":"opened"}');
    await publish('{"kind":"resolved"}');
    await publish('no json');
    expect(received().map(({ body }) => body)).toEqual(['{"kind":"opened"}']);
    await expect(set('FilterPolicy', '{"kind":"opened"}')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(set('Colour', 'x')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('is lost for a queue that is gone, and the topic goes on', async () => {
    const { publish, subscribe, world, received, queue } = await aTopic();
    await subscribe('sqs', `${queue}-gone`);
    await subscribe('sqs', queue);
    await publish('hello');
    expect(await world.work.idle(1000)).toEqual([]);
    expect(received()).toHaveLength(1);
  });

  it('has a text for each protocol where its structure is JSON, and no attributes then', async () => {
    const { publish, subscribe, received, sns, queue } = await aTopic();
    await subscribe('sqs', queue, { RawMessageDelivery: 'true' });
    const json = (texts: object) => publish(JSON.stringify(texts), { MessageStructure: 'json' });
    await json({ default: 'd', sms: 's', sqs: 'q', email: { is: 'no string' } });
    await publish('{"default":"d"}', {
      MessageStructure: 'json',
      MessageAttributes: { severity: text('high') },
    });
    expect(sns.published()).toMatchObject([
      { message: 'd', texts: { sms: 's', sqs: 'q' } },
      { message: 'd', attributes: {} },
    ]);
    expect(received()).toMatchObject([{ body: 'q' }, { body: 'd', messageAttributes: {} }]);
    await expect(json({ email: 'e' })).rejects.toThrow(/No default entry/);
    await expect(json({ default: { is: 'no string' } })).rejects.toThrow(/No default entry/);
    await expect(publish('d', { MessageStructure: 'json' })).rejects.toThrow(/failed to parse/);
    await expect(publish('d', { MessageStructure: 'xml' })).rejects.toThrow(/MessageStructure/);
    await expect(json({ default: 'd', email: 'e'.repeat(262_144) })).rejects.toThrow(/Message too long/);
  });

  it('with more than ten attributes reaches no queue raw', async () => {
    const { publish, subscribe, received, queue } = await aTopic();
    await subscribe('sqs', queue, { RawMessageDelivery: 'true' });
    const attributes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, text('v')]));
    await publish('eleven', { MessageAttributes: attributes(11) });
    await publish('ten', { MessageAttributes: attributes(10) });
    expect(received().map(({ body }) => body)).toEqual(['ten']);
  });

  it.each([
    ['an empty text', '', {}],
    ['more than 256 KB', 'x'.repeat(262_145), {}],
    ['a subject of 101 characters', 'x', { Subject: 's'.repeat(101) }],
    ['a subject of two lines', 'x', { Subject: 'a\nb' }],
    ['a subject beyond ASCII', 'x', { Subject: 'Größe' }],
    ['a subject that begins with a space', 'x', { Subject: ' a' }],
  ])('is refused for %s', async (_, message, more) => {
    const { publish, sns } = await aTopic();
    await expect(publish(message, more)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(sns.published()).toEqual([]);
  });

  it('is not made up for a phone, an app or a FIFO topic', async () => {
    const { client, sns } = await aTopic();
    const message = { Message: 'hello' };
    const TargetArn = 'arn:aws:sns:us-east-1:111122223333:endpoint/GCM/app/1';
    const commands = [
      client.send(new PublishCommand({ ...message, PhoneNumber: '+12065550100' })),
      client.send(new PublishCommand({ ...message, TargetArn })),
      client.send(new CreateTopicCommand({ Name: 'alerts.fifo' })),
    ];
    const refused = { name: 'NotImplementedError', $metadata: { httpStatusCode: 501 } };
    for (const command of commands) await expect(command).rejects.toMatchObject(refused);
    expect(sns.published()).toEqual([]);
  });

  it('is refused for an attribute without a value, and for a topic that is not there', async () => {
    const { publish, TopicArn, client } = await aTopic();
    await expect(publish('x', { MessageAttributes: { a: text('') } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await expect(
      client.send(new PublishCommand({ TopicArn: `${TopicArn}s`, Message: 'x' })),
    ).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
    });
  });
});

describe('a batch of messages', () => {
  it('is published as far as it can be', async () => {
    const { client, TopicArn, sns } = await aTopic();
    const { Successful, Failed } = await client.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: 'good', Message: 'a' },
          { Id: 'bad', Message: 'b', Subject: 'two\nlines' },
        ],
      }),
    );
    expect(Successful).toEqual([{ Id: 'good', MessageId: sns.published()[0]?.messageId }]);
    expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true }]);
  });

  it.each([
    [
      Array.from({ length: 11 }, (_, index) => ({ Id: String(index), Message: 'x' })),
      'TooManyEntriesInBatchRequestException',
    ],
    [
      [
        { Id: 'a', Message: 'x' },
        { Id: 'a', Message: 'x' },
      ],
      'BatchEntryIdsNotDistinctException',
    ],
    [[{ Id: 'a b', Message: 'x' }], 'InvalidBatchEntryIdException'],
    [['a', 'b'].map((Id) => ({ Id, Message: 'x'.repeat(150_000) })), 'BatchRequestTooLongException'],
  ])('is refused as a whole (%#)', async (PublishBatchRequestEntries, name) => {
    const { client, TopicArn } = await aTopic();
    await expect(
      client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })),
    ).rejects.toMatchObject({ name });
  });
});

describe('subscriptions', () => {
  it('of people wait for their confirmation, those of queues do not', async () => {
    const { subscribe, client, TopicArn, queue } = await aTopic();
    expect((await subscribe('email', 'ops@example.com')).SubscriptionArn).toBe('pending confirmation');
    const { SubscriptionArn = '' } = await subscribe('sqs', queue);
    expect(SubscriptionArn).toContain(`${TopicArn}:`);
    expect((await subscribe('sqs', queue)).SubscriptionArn).toBe(SubscriptionArn);

    const { Subscriptions } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions?.map((each) => each.SubscriptionArn)).toEqual([
      'PendingConfirmation',
      SubscriptionArn,
    ]);
    expect((await client.send(new ListSubscriptionsCommand({}))).Subscriptions).toHaveLength(2);
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({
      SubscriptionsConfirmed: '1',
      SubscriptionsPending: '1',
      Owner: '111122223333',
    });
    expect(
      (await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes,
    ).toMatchObject({
      Protocol: 'sqs',
      Endpoint: queue,
      PendingConfirmation: 'false',
    });
    await client.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect((await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toHaveLength(
      1,
    );
  });

  it.each([
    ['pigeon', 'x'],
    ['sqs', 'http://example.com'],
    ['email', 'nobody'],
    ['https', 'http://example.com'],
  ])('by %s to %s are refused', async (protocol, endpoint) => {
    const { subscribe } = await aTopic();
    await expect(subscribe(protocol, endpoint)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('topics', () => {
  it('are made once, tagged, set, listed page by page, and deleted', async () => {
    const { client, TopicArn } = await aTopic();
    expect((await client.send(new CreateTopicCommand({ Name: 'alerts' }))).TopicArn).toBe(TopicArn);
    await client.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'a', Value: '1' }] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags).toEqual([
      { Key: 'a', Value: '1' },
    ]);
    await client.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Alerts' }),
    );
    expect((await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toMatchObject({
      DisplayName: 'Alerts',
    });

    for (let index = 0; index < 100; index += 1)
      await client.send(new CreateTopicCommand({ Name: `t${index}` }));
    const first = await client.send(new ListTopicsCommand({}));
    await client.send(new DeleteTopicCommand({ TopicArn: first.Topics?.[0]?.TopicArn }));
    const second = await client.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    expect([first.Topics?.length, second.Topics?.length, second.NextToken]).toEqual([100, 1, undefined]);

    await client.send(new DeleteTopicCommand({ TopicArn }));
    await client.send(new DeleteTopicCommand({ TopicArn }));
    await expect(client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await expect(
      client.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'a', Value: '1' }] })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(client.send(new CreateTopicCommand({ Name: 'no spaces' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
