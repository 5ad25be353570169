import {
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { FindingMessage } from '../core/finding-message.ts';
import { batches } from './batches.ts';
import type { PublishFindings } from './event-alerts.ts';

/**
 * Publishes findings for machines, one message each, with attributes to filter on. At a topic of their own: SNS sends
 * attributes only with messages that are the same for every protocol, and people get other words by mail than by phone
 * (SNS Developer Guide, "Message attributes").
 */
export function snsFindings(client: SNSClient, TopicArn: string): PublishFindings {
  return async (messages) => {
    for (const PublishBatchRequestEntries of batches(messages.map(entryOf), bytesOf)) {
      const request = { TopicArn, PublishBatchRequestEntries: [...PublishBatchRequestEntries] };
      // It answers 200 also when it took none of them.
      const { Failed: [failed] = [] } = await client.send(new PublishBatchCommand(request));
      if (failed) throw new Error(`${TopicArn} refused findings: ${failed.Code}, ${failed.Message}`);
    }
  };
}

function entryOf({ detail, attributes }: FindingMessage, index: number): PublishBatchRequestEntry {
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]): [string, MessageAttributeValue] => [
      name,
      typeof value === 'string'
        ? { DataType: 'String', StringValue: value }
        : { DataType: 'String.Array', StringValue: JSON.stringify(value) },
    ]),
  );
  return { Id: String(index), Message: detail, MessageAttributes };
}

function bytesOf({ Message = '', MessageAttributes = {} }: PublishBatchRequestEntry): number {
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType,
    StringValue,
  ]);
  return Buffer.byteLength(Message) + Buffer.byteLength(attributes.join(''));
}
