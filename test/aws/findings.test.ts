import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { createCloud } from '../../local/cloud.ts';
import { batches } from '../../src/aws/batches.ts';
import { eventAlerts } from '../../src/aws/event-alerts.ts';
import { eventBridgeFindings } from '../../src/aws/event-bridge-findings.ts';
import { snsFindings } from '../../src/aws/sns-findings.ts';
import type { Digest } from '../../src/core/alert.ts';
import { EXAMPLE_FILTER, EXAMPLE_PATTERN } from '../../src/events/events-page.ts';
import { findingMessage } from '../../src/events/finding-message.ts';
import { anAlert, forbidden, removalThat, state } from '../alerts/alerts.ts';
import { ALLOWED, aVerdict, NUMBER, OWNER, REGION, SCOPE } from '../support/builders.ts';
import { scripted } from './scripted.ts';

const render = (alert: Parameters<typeof findingMessage>[0]) => findingMessage(alert, 'a title');
const critical = anAlert({
  body: forbidden(),
  removal: removalThat('requested', 'RAM accepted the request'),
});
const notice = anAlert({ body: state('open-share') });
const elsewhere = anAlert({ body: forbidden(), finding: { owner: ALLOWED } });
const DIGEST: Digest = [critical, notice, elsewhere];
const MESSAGES = DIGEST.map(render);

/** The local cloud with a bus, a topic and a queue. */
async function aCloud() {
  const cloud = await createCloud({ clock: 'real', seed: 1 });
  const { requestHandler } = cloud;
  const client = {
    requestHandler,
    region: REGION,
    endpoint: cloud.endpoint(),
    credentials: { accessKeyId: OWNER, secretAccessKey: 'local' },
  };
  cloud.eventBridge.createBus(SCOPE, 'findings');
  const Principal = { Service: ['events.amazonaws.com', 'sns.amazonaws.com'] };
  const Policy = JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: '*' }],
  });
  const queue = cloud.queues.create(SCOPE, 'tickets', { Policy });
  /** So many messages, as soon as they are there. */
  const received = async (count: number) => {
    const messages: ReturnType<typeof cloud.queues.receive>[number][] = [];
    await expect.poll(() => messages.push(...cloud.queues.receive(queue, 10))).toBe(count);
    return messages;
  };
  return { cloud, client, queue, received };
}

describe('findings on the bus', () => {
  it('reach whoever has a rule as docs/events.md shows it', async () => {
    const { cloud, client, queue, received } = await aCloud();
    const bus = new EventBridgeClient(client);
    const [EventBusName, EventPattern] = ['findings', JSON.stringify(EXAMPLE_PATTERN)];
    await bus.send(new PutRuleCommand({ Name: 'tickets', EventBusName, EventPattern }));
    await bus.send(
      new PutTargetsCommand({ Rule: 'tickets', EventBusName, Targets: [{ Id: '1', Arn: queue }] }),
    );
    await eventBridgeFindings(bus, 'findings')(MESSAGES);
    expect(cloud.events()).toHaveLength(3);
    const details = (await received(2)).map(({ body }) => JSON.parse(body).detail);
    expect(details.map(({ owner }) => owner).toSorted()).toEqual([OWNER, ALLOWED]);
    expect(details).toContainEqual(JSON.parse(render(critical).detail));
    await cloud.stop();
  });

  it('are not told when one of an answer of 200 failed', async () => {
    const Entries = [{ EventId: '1' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }];
    const aws = scripted(() => ({ body: { FailedEntryCount: 1, Entries } }));
    const told = eventBridgeFindings(new EventBridgeClient(aws.client), 'findings')(MESSAGES);
    await expect(told).rejects.toThrow('findings refused findings: ThrottlingException, slow down');
  });
});

describe('findings at the topic', () => {
  it('reach whoever filters by attributes as docs/events.md shows it, raw', async () => {
    const { cloud, client, queue, received } = await aCloud();
    const topic = cloud.sns.createTopic(SCOPE, 'findings');
    cloud.sns.subscribe(topic, 'sqs', queue, {
      RawMessageDelivery: 'true',
      FilterPolicy: JSON.stringify({ ...EXAMPLE_FILTER, guardrails: ['only-campaigns'] }),
    });
    await snsFindings(new SNSClient(client), topic)(MESSAGES);
    expect(cloud.sns.published()).toHaveLength(3);
    const messages = await received(1);
    expect(messages.map(({ body }) => JSON.parse(body))).toEqual([JSON.parse(render(critical).detail)]);
    expect(Object.keys(messages[0]?.messageAttributes ?? {})).toHaveLength(10);
    await cloud.stop();
  });

  it('are not told when one of an answer of 200 failed', async () => {
    const member =
      '<member><Id>0</Id><Code>Throttled</Code><Message>slow down</Message><SenderFault>false</SenderFault></member>';
    const body = `<PublishBatchResponse><PublishBatchResult><Failed>${member}</Failed><Successful/></PublishBatchResult></PublishBatchResponse>`;
    const aws = scripted(() => ({ body }));
    const told = snsFindings(new SNSClient(aws.client), 'arn:topic')(MESSAGES);
    await expect(told).rejects.toThrow('arn:topic refused findings: Throttled, slow down');
  });

  it('have attributes of printable ASCII, whatever is in a finding', () => {
    const verdicts = [aVerdict({ guardrail: 'größe' })];
    const body = forbidden({ action: 'remove' }, { principal: 'a\nb\u202e', verdicts });
    const { attributes } = render(anAlert({ body, finding: { region: '' } }));
    expect(attributes).toMatchObject({
      consumer: 'a?b?',
      guardrails: ['gr??e'],
      region: '?',
    });
  });

  it('go in as many requests as their size needs', async () => {
    const verdicts = Array.from({ length: 2000 }, (_, n) => aVerdict({ resource: `${NUMBER}-${n}` }));
    const large = anAlert({ body: forbidden({ action: 'remove' }, { verdicts }) });
    const cloud = await createCloud({ clock: 'real', seed: 1 });
    const credentials = { accessKeyId: OWNER, secretAccessKey: 'local' };
    const { requestHandler } = cloud;
    const client = new SNSClient({ requestHandler, region: REGION, endpoint: cloud.endpoint(), credentials });
    const topic = cloud.sns.createTopic(SCOPE, 'findings');
    await snsFindings(client, topic)([large, large, large].map(render));
    expect(cloud.sns.published()).toHaveLength(3);
    await cloud.stop();
  });
});

describe('the channel for machines', () => {
  it('tells every place each finding of a digest, and fails where one does', async () => {
    const told: unknown[] = [];
    const publish = async (messages: readonly unknown[]) => void told.push(messages);
    await eventAlerts([publish, publish], render).tell('machines', DIGEST);
    expect(told).toEqual([MESSAGES, MESSAGES]);
    const fails = async () => {
      throw new Error('refused');
    };
    await expect(eventAlerts([publish, fails], render).tell('machines', DIGEST)).rejects.toThrow('refused');
  });

  it('is told of whatever there is', () => {
    expect(eventAlerts([], render).placeOf(notice)).toBe('machines');
  });
});

describe('batches', () => {
  it.each<[readonly number[], readonly (readonly number[])[]]>([
    [[], []],
    [Array(11).fill(1), [Array(10).fill(1), [1]]],
    [
      [200_000, 100_000, 100_000],
      [[200_000], [100_000, 100_000]],
    ],
    [
      [300_000, 1],
      [[300_000], [1]],
    ],
  ])('of %j are %j', (entries, made) => {
    expect(batches(entries, (bytes) => bytes)).toEqual(made);
  });
});
