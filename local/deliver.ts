import { AwsError } from './aws-error.ts';
import { createPermissions, type Permissions } from './deploy/permissions/index.ts';
import type { Deliver } from './events/index.ts';
import type { Lambda } from './lambda/index.ts';
import type { Sns } from './sns/index.ts';
import type { Queues } from './sqs/index.ts';
import type { MessageAttributes } from './sqs/message.ts';

export interface Receivers {
  readonly queues: Queues;
  readonly lambda: Pick<Lambda, 'send'>;
  readonly sns: Pick<Sns, 'publish'>;
  readonly permissions: Pick<Permissions, 'mayDeliver'>;
}

/**
 * Hands what a rule sends to its target: a queue, a function or a topic. The target's policy must let EventBridge in,
 * as on AWS.
 */
export function deliverTo({ queues, lambda, sns, permissions }: Receivers): Deliver {
  return (targetArn, body, { ruleArn, attributes = {} }) => {
    const [, , service] = targetArn.split(':');
    const ownPolicy = service === 'sqs' ? queues.settings(targetArn).Policy : undefined;
    const mayDeliver =
      permissions.mayDeliver(targetArn, ruleArn, EVENTS) ||
      (ownPolicy !== undefined && allows(ownPolicy, targetArn, ruleArn));
    if (!mayDeliver) {
      throw new AwsError('AccessDeniedException', `the policy of ${targetArn} does not let ${ruleArn} in`);
    }
    if (service === 'sqs') queues.send(targetArn, { body, attributes: messageAttributes(attributes) });
    else if (service === 'lambda') lambda.send(targetArn, JSON.parse(body));
    else if (service === 'sns') sns.publish(targetArn, { message: body });
    else throw new AwsError('InvalidParameterException', `the local cloud does not deliver to ${targetArn}`);
  };
}

const EVENTS = 'events.amazonaws.com';

/** A policy that was set as an attribute of the queue, not by a template. */
function allows(policy: string, targetArn: string, ruleArn: string): boolean {
  const permissions = createPermissions();
  permissions.putResourcePolicy(targetArn, JSON.parse(policy));
  return permissions.mayDeliver(targetArn, ruleArn, EVENTS);
}

/** As message attributes of SQS. */
export function messageAttributes(values: Readonly<Record<string, string>>): MessageAttributes {
  return Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}
