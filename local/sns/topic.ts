import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { Scope } from '../../src/core/resource.ts';
import type { FilterPolicy } from './filter-policy.ts';

export interface Topic {
  readonly arn: string;
  readonly scope: Scope;
  readonly settings: Map<string, string>;
  readonly tags: Map<string, string>;
  /** By ARN. */
  readonly subscriptions: Map<string, Subscription>;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly owner: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** Queues and functions of the owner confirm themselves; people and web servers have to. */
  readonly isConfirmed: boolean;
  readonly settings: Map<string, string>;
  filter: FilterPolicy | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** What was published, for whoever wants to see what people would have got. */
export interface PublishedMessage {
  /** ISO 8601, UTC, virtual time. */
  readonly time: string;
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject: string | undefined;
  readonly message: string;
  /** What subscribers of a protocol get in its place. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly attributes: MessageAttributes;
}
