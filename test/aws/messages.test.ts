import { createHash } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { eventBridgeAnnouncer } from '../../src/aws/event-bridge-announcer.ts';
import { snsAlerts } from '../../src/aws/sns-alerts.ts';
import { sqsDeadLetters } from '../../src/aws/sqs-dead-letters.ts';
import { sqsFlushes } from '../../src/aws/sqs-flushes.ts';
import { sqsRechecks } from '../../src/aws/sqs-rechecks.ts';
import type { Alert } from '../../src/core/alert.ts';
import { SHARE, someNews } from '../contracts/samples.ts';
import { scripted } from './scripted.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/111122223333/a-queue';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const sqs = () =>
  scripted(({ input }) => {
    const MD5OfMessageBody = createHash('md5').update(String(input.MessageBody)).digest('hex');
    return { body: { MessageId: '1', MD5OfMessageBody } };
  });

describe('news on the findings bus', () => {
  const news = (count: number) => Array.from({ length: count }, (_, n) => someNews({ revision: n + 1 }));

  it('goes ten to a call, an event each', async () => {
    const aws = scripted(() => ({ body: { FailedEntryCount: 0, Entries: [] } }));
    await eventBridgeAnnouncer(new EventBridgeClient(aws.client), 'findings').announce(news(21));
    const entries = aws.requests.map(({ input }) => input.Entries as { Detail: string }[]);
    expect(entries.map(({ length }) => length)).toEqual([10, 10, 1]);
    expect(entries.flat().map(({ Detail }) => JSON.parse(Detail))).toEqual(news(21));
    expect(entries[0]?.[0]).toMatchObject({
      EventBusName: 'findings',
      Source: 'sharewarden',
      DetailType: 'Finding News',
      Resources: [SHARE],
    });
  });

  it('is not announced when one entry of an answer of 200 failed', async () => {
    const Entries = [{ EventId: '1' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }];
    const aws = scripted(() => ({ body: { FailedEntryCount: 1, Entries } }));
    const announced = eventBridgeAnnouncer(new EventBridgeClient(aws.client), 'findings').announce(news(2));
    await expect(announced).rejects.toThrow('findings refused 1 of 2 events: ThrottlingException, slow down');
  });
});

describe('a re-check', () => {
  it('is a delayed message that names the share and what it is for', async () => {
    const aws = sqs();
    const queues = { shares: QUEUE, resources: `${QUEUE}-of-resources` };
    await sqsRechecks(new SQSClient(aws.client), queues).ask(SHARE, 'removal', 900);
    const { input = {} } = aws.requests[0] ?? {};
    expect(input).toMatchObject({ QueueUrl: QUEUE, DelaySeconds: 900 });
    expect(JSON.parse(String(input.MessageBody))).toEqual({ recheck: SHARE, for: 'removal' });
  });
});

describe('a flush', () => {
  it('is a delayed message that names the place that is to be told', async () => {
    const aws = sqs();
    const place = { channel: 'sns', name: TOPIC };
    await sqsFlushes(new SQSClient(aws.client), QUEUE).ask(place, 10);
    const { input = {} } = aws.requests[0] ?? {};
    expect(input).toMatchObject({ QueueUrl: QUEUE, DelaySeconds: 10 });
    expect(JSON.parse(String(input.MessageBody))).toEqual({ flush: place });
  });
});

describe('a dead letter', () => {
  it.each([
    ['unexpected end', 'unexpected end'],
    ['', 'not said'],
    ['a\u0000b\nc\ud800', 'a b c'],
    ['x'.repeat(5000), 'x'.repeat(1000)],
  ])('keeps its body, and says why: %o', async (error, said) => {
    const aws = sqs();
    await sqsDeadLetters(new SQSClient(aws.client), QUEUE).put('{"odd', {
      error,
      function: 'on-share-change',
    });
    expect(aws.requests[0]?.input).toMatchObject({
      MessageBody: '{"odd',
      MessageAttributes: {
        error: { DataType: 'String', StringValue: said },
        function: { DataType: 'String', StringValue: 'on-share-change' },
      },
    });
  });
});

describe('an alert by SNS', () => {
  const tell = async (subject: string, message: string) => {
    const body = '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
    const aws = scripted(() => ({ body }));
    const alert = {} as Alert; // what is rendered plays no part here
    await snsAlerts(new SNSClient(aws.client), TOPIC, () => ({ subject, message })).tell(TOPIC, [alert]);
    return aws.requests[0]?.input ?? {};
  };

  it('goes to the topic', async () => {
    expect(await tell('removed 999988887777', 'it was not allowed')).toMatchObject({
      TopicArn: TOPIC,
      Subject: 'removed 999988887777',
      Message: 'it was not allowed',
    });
  });

  it.each([
    ['  [x] two\nlines — dash', 'x] two lines dash'],
    ['x'.repeat(200), 'x'.repeat(100)],
    ['…', 'Sharewarden'],
  ])('has a subject that SNS takes: %o', async (subject, taken) => {
    expect((await tell(subject, 'a message')).Subject).toBe(taken);
  });

  it('is cut at what SNS takes, never within a character', async () => {
    const { Message } = await tell('a subject', '€'.repeat(100_000));
    expect(Buffer.byteLength(String(Message))).toBeLessThan(262_144);
    expect(String(Message)).toMatch(/^€+ …$/);
  });
});
