import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** What a producer hands in. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  /** `AWSTraceHeader` is the only one that AWS takes. */
  readonly systemAttributes?: MessageAttributes | undefined;
  /** 0 to 900. Default: the queue's own delay. */
  readonly delaySeconds?: number | undefined;
  /** Who sends, as `SenderId` shows it. */
  readonly senderId?: string | undefined;
}

/** A message as the queue keeps it. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: MessageAttributes;
  readonly senderId: string;
  /** Virtual time, milliseconds. A move to the dead-letter queue keeps it, so that retention goes on. */
  readonly sentAt: number;
  /** ARN of the queue that it came from, once it is in a dead-letter queue. */
  readonly deadLetterSource?: string | undefined;
}

/** One receive of a message. */
export interface ReceivedMessage {
  readonly messageId: string;
  /** Another one at each receive; only the latest deletes. */
  readonly receiptHandle: string;
  readonly body: string;
  readonly messageAttributes: MessageAttributes;
  /** `SentTimestamp`, `ApproximateReceiveCount` … : text, times in milliseconds, as SQS shows them. */
  readonly attributes: Readonly<Record<string, string>>;
}
