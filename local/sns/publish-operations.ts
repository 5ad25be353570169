import type { PublishBatchInput, PublishBatchRequestEntry, PublishInput } from '@aws-sdk/client-sns';
import { AwsError, notSimulated } from '../aws-error.ts';
import type { Operation } from '../service.ts';
import { bytesOf, checkMessage, invalid, MOST_BYTES, type NewMessage } from './message-limits.ts';
import type { Topics } from './topics.ts';

/** Publish and PublishBatch, to topics only: text messages to phones and apps are not simulated. */
export function publishOperations(topics: Topics): Readonly<Record<string, Operation>> {
  return {
    Publish(input: PublishInput) {
      if (input.PhoneNumber !== undefined) throw notSimulated('sns Publish to a phone number');
      const arn = input.TopicArn ?? input.TargetArn;
      if (arn?.includes(':endpoint/')) throw notSimulated('sns Publish to an app');
      if (arn === undefined)
        throw invalid('Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter');
      return { MessageId: topics.publish(topics.get(arn), newMessage(input)) };
    },
    PublishBatch({ TopicArn = '', PublishBatchRequestEntries: entries = [] }: PublishBatchInput) {
      const topic = topics.get(TopicArn);
      checkBatch(entries);
      const Successful: { Id: string; MessageId: string }[] = [];
      const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
      for (const entry of entries) {
        const { Id = '' } = entry;
        try {
          Successful.push({ Id, MessageId: topics.publish(topic, newMessage(entry)) });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
        }
      }
      return { Successful, Failed };
    },
  };
}

/**
 * With the structure `json` every protocol may have a text of its own; the others get `default`. Keys that are no protocol,
 * or whose value is no string, are ignored. Attributes are sent only with the structure String (SNS Developer Guide,
 * "Message attributes"), and whether they are filtered by all the same is not published: here they are not there.
 */
function newMessage(input: PublishInput | PublishBatchRequestEntry): NewMessage {
  const { Message: message = '', MessageStructure, Subject: subject, MessageAttributes: attributes } = input;
  if (MessageStructure === undefined || MessageStructure === '') return { message, subject, attributes };
  if (MessageStructure !== 'json') throw invalid('Invalid parameter: MessageStructure');
  // What is limited is all texts together.
  checkMessage({ message, subject, attributes });
  const { default: text, ...texts } = textsIn(message);
  if (text === undefined) throw invalid(`${STRUCTURE} - No default entry in JSON message body`);
  return { message: text, texts, subject };
}

const STRUCTURE = 'Invalid parameter: Message Structure';

function textsIn(message: string): Readonly<Record<string, string>> {
  try {
    const texts: unknown = JSON.parse(message);
    if (typeof texts !== 'object' || texts === null) return {};
    return Object.fromEntries(Object.entries(texts).filter(([, text]) => typeof text === 'string'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(`${STRUCTURE} - JSON message body failed to parse`);
  }
}

function checkBatch(entries: readonly PublishBatchRequestEntry[]): void {
  const ids = entries.map(({ Id = '' }) => Id);
  if (ids.length === 0)
    throw new AwsError('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  if (ids.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible.',
    );
  }
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw new AwsError(
      'InvalidBatchEntryIdException',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  const bytes = entries.reduce(
    (sum, entry) => sum + bytesOf({ message: entry.Message ?? '', attributes: entry.MessageAttributes }),
    0,
  );
  if (bytes > MOST_BYTES) {
    throw new AwsError(
      'BatchRequestTooLongException',
      'The length of all the batch messages put together is more than the limit.',
    );
  }
}
