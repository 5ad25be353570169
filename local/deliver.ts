import { AwsError } from './aws-error.ts';
import type { Permissions } from './deploy/permissions/index.ts';
import type { Deliver } from './events/index.ts';
import type { Lambda } from './lambda/index.ts';
import type { DeliverToQueue, Sns } from './sns/index.ts';
import type { Queues } from './sqs/index.ts';
import type { MessageAttributes } from './sqs/message.ts';

export interface Receivers {
  readonly queues: Queues;
  readonly lambda: Pick<Lambda, 'send'>;
  readonly sns: Pick<Sns, 'publish' | 'policy'>;
  readonly permissions: Pick<Permissions, 'mayDeliver'>;
}

/**
 * Hands what a rule sends to its target: a queue, a function or a topic. The target's policy must let EventBridge in,
 * as on AWS.
 */
export function deliverTo({ queues, lambda, sns, permissions }: Receivers): Deliver {
  return (targetArn, body, { ruleArn, attributes = {} }) => {
    const [, , service] = targetArn.split(':');
    const ownPolicy = ownPolicyOf(service, targetArn);
    letIn(permissions.mayDeliver(targetArn, ruleArn, 'events.amazonaws.com', ownPolicy), targetArn, ruleArn);
    if (service === 'sqs') queues.send(targetArn, { body, attributes: messageAttributes(attributes) });
    else if (service === 'lambda') lambda.send(targetArn, JSON.parse(body));
    else if (service === 'sns') sns.publish(targetArn, { message: body });
    else throw new AwsError('InvalidParameterException', `the local cloud does not deliver to ${targetArn}`);
  };

  /** A policy that is set as an attribute; a template's stand beside it. */
  function ownPolicyOf(service: string | undefined, arn: string): string | undefined {
    if (service === 'sqs') return queues.settings(arn).Policy;
    return service === 'sns' ? sns.policy(arn) : undefined;
  }
}

/** Hands what a topic sends to a queue, whose policy must let SNS in. */
export function notifyQueue({
  queues,
  permissions,
}: Pick<Receivers, 'queues' | 'permissions'>): DeliverToQueue {
  return (queueArn, body, { topicArn, attributes }) => {
    const { Policy } = queues.settings(queueArn);
    letIn(permissions.mayDeliver(queueArn, topicArn, 'sns.amazonaws.com', Policy), queueArn, topicArn);
    queues.send(queueArn, { body, attributes });
  };
}

function letIn(mayDeliver: boolean, targetArn: string, sourceArn: string): void {
  if (mayDeliver) return;
  throw new AwsError('AccessDeniedException', `the policy of ${targetArn} does not let ${sourceArn} in`);
}

/** As message attributes of SQS. */
export function messageAttributes(values: Readonly<Record<string, string>>): MessageAttributes {
  return Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}
