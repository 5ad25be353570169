import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  type MessageAttributeValue,
  paginateListDeadLetterSourceQueues,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** What lies in dead-letter queues, and the way back. */
export interface DeadLetterQueues {
  /** Addresses of the queues whose names begin so. Every page is read. */
  list(prefix: string): Promise<readonly string[]>;
  /**
   * Hands out each message of a queue once, and puts it back where it lay unless it was handed on. Others may not see a
   * message for a few seconds meanwhile.
   */
  each(queueUrl: string, task: (letter: DeadLetter) => Promise<'leave' | 'send'>): Promise<void>;
}

/** A message in a dead-letter queue. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  /** Its message attributes that are texts. */
  readonly attributes: Readonly<Record<string, string>>;
  /** When it was first sent, ISO 8601, UTC. */
  readonly sentAt: string;
  /** How often it has been handed out, by this queue too. */
  readonly receives: number;
}

/** @throws when a message is to be sent back and nobody can say where to. */
export function sqsDeadLetterQueues(client: SQSClient): DeadLetterQueues {
  return {
    async list(prefix) {
      const urls: string[] = [];
      for await (const { QueueUrls = [] } of paginateListQueues(
        { client, pageSize: 1000 },
        { QueueNamePrefix: prefix },
      ))
        urls.push(...QueueUrls);
      return urls;
    },

    async each(QueueUrl, task) {
      const seen = new Set<string>();
      const left: Message[] = [];
      try {
        for (;;) {
          const fresh = (await receive(client, QueueUrl)).filter(
            ({ MessageId = '' }) => !seen.has(MessageId),
          );
          if (fresh.length === 0) break;
          left.push(...fresh);
          for (const message of fresh) {
            seen.add(message.MessageId ?? '');
            if ((await task(letterFrom(message))) === 'leave') continue;
            await sendBack(client, QueueUrl, message);
            left.splice(left.indexOf(message), 1);
          }
        }
      } finally {
        await Promise.allSettled(left.map((message) => putBack(client, QueueUrl, message)));
      }
    },
  };
}

/** A long poll asks every server of SQS: without it a queue that holds messages may look empty. */
const receive = async (client: SQSClient, QueueUrl: string): Promise<readonly Message[]> => {
  const input = {
    QueueUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: HIDDEN_SECONDS,
    WaitTimeSeconds: 1,
    MessageSystemAttributeNames: ['All' as const],
    MessageAttributeNames: ['All'],
  };
  return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
};

/** Should this run die, others see the messages again after so long. */
const HIDDEN_SECONDS = 30;

const putBack = (client: SQSClient, QueueUrl: string, { ReceiptHandle }: Message) =>
  client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));

/** Sent first, then deleted: a run that dies between the two leaves it in both, and handling it twice does no harm. */
async function sendBack(client: SQSClient, QueueUrl: string, message: Message): Promise<void> {
  const { Body: MessageBody, MessageAttributes, ReceiptHandle } = message;
  const source = await sourceOf(client, QueueUrl, message);
  await client.send(new SendMessageCommand({ QueueUrl: source, MessageBody, MessageAttributes }));
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
}

/** The queue that a message came from: a rule names its target, other dead-letter queues belong to one queue. */
async function sourceOf(
  client: SQSClient,
  QueueUrl: string,
  { MessageAttributes }: Message,
): Promise<string> {
  const target = MessageAttributes?.TARGET_ARN?.StringValue;
  if (target !== undefined) {
    const [, , service, , QueueOwnerAWSAccountId, QueueName] = target.split(':');
    if (service !== 'sqs') throw new Error(`the target of the rule is no queue: ${target}`);
    const { QueueUrl: url } = await client.send(
      new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }),
    );
    return url ?? '';
  }
  const sources: string[] = [];
  for await (const { queueUrls = [] } of paginateListDeadLetterSourceQueues({ client }, { QueueUrl }))
    sources.push(...queueUrls);
  const [source, ...others] = sources;
  if (source === undefined || others.length > 0)
    throw new Error(`${sources.length} queues have ${QueueUrl} as their dead-letter queue: one was expected`);
  return source;
}

function letterFrom({ MessageId = '', Body = '', Attributes, MessageAttributes = {} }: Message): DeadLetter {
  return {
    id: MessageId,
    body: Body,
    attributes: textsIn(MessageAttributes),
    sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    receives: Number(Attributes?.ApproximateReceiveCount ?? 0),
  };
}

const textsIn = (attributes: Readonly<Record<string, MessageAttributeValue>>) =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { StringValue }]) =>
      StringValue === undefined ? [] : [[name, StringValue]],
    ),
  );
