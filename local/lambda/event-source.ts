import type { World } from '../world.ts';
import { failedMessages } from './batch-response.ts';
import type { Concurrency } from './concurrency.ts';
import { type EventFilter, passes } from './event-filter.ts';
import type { Outcome } from './function.ts';
import type { PollableQueues, PolledMessage } from './pollable-queues.ts';
import { sqsRecord } from './sqs-record.ts';

/** How a queue feeds a function, in the words of AWS::Lambda::EventSourceMapping. */
export interface QueueMapping {
  readonly queueArn: string;
  readonly functionName: string;
  /** Default 10. More than 10 wants a batching window. */
  readonly batchSize?: number | undefined;
  /** Default 0: a batch is what is there. Virtual time. */
  readonly batchingWindowSeconds?: number | undefined;
  readonly reportsItemFailures?: boolean | undefined;
  /** Batches at once. Default: as many as the function may run. */
  readonly maximumConcurrency?: number | undefined;
  readonly enabled?: boolean | undefined;
  /** EventBridge patterns over the record, its `body` parsed; a message that fits none is deleted unseen. */
  readonly filters?: readonly EventFilter[] | undefined;
}

export interface EventSourceSurroundings {
  readonly world: Pick<World, 'clock' | 'inFlight'>;
  readonly queues: PollableQueues;
  readonly concurrency: Concurrency;
  /** Runs the function with this payload, which has passed `concurrency` already. */
  readonly run: (payload: string) => Promise<Outcome>;
  /** Told of what goes wrong on the way: the message stays in the queue. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Reads the queue and feeds the function, one batch for each free place. What succeeded is deleted; what failed comes
 * back when the queue's visibility timeout is over, as on AWS.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 *
 * @returns the end of it: no further batch begins.
 */
export function startEventSource(
  { queueArn, functionName, ...mapping }: QueueMapping,
  { world, queues, concurrency, run, onTrouble }: EventSourceSurroundings,
): () => void {
  const {
    batchSize = 10,
    batchingWindowSeconds = 0,
    maximumConcurrency = Number.POSITIVE_INFINITY,
  } = mapping;
  let gathered: readonly Gathered[] = [];
  let cancelWindow: (() => void) | undefined;
  let isWindowOver = false;
  let running = 0;
  let stopped = false;

  /** Takes messages while there are some and a place to handle them. */
  function poll() {
    while (!stopped && running < maximumConcurrency && concurrency.hasRoom()) {
      gather();
      if (gathered.length === 0) return;
      if (gathered.length < batchSize && batchingWindowSeconds > 0 && !isWindowOver) return openWindow();
      send();
    }
  }

  function gather() {
    while (gathered.length < batchSize) {
      const room = Math.min(RECEIVE_LIMIT, batchSize - gathered.length);
      const received = queues.receive(queueArn, room);
      if (received.length === 0) return;
      gathered = [...gathered, ...received.filter(isWanted).map(count)];
    }
  }

  function isWanted(message: PolledMessage): boolean {
    const { filters } = mapping;
    if (!filters || passes(sqsRecord(message, queueArn), filters)) return true;
    queues.delete(queueArn, message.receiptHandle);
    return false;
  }

  function count(message: PolledMessage): Gathered {
    const end = world.inFlight(`message ${message.messageId} on its way to ${functionName}`);
    return { message, end };
  }

  function openWindow() {
    cancelWindow ??= world.clock.at(world.clock.now() + batchingWindowSeconds * 1000, () => {
      isWindowOver = true;
      guardedPoll();
    });
  }

  function send() {
    const leave = concurrency.enter();
    if (!leave) return;
    const batch = gathered;
    gathered = [];
    cancelWindow?.();
    cancelWindow = undefined;
    isWindowOver = false;
    running += 1;
    handle(batch.map(({ message }) => message))
      .catch(onTrouble)
      .finally(() => {
        running -= 1;
        leave();
        guardedPoll();
        // Only now, so that one batch after the other is in flight without a gap.
        for (const { end } of batch) end();
      });
  }

  async function handle(messages: readonly PolledMessage[]) {
    const records = messages.map((message) => sqsRecord(message, queueArn));
    const outcome = await run(JSON.stringify({ Records: records }));
    const ids = messages.map(({ messageId }) => messageId);
    const failed = failedMessages(outcome, ids, mapping.reportsItemFailures ?? false);
    for (const { messageId, receiptHandle } of messages) {
      if (!failed.has(messageId)) queues.delete(queueArn, receiptHandle);
    }
  }

  /** A queue may be deleted under its mapping. */
  function guardedPoll() {
    try {
      poll();
    } catch (error) {
      onTrouble(error);
    }
  }

  const unsubscribe = queues.onVisible(queueArn, guardedPoll);
  concurrency.onFree(guardedPoll);
  return () => {
    stopped = true;
    unsubscribe();
    cancelWindow?.();
    for (const { end } of gathered) end();
    gathered = [];
  };
}

/** A message of the batch that is being put together, and the end of its being in flight. */
interface Gathered {
  readonly message: PolledMessage;
  readonly end: () => void;
}

/** The most that SQS gives at once. */
const RECEIVE_LIMIT = 10;
