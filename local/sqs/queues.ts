import type { Scope } from '../../src/core/resource.ts';
import { AwsError } from '../aws-error.ts';
import type { World } from '../world.ts';
import { createQueue } from './create-queue.ts';
import type { NewMessage, ReceivedMessage } from './message.ts';
import { checkMessage } from './message-limits.ts';
import type { Depth, Queue, VisibilityChange } from './queue.ts';
import { checkSettings, DEFAULT_SETTINGS, noFifo, redriveOf, type Settings } from './settings.ts';

/** The queues of all accounts and Regions, for users in the same process. Every call names its queue by ARN. */
export interface Queues {
  /** Makes a queue, or finds the one of this name. Returns its ARN. */
  create(scope: Scope, name: string, settings?: Settings): string;
  /** `undefined`: there is no queue of this name. */
  find(scope: Scope, name: string): string | undefined;
  exists(arn: string): boolean;
  arns(): readonly string[];
  /**
   * @returns the message's id.
   * @throws AwsError QueueDoesNotExist, as all of the following; or that of a limit which the message breaks.
   */
  send(arn: string, message: NewMessage): string;
  /** Up to `max` visible messages; those not deleted come back after the visibility timeout. */
  receive(arn: string, max: number, visibilitySeconds?: number): readonly ReceivedMessage[];
  delete(arn: string, receiptHandle: string): void;
  changeVisibility(arn: string, receiptHandle: string, seconds: number): VisibilityChange;
  purge(arn: string): void;
  depth(arn: string): Depth;
  settings(arn: string): Settings;
  /**
   * Registers a consumer: it is called, in a microtask of its own, when messages are or become visible, and then
   * receives until nothing comes. From here on visible messages count as work in flight until they are received;
   * from the receive on it is the consumer's to count its own work. What waits for its visibility timeout counts for
   * nobody: only time brings it back.
   *
   * @returns the end of it.
   */
  onVisible(arn: string, listener: () => void): () => void;
}

/** The same queues, as the service's own operations use them. */
export interface QueueRegistry extends Queues {
  /** @throws AwsError QueueDoesNotExist. */
  get(arn: string): Queue;
  all(): readonly Queue[];
  remove(arn: string): void;
}

export function queueRegistry(world: World): QueueRegistry {
  const queues = new Map<string, Queue>();
  /** Virtual time of a deletion by ARN: the name is not free again for a minute. */
  const deletedAt = new Map<string, number>();
  const get = (arn: string): Queue => {
    const queue = queues.get(arn);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };

  return {
    get,
    all: () => [...queues.values()],
    arns: () => [...queues.keys()],
    exists: (arn) => queues.has(arn),
    find: (scope, name) => (queues.has(queueArn(scope, name)) ? queueArn(scope, name) : undefined),
    create(scope, name, settings = {}) {
      const arn = queueArn(scope, name);
      checkName(name);
      checkSettings(settings);
      const existing = queues.get(arn);
      if (existing) checkSame(existing.settings(), settings);
      else {
        checkFree(arn);
        checkRedrive(settings);
        const all = { ...DEFAULT_SETTINGS, ...settings };
        queues.set(arn, createQueue({ arn, world, settings: all, queueAt: (each) => queues.get(each) }));
      }
      return arn;
    },
    remove(arn) {
      get(arn).purge();
      queues.delete(arn);
      deletedAt.set(arn, world.clock.now());
    },
    send(arn, message) {
      const queue = get(arn);
      checkMessage(message, queue.settings());
      return queue.send(message).id;
    },
    receive: (arn, max, visibilitySeconds) => get(arn).receive(max, visibilitySeconds),
    delete: (arn, receiptHandle) => get(arn).delete(receiptHandle),
    changeVisibility: (arn, receiptHandle, seconds) => get(arn).changeVisibility(receiptHandle, seconds),
    purge: (arn) => get(arn).purge(),
    depth: (arn) => get(arn).depth(),
    settings: (arn) => get(arn).settings(),
    onVisible: (arn, listener) => get(arn).onVisible(listener, 'consumer'),
  };

  function checkFree(arn: string): void {
    const since = world.clock.now() - (deletedAt.get(arn) ?? Number.NEGATIVE_INFINITY);
    if (since < NAME_REST_MS) {
      const message =
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.';
      throw new AwsError('QueueDeletedRecently', message);
    }
  }

  function checkRedrive(settings: Settings): void {
    const target = redriveOf(settings)?.deadLetterTargetArn;
    if (target !== undefined && !queues.has(target)) throw noDeadLetterQueue(settings);
  }
}

/** SQS refuses to redrive to a queue that is not there. */
export const noDeadLetterQueue = ({ RedrivePolicy }: Settings): AwsError =>
  new AwsError(
    'InvalidParameterValue',
    `Value ${RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
  );

const NAME_REST_MS = 60_000;

const queueArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:sqs:${region}:${account}:${name}`;

function checkName(name: string): void {
  if (name.endsWith('.fifo')) throw noFifo();
  if (!/^[\w-]{1,80}$/.test(name)) {
    const message = 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
    throw new AwsError('InvalidParameterValue', message);
  }
}

function checkSame(existing: Settings, asked: Settings): void {
  const other = Object.keys(asked).find((name) => asked[name] !== existing[name]);
  if (other) {
    const message = `A queue already exists with the same name and a different value for attribute ${other}`;
    throw new AwsError('QueueNameExists', message);
  }
}
