import {
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER, OWNER, REGION } from '../support/builders.ts';
import { type Hands, sdkHands } from '../support/hands.ts';
import { type RunningCloud, runCloud, type SlackMessage } from '../support/running-cloud.ts';

interface BusEvent {
  readonly source: string;
  readonly detail: { readonly eventName?: string; readonly requestParameters?: { readonly name?: string } };
}
interface Call {
  readonly operation: string;
  readonly role?: string;
}
let cloud: RunningCloud;
let operator: Hands;
let sqs: SQSClient;
beforeAll(async () => {
  cloud = await runCloud('--no-story');
  operator = sdkHands(cloud.endpoint);
  const credentials = { accessKeyId: OWNER, secretAccessKey: 'local' };
  sqs = new SQSClient({ endpoint: cloud.endpoint, region: REGION, credentials });
});
afterAll(() => cloud.stop());

async function queue(name: string): Promise<string> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const url = QueueUrls.find((each) => each.includes(name));
  if (!url) throw new Error(`no queue ${name} among ${QueueUrls.join(', ')}`);
  return url;
}

const send = async (MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: await queue('ShareQueue'), MessageBody }));

/** The event that CloudTrail made of a share's creation. */
async function creationOf(name: string): Promise<BusEvent> {
  const events = await cloud.get<readonly BusEvent[]>('events');
  const found = events.find(({ detail }) => detail.requestParameters?.name === name);
  if (!found) throw new Error(`no event of ${name}`);
  return found;
}

async function removalsMade(): Promise<number> {
  const calls = await cloud.get<readonly Call[]>('calls');
  return calls.filter(({ operation, role }) => role && operation === 'DisassociateResourceShare').length;
}

async function messagesNaming(word: string): Promise<number> {
  const messages = await cloud.get<readonly SlackMessage[]>('slack');
  return messages.filter(({ body }) => JSON.stringify(body).includes(word)).length;
}

async function newShare(name: string, principals: readonly string[]): Promise<string> {
  const number = await operator.requestNumber();
  const share = await operator.share(name, [number.arn], principals);
  return share;
}

describe('the same event again and again', () => {
  it('leads to one removal and one message', { timeout: 60_000 }, async () => {
    const before = await removalsMade();
    const share = await newShare('repeated', [OUTSIDER]);
    const body = JSON.stringify(await creationOf('repeated'));
    await Promise.all(Array.from({ length: 5 }, () => send(body)));
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: body }));
    const QueueUrl = await queue('ShareQueue');
    const tenMore = () => sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await Promise.all([tenMore(), tenMore()]);
    await cloud.idle();

    expect(await operator.principals(share)).toEqual({});
    expect(await removalsMade()).toBe(before + 1);
    expect(await messagesNaming(share)).toBe(1);
  });
});

describe('what is no change of a share here', () => {
  it.each([
    [
      'an attempt that failed',
      (event: BusEvent) => ({ ...event, detail: { ...event.detail, errorCode: 'AccessDenied' } }),
    ],
    ['an event of another service', (event: BusEvent) => ({ ...event, source: 'aws.ec2' })],
  ])('%s is ignored', { timeout: 60_000 }, async (name, change) => {
    await newShare(name, [ALLOWED]);
    const event = await creationOf(name);
    await cloud.idle();
    const before = (await cloud.get<readonly Call[]>('calls')).filter(isRamByUs).length;
    await send(JSON.stringify(change(event)));
    await cloud.idle();
    expect((await cloud.get<readonly Call[]>('calls')).filter(isRamByUs)).toHaveLength(before);
  });
});

const isRamByUs = ({ role, operation }: Call) => role && operation.startsWith('GetResourceShare');

describe('a message that makes no sense', () => {
  it('is set aside with a clear error, and disturbs nothing beside it', { timeout: 60_000 }, async () => {
    const share = await newShare('beside nonsense', [OUTSIDER]);
    await send('{"half": ');
    await cloud.idle();
    expect(await operator.principals(share)).toEqual({});

    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: await queue('ShareDeadLetters'),
        MessageAttributeNames: ['All'],
        MaxNumberOfMessages: 10,
      }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"half": ']);
    expect(Messages[0]?.MessageAttributes?.error?.StringValue).toMatch(/not JSON/);
    expect(Messages[0]?.MessageAttributes?.function?.StringValue).toContain('on-share-change');
  });
});
