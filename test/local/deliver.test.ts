import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloud } from '../../local/cloud.ts';
import { deliverTo } from '../../local/deliver.ts';

const SCOPE = { account: '111122223333', region: 'us-east-1' };
const ruleArn = 'arn:aws:events:us-east-1:111122223333:rule/changes';
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:on-share-change';

async function given() {
  const cloud = await createCloud({ clock: 'manual' });
  onTestFinished(() => cloud.stop());
  const sent: unknown[] = [];
  const lambda = { send: (arn: string, payload: unknown) => void sent.push({ arn, payload }) };
  const { queues, sns, permissions } = cloud;
  const letIn = (Resource: string, Action: string) =>
    permissions.putResourcePolicy(Resource, {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action,
        Resource,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    });
  return { cloud, deliver: deliverTo({ queues, sns, lambda, permissions }), letIn, queues, sns, sent };
}

describe('what a rule sends', () => {
  it('goes to a queue that lets the rule in, with its attributes', async () => {
    const { deliver, letIn, queues } = await given();
    const queue = queues.create(SCOPE, 'changes');
    letIn(queue, 'sqs:SendMessage');
    await deliver(queue, '{"a":1}', { ruleArn, attributes: { ERROR_CODE: 'NO_RESOURCE' } });
    expect(queues.receive(queue, 1)).toMatchObject([
      {
        body: '{"a":1}',
        messageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'NO_RESOURCE' } },
      },
    ]);
  });

  it('goes to a queue whose own attribute lets the rule in', async () => {
    const { deliver, queues } = await given();
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
    const queue = queues.create(SCOPE, 'changes', { Policy: JSON.stringify({ Statement: [statement] }) });
    await deliver(queue, '{}', { ruleArn });
    expect(queues.depth(queue)).toMatchObject({ visible: 1 });
  });

  it('goes to a topic whose own attribute lets the organization in', async () => {
    const { deliver, sns } = await given();
    const Condition = { StringEquals: { 'aws:SourceOrgID': 'o-exampleorgid' } };
    const Principal = { Service: 'events.amazonaws.com' };
    const statement = { Effect: 'Allow', Principal, Action: 'sns:Publish', Resource: '*', Condition };
    const topic = sns.createTopic(SCOPE, 'alerts', { Policy: JSON.stringify({ Statement: statement }) });
    await deliver(topic, '{}', { ruleArn });
    expect(sns.published()).toHaveLength(1);
  });

  it('goes to a function as JSON, and to a topic as text', async () => {
    const { deliver, letIn, sns, sent } = await given();
    const topic = sns.createTopic(SCOPE, 'alerts');
    letIn(topic, 'sns:Publish');
    letIn(FUNCTION, 'lambda:InvokeFunction');
    await deliver(FUNCTION, '{"a":1}', { ruleArn });
    await deliver(topic, '{"a":1}', { ruleArn });
    expect(sent).toEqual([{ arn: FUNCTION, payload: { a: 1 } }]);
    expect(sns.published()).toMatchObject([{ message: '{"a":1}' }]);
  });

  it('is refused by a queue that lets nobody in, or another rule', async () => {
    const { deliver, letIn, queues } = await given();
    const queue = queues.create(SCOPE, 'changes');
    expect(() => deliver(queue, '{}', { ruleArn })).toThrow(/does not let .*rule\/changes in/);
    letIn(queue, 'sqs:SendMessage');
    expect(() => deliver(queue, '{}', { ruleArn: `${ruleArn}-of-others` })).toThrow(/does not let/);
    expect(queues.depth(queue)).toMatchObject({ visible: 0 });
  });

  it.each(['', '{"Statement":"all"}'])('is refused by a queue whose policy is %j', async (Policy) => {
    const { deliver, queues } = await given();
    const queue = queues.create(SCOPE, 'changes', { Policy });
    expect(() => deliver(queue, '{}', { ruleArn })).toThrow(
      expect.objectContaining({ code: 'AccessDeniedException' }),
    );
  });

  it('is refused where there is no queue, with the code of SQS', async () => {
    const { deliver } = await given();
    const missing = 'arn:aws:sqs:us-east-1:111122223333:missing';
    expect(() => deliver(missing, '{}', { ruleArn })).toThrow(
      expect.objectContaining({ code: 'QueueDoesNotExist' }),
    );
  });
});

describe('what a topic sends to a queue', () => {
  it('arrives where the policy of the queue lets SNS in, and is lost where it does not', async () => {
    const { cloud, queues, sns } = await given();
    const topic = sns.createTopic(SCOPE, 'alerts');
    const [open, closed] = [queues.create(SCOPE, 'open'), queues.create(SCOPE, 'closed')];
    cloud.permissions.putResourcePolicy(open, {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: open,
        Condition: { ArnEquals: { 'aws:SourceArn': topic } },
      },
    });
    for (const queue of [open, closed]) sns.subscribe(topic, 'sqs', queue);
    sns.publish(topic, { message: 'hello' });
    expect(await cloud.work.idle(1000)).toEqual([]);
    expect(queues.depth(open)).toMatchObject({ visible: 1 });
    expect(queues.depth(closed)).toMatchObject({ visible: 0 });
  });
});
