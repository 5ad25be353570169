import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchRequestEntry,
  ChangeMessageVisibilityRequest,
  DeleteMessageBatchRequest,
  DeleteMessageRequest,
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageRequest,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../aws-error.ts';
import type { Call, Operation } from '../service.ts';
import { eachOfBatch } from './batch.ts';
import { messageIdOf } from './entry.ts';
import { md5OfAttributes, md5OfBody } from './md5.ts';
import type { NewMessage } from './message.ts';
import { bytesOf, checkMessage, invalidValue, MOST_BYTES } from './message-limits.ts';
import type { Queue } from './queue.ts';
import type { QueueAddresses } from './queue-address.ts';

/** What SQS does with messages, but for receiving them. */
export function messageOperations({ queueOf }: QueueAddresses): Readonly<Record<string, Operation>> {
  return {
    SendMessage: (input: SendMessageRequest, call: Call) =>
      send(queueOf(input.QueueUrl, call), newMessage(input, call)),
    SendMessageBatch({ QueueUrl, Entries = [] }: SendMessageBatchRequest, call: Call) {
      const queue = queueOf(QueueUrl, call);
      const bytes = Entries.reduce((sum, entry) => sum + bytesOf(newMessage(entry, call)), 0);
      if (bytes > MOST_BYTES) {
        const message = `Batch requests cannot be longer than ${MOST_BYTES} bytes. You have sent ${bytes} bytes.`;
        throw new AwsError('BatchRequestTooLong', message);
      }
      return eachOfBatch(Entries, (entry) => send(queue, newMessage(entry, call)));
    },
    DeleteMessage({ QueueUrl, ReceiptHandle = '' }: DeleteMessageRequest, call: Call) {
      remove(queueOf(QueueUrl, call), ReceiptHandle);
    },
    DeleteMessageBatch({ QueueUrl, Entries = [] }: DeleteMessageBatchRequest, call: Call) {
      const queue = queueOf(QueueUrl, call);
      return eachOfBatch(Entries, ({ ReceiptHandle = '' }) => remove(queue, ReceiptHandle));
    },
    ChangeMessageVisibility(input: ChangeMessageVisibilityRequest, call: Call) {
      changeVisibility(queueOf(input.QueueUrl, call), input);
    },
    ChangeMessageVisibilityBatch(
      { QueueUrl, Entries = [] }: ChangeMessageVisibilityBatchRequest,
      call: Call,
    ) {
      const queue = queueOf(QueueUrl, call);
      return eachOfBatch(Entries, (entry) => changeVisibility(queue, entry));
    },
  };
}

function newMessage(input: Omit<SendMessageBatchRequestEntry, 'Id'>, { caller }: Call): NewMessage {
  return {
    body: input.MessageBody ?? '',
    attributes: input.MessageAttributes,
    systemAttributes: input.MessageSystemAttributes,
    delaySeconds: input.DelaySeconds,
    senderId: caller.accessKeyId,
  };
}

function send(queue: Queue, message: NewMessage) {
  checkMessage(message, queue.settings());
  const { id, body, attributes, systemAttributes } = queue.send(message);
  return {
    MessageId: id,
    MD5OfMessageBody: md5OfBody(body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(systemAttributes),
  };
}

/** Deleting twice is a success, and so is an old handle; a text that never was a handle is not. */
function remove(queue: Queue, handle: string) {
  checkHandle(handle);
  queue.delete(handle);
  return {};
}

function changeVisibility(
  queue: Queue,
  { ReceiptHandle = '', VisibilityTimeout = 0 }: Omit<ChangeMessageVisibilityBatchRequestEntry, 'Id'>,
) {
  checkHandle(ReceiptHandle);
  checkVisibility(VisibilityTimeout);
  const change = queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
  if (change === 'not-in-flight') {
    throw invalidValue(
      `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  if (change === 'too-long') {
    throw invalidValue(
      `Value ${VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].`,
    );
  }
  return {};
}

/** @throws AwsError InvalidParameterValue outside 0 to 43,200 seconds. */
export function checkVisibility(seconds: number): void {
  if (seconds < 0 || seconds > 43_200) {
    throw invalidValue(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
    );
  }
}

function checkHandle(handle: string): void {
  if (!/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(messageIdOf(handle))) {
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
}
