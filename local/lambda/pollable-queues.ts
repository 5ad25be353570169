import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/** The queues that event source mappings read. Every call names its queue by ARN. */
export interface PollableQueues {
  exists(arn: string): boolean;
  /** Takes up to `max` visible messages out of sight for the queue's visibility timeout. */
  receive(arn: string, max: number): readonly PolledMessage[];
  delete(arn: string, receiptHandle: string): void;
  /** Calls the listener when messages are or become visible. Returns the end of it. */
  onVisible(arn: string, listener: () => void): () => void;
}

/** One receive of a message. */
export interface PolledMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** `SentTimestamp`, `ApproximateReceiveCount` and so on, as SQS shows them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, MessageAttributeValue>>;
}
