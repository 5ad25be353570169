import type {
  CreateQueueRequest,
  DeleteQueueRequest,
  GetQueueAttributesRequest,
  GetQueueUrlRequest,
  ListDeadLetterSourceQueuesRequest,
  ListQueuesRequest,
  ListQueueTagsRequest,
  PurgeQueueRequest,
  SetQueueAttributesRequest,
  TagQueueRequest,
  UntagQueueRequest,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../aws-error.ts';
import { type Page, pageOf } from '../paging.ts';
import type { Call, Operation } from '../service.ts';
import type { World } from '../world.ts';
import { invalidValue } from './message-limits.ts';
import type { Queue } from './queue.ts';
import type { QueueAddresses } from './queue-address.ts';
import { noDeadLetterQueue, type QueueRegistry } from './queues.ts';
import { checkSettings, isSettable, redriveOf } from './settings.ts';

/** What SQS does with whole queues. */
export function queueOperations(
  world: World,
  queues: QueueRegistry,
  { urlOf, queueOf }: QueueAddresses,
): Readonly<Record<string, Operation>> {
  /** Virtual time of the last purge by ARN. */
  const purgedAt = new Map<string, number>();

  return {
    CreateQueue({ QueueName = '', Attributes = {}, tags = {} }: CreateQueueRequest, { caller }: Call) {
      const arn = queues.create(caller, QueueName, Attributes);
      for (const [key, value] of Object.entries(tags)) queues.get(arn).tags.set(key, value);
      return { QueueUrl: urlOf(arn) };
    },
    DeleteQueue({ QueueUrl }: DeleteQueueRequest, call: Call) {
      queues.remove(queueOf(QueueUrl, call).arn);
    },
    GetQueueUrl({ QueueName = '', QueueOwnerAWSAccountId }: GetQueueUrlRequest, { caller }: Call) {
      const scope = { account: QueueOwnerAWSAccountId ?? caller.account, region: caller.region };
      const arn = queues.find(scope, QueueName);
      if (!arn) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
      return { QueueUrl: urlOf(arn) };
    },
    ListQueues({ QueueNamePrefix = '', ...input }: ListQueuesRequest, call: Call) {
      const { region, account } = call.caller;
      const prefix = `arn:aws:sqs:${region}:${account}:${QueueNamePrefix}`;
      const named = queues.arns().filter((arn) => arn.startsWith(prefix));
      const { items, nextToken } = page(named, input, call);
      return { QueueUrls: items.map(urlOf), NextToken: nextToken };
    },
    ListDeadLetterSourceQueues(input: ListDeadLetterSourceQueuesRequest, call: Call) {
      const { arn } = queueOf(input.QueueUrl, call);
      const sources = queues.all().filter((each) => redriveOf(each.settings())?.deadLetterTargetArn === arn);
      const { items, nextToken } = page(
        sources.map((each) => each.arn),
        input,
        call,
      );
      return { queueUrls: items.map(urlOf), NextToken: nextToken };
    },
    GetQueueAttributes({ QueueUrl, AttributeNames = [] }: GetQueueAttributesRequest, call: Call) {
      const all = attributesOf(queueOf(QueueUrl, call));
      const names: readonly string[] = AttributeNames;
      const unknown = names.find((name) => name !== 'All' && !(name in all) && !isSettable(name));
      if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
      const shown = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
      return { Attributes: shown.length > 0 ? Object.fromEntries(shown) : undefined };
    },
    SetQueueAttributes({ QueueUrl, Attributes = {} }: SetQueueAttributesRequest, call: Call) {
      const queue = queueOf(QueueUrl, call);
      const settings: Readonly<Record<string, string>> = Attributes;
      checkSettings(settings);
      const target = redriveOf(settings)?.deadLetterTargetArn;
      if (target !== undefined && !queues.exists(target)) throw noDeadLetterQueue(settings);
      queue.changeSettings(settings);
    },
    PurgeQueue({ QueueUrl }: PurgeQueueRequest, call: Call) {
      const queue = queueOf(QueueUrl, call);
      const now = world.clock.now();
      if (now - (purgedAt.get(queue.arn) ?? Number.NEGATIVE_INFINITY) < 60_000) {
        const name = queue.arn.split(':').at(-1);
        const message = `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`;
        throw new AwsError('PurgeQueueInProgress', message);
      }
      purgedAt.set(queue.arn, now);
      queue.purge();
    },
    TagQueue({ QueueUrl, Tags = {} }: TagQueueRequest, call: Call) {
      const { tags } = queueOf(QueueUrl, call);
      for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
    },
    UntagQueue({ QueueUrl, TagKeys = [] }: UntagQueueRequest, call: Call) {
      const { tags } = queueOf(QueueUrl, call);
      for (const key of TagKeys) tags.delete(key);
    },
    ListQueueTags({ QueueUrl }: ListQueueTagsRequest, call: Call) {
      const { tags } = queueOf(QueueUrl, call);
      return { Tags: tags.size > 0 ? Object.fromEntries(tags) : undefined };
    },
  };
}

function attributesOf(queue: Queue): Readonly<Record<string, string>> {
  const { visible, inFlight, delayed } = queue.depth();
  const set = Object.entries(queue.settings()).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(set),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt() / 1000)),
  };
}

/** A page of ARNs. Without MaxResults SQS answers up to 1,000 and no token. @throws AwsError InvalidParameterValue. */
function page(
  arns: readonly string[],
  { MaxResults: size, NextToken: token }: Pick<ListQueuesRequest, 'MaxResults' | 'NextToken'>,
  { caller, operation }: Call,
): Page<string> {
  if (size !== undefined && (size < 1 || size > 1000)) {
    throw invalidValue(
      'Value for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided.',
    );
  }
  const { items, ...next } = pageOf({
    items: arns,
    keyOf: (arn) => arn,
    token,
    size: size ?? 1000,
    boundTo: [caller.account, operation],
    emptyFirst: false,
    refuse: () => invalidValue(`Invalid or expired next token: ${token}`),
  });
  return { items, ...(size !== undefined && next) };
}
