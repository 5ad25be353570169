import * as model from '@aws-sdk/client-sns';
import type { Scope } from '../../src/core/resource.ts';
import type { Service } from '../service.ts';
import type { World } from '../world.ts';
import type { NewMessage } from './message-limits.ts';
import { publishOperations } from './publish-operations.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import type { PublishedMessage } from './topic.ts';
import { topicOperations } from './topic-operations.ts';
import { type DeliverToQueue, topicRegistry } from './topics.ts';

export type { PublishedMessage } from './topic.ts';
export type { DeliverToQueue } from './topics.ts';

export interface Sns {
  readonly service: Service;
  /** Makes a topic, or finds it. @returns its ARN. */
  createTopic(scope: Scope, name: string, settings?: Readonly<Record<string, string>>): string;
  /** @returns the subscription's ARN. @throws AwsError. */
  subscribe(
    topicArn: string,
    protocol: string,
    endpoint: string,
    settings?: Readonly<Record<string, string>>,
  ): string;
  /** As an AWS service publishes. @returns the message's id. @throws AwsError NotFoundException. */
  publish(topicArn: string, message: NewMessage): string;
  /** The topic's own policy, as JSON. @throws AwsError NotFoundException. */
  policy(topicArn: string): string | undefined;
  /** The latest messages of all topics, oldest first. */
  published(): readonly PublishedMessage[];
}

/** @param deliver takes notifications to queues. Default: they go nowhere. */
export function snsService(world: World, deliver: DeliverToQueue = () => {}): Sns {
  const topics = topicRegistry(world, deliver);
  return {
    service: {
      name: 'sns',
      model,
      operations: {
        ...topicOperations(topics),
        ...subscriptionOperations(topics),
        ...publishOperations(topics),
      },
    },
    createTopic: (scope, name, settings) => topics.create(scope, name, settings).arn,
    subscribe(topicArn, protocol, endpoint, settings = {}) {
      const topic = topics.get(topicArn);
      return topics.subscribe(topic, { protocol, endpoint, owner: topic.scope.account, settings }).arn;
    },
    publish: (topicArn, message) => topics.publish(topics.get(topicArn), message),
    policy: (topicArn) => topics.get(topicArn).settings.get('Policy'),
    published: topics.published,
  };
}
