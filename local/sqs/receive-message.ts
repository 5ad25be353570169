import type { ReceiveMessageRequest } from '@aws-sdk/client-sqs';
import type { Call, Operation } from '../service.ts';
import { md5OfAttributes, md5OfBody } from './md5.ts';
import type { MessageAttributes, ReceivedMessage } from './message.ts';
import { invalidValue } from './message-limits.ts';
import { checkVisibility } from './message-operations.ts';
import type { Queue } from './queue.ts';
import type { QueueAddresses } from './queue-address.ts';
import { numberOf } from './settings.ts';

/** ReceiveMessage. A long poll waits on the machine's time, and ends as soon as a message comes. */
export function receiveMessage({ queueOf }: QueueAddresses): Operation {
  return async (input: ReceiveMessageRequest, call: Call) => {
    const queue = queueOf(input.QueueUrl, call);
    const { MaxNumberOfMessages: most = 1, VisibilityTimeout: visibility } = input;
    const wait = input.WaitTimeSeconds ?? numberOf(queue.settings(), 'ReceiveMessageWaitTimeSeconds');
    if (most < 1 || most > 10) throw outOf('MaxNumberOfMessages', most, 1, 10);
    if (wait < 0 || wait > 20) throw outOf('WaitTimeSeconds', wait, 0, 20);
    if (visibility !== undefined) checkVisibility(visibility);

    const received = await firstMessages(queue, () => queue.receive(most, visibility), wait * 1000);
    return { Messages: received.length > 0 ? received.map((each) => shown(each, input)) : undefined };
  };
}

/** Asks again whenever messages become visible: another receiver may have been faster. */
function firstMessages(
  queue: Queue,
  receive: () => readonly ReceivedMessage[],
  waitMs: number,
): Promise<readonly ReceivedMessage[]> {
  const now = receive();
  if (now.length > 0 || waitMs === 0) return Promise.resolve(now);
  return new Promise((resolve) => {
    const finish = (messages: readonly ReceivedMessage[]) => {
      clearTimeout(timer);
      stop();
      resolve(messages);
    };
    const timer = setTimeout(() => finish([]), waitMs);
    const stop = queue.onVisible(() => {
      const messages = receive();
      if (messages.length > 0) finish(messages);
    }, 'watcher');
  });
}

function shown(message: ReceivedMessage, input: ReceiveMessageRequest) {
  const systemNames: readonly string[] = [
    ...(input.MessageSystemAttributeNames ?? []),
    ...(input.AttributeNames ?? []),
  ];
  const system = pick(
    message.attributes,
    (name) => systemNames.includes('All') || systemNames.includes(name),
  );
  const attributes: MessageAttributes | undefined = pick(
    message.messageAttributes,
    isAsked(input.MessageAttributeNames ?? []),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5OfBody(message.body),
    Attributes: system,
    MessageAttributes: attributes,
    MD5OfMessageAttributes: md5OfAttributes(attributes ?? {}),
  };
}

/** `All` and `.*` ask for every attribute, `stage.*` for those that begin so. */
function isAsked(names: readonly string[]): (name: string) => boolean {
  return (name) =>
    names.some(
      (asked) =>
        asked === 'All' || asked === name || (asked.endsWith('.*') && name.startsWith(asked.slice(0, -2))),
    );
}

function pick<Value>(all: Readonly<Record<string, Value>>, isWanted: (name: string) => boolean) {
  const wanted = Object.entries(all).filter(([name]) => isWanted(name));
  return wanted.length > 0 ? Object.fromEntries(wanted) : undefined;
}

const outOf = (name: string, value: number, least: number, most: number) =>
  invalidValue(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
