import type { Message, ReceivedMessage } from './message.ts';

/** A message in a queue, with its state there. */
export interface Entry {
  readonly message: Message;
  state: 'delayed' | 'visible' | 'in-flight';
  receives: number;
  firstReceivedAt: number | undefined;
  /** When the running series of visibility timeouts began. */
  receivedAt: number;
  handle: string | undefined;
  cancelTimer: () => void;
  endWork: () => void;
}

export function newEntry(message: Message): Entry {
  return {
    message,
    state: 'delayed',
    receives: 0,
    firstReceivedAt: undefined,
    receivedAt: 0,
    handle: undefined,
    cancelTimer: () => {},
    endWork: () => {},
  };
}

/** The id in a receipt handle. A text that is no handle names no message. */
export function messageIdOf(receiptHandle: string): string {
  return Buffer.from(receiptHandle, 'base64url').toString().split(' ')[0] ?? '';
}

export const newReceiptHandle = (messageId: string, nonce: string): string =>
  Buffer.from(`${messageId} ${nonce}`).toString('base64url');

/** What a consumer gets of it. */
export function received(
  { message, receives, firstReceivedAt }: Entry,
  receiptHandle: string,
): ReceivedMessage {
  const { id, body, attributes, systemAttributes, senderId, sentAt, deadLetterSource } = message;
  const trace = systemAttributes.AWSTraceHeader?.StringValue;
  return {
    messageId: id,
    receiptHandle,
    body,
    messageAttributes: attributes,
    attributes: {
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
      ApproximateReceiveCount: String(receives),
      SenderId: senderId,
      SentTimestamp: String(sentAt),
      ...(trace && { AWSTraceHeader: trace }),
      ...(deadLetterSource && { DeadLetterQueueSourceArn: deadLetterSource }),
    },
  };
}
