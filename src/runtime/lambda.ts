import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DeadLetters } from '../aws/sqs-dead-letters.ts';
import type { Reading } from '../core/reading.ts';
import { logger, metrics } from './log.ts';

/** A function behind a queue. */
export type QueueFunction<Subject> = Queued<Subject> & (HandlesEach<Subject> | HandlesAll<Subject>);

interface HandlesEach<Subject> {
  /**
   * Handles all messages about one subject, in the order in which they came; of its answer the log line is made.
   * Throwing brings exactly these messages back.
   */
  readonly handle: (subjects: readonly [Subject, ...Subject[]], run: Run) => Promise<object>;
}
interface HandlesAll<Subject> {
  /**
   * Handles all messages of a batch at once. What it answers says of each subject what came of it, for the log line, or
   * throws, which brings exactly its messages back.
   */
  readonly handleAll: (subjects: readonly Subject[], run: Run) => Promise<(subject: Subject) => object>;
}

interface Queued<Subject> {
  /**
   * @param body of the message, parsed as JSON.
   * @param arrivedAt ISO 8601, UTC: when the message came to the queue. `undefined`: it was handed out before, and who
   *   had it then may have died over it.
   */
  readonly parse: (body: unknown, arrivedAt: string | undefined) => Reading<Subject>;
  /** Messages whose subjects have the same key are handled together, once. */
  readonly keyOf: (subject: Subject) => string;
  readonly deadLetters: DeadLetters;
  /** How often the queue hands out a message before it gives it up: `maxReceiveCount` of its redrive policy. */
  readonly maxReceives: number;
}

/** One run of the function. */
export interface Run {
  /** When Lambda ends it, ISO 8601, UTC. */
  readonly until: () => string;
}

/**
 * The Lambda handler of a function behind a queue. A message that makes no sense is set aside at once, since no retry
 * would help it; one that fails for the last time is set aside with its error, which SQS would not tell. When even that
 * fails, it comes back, and SQS moves it.
 */
export function sqsHandler<Subject>(queueFunction: QueueFunction<Subject>) {
  const handle = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const until = () => new Date(Date.now() + context.getRemainingTimeInMillis()).toISOString();
    const work = workFor(event.Records, queueFunction, context.functionName, { until });
    const processor = new BatchProcessor(EventType.SQS);
    const answers = (record: SQSRecord) => work.get(record.messageId)?.();
    const options = { context, throwOnFullBatchFailure: false };
    const answer = await processPartialResponse(event, answers, processor, options);
    metrics.addMetric('MessagesFailed', MetricUnit.Count, answer.batchItemFailures.length);
    return answer;
  };
  return middy(handle)
    .use(injectLambdaContext(logger, { clearState: true }))
    .use(logMetrics(metrics, { captureColdStartMetric: true }));
}

/** What is to be done for each message, by its id. The messages of one subject share one run. */
function workFor<Subject>(
  records: readonly SQSRecord[],
  { parse, keyOf, deadLetters, maxReceives, ...handling }: QueueFunction<Subject>,
  functionName: string,
  run: Run,
): ReadonlyMap<string, () => Promise<void>> {
  const setAside = async (body: string, error: string): Promise<object> => {
    await deadLetters.put(body, { error, function: functionName });
    metrics.addMetric('DeadLetters', MetricUnit.Count, 1);
    return {};
  };
  const work = new Map<string, () => Promise<void>>();
  const groups = new Map<string, { records: SQSRecord[]; subjects: [Subject, ...Subject[]] }>();
  for (const record of records) {
    const { messageId, body } = record;
    const parsed = read(record, parse);
    if ('subject' in parsed) {
      const group = groups.get(keyOf(parsed.subject));
      group?.records.push(record);
      group?.subjects.push(parsed.subject);
      if (!group) groups.set(keyOf(parsed.subject), { records: [record], subjects: [parsed.subject] });
    } else if ('ignored' in parsed) {
      work.set(messageId, async () => logger.info('ignored', { messageId, reason: parsed.ignored }));
    } else {
      const { malformed } = parsed;
      work.set(messageId, () =>
        logged('set aside', { messageId, malformed }, () => setAside(body, malformed)),
      );
    }
  }
  const all = [...groups.values()].flatMap(({ subjects }) => subjects);
  const handle = handlerFor(handling, all, run);
  for (const [key, { records: ofSubject, subjects }] of groups) {
    const about = { subject: key, messages: subjects.length };
    const task = once(() => logged('handled', about, async () => ({ outcome: await handle(subjects) })));
    for (const { messageId, body, attributes } of ofSubject) {
      const isLast = Number(attributes.ApproximateReceiveCount) >= maxReceives;
      const setFailedAside = (error: unknown) =>
        logged('given up', { messageId, subject: key }, () => setAside(body, textOf(error)));
      work.set(messageId, isLast ? () => task().catch(setFailedAside) : task);
    }
  }
  return work;
}

function handlerFor<Subject>(
  handling: HandlesEach<Subject> | HandlesAll<Subject>,
  all: readonly Subject[],
  run: Run,
): (subjects: readonly [Subject, ...Subject[]]) => Promise<object> {
  if ('handle' in handling) return (subjects) => handling.handle(subjects, run);
  const batch = once(() => handling.handleAll(all, run));
  return async ([subject]) => (await batch())(subject);
}

const textOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Runs it, and writes one line of how it ended. */
async function logged(done: string, about: object, run: () => Promise<object>): Promise<void> {
  try {
    logger.info(done, { ...about, ...(await run()) });
  } catch (error) {
    logger.error('failed', { ...about, error });
    throw error;
  }
}

function read<Subject>(
  { body, attributes: { ApproximateReceiveCount, SentTimestamp } }: SQSRecord,
  parse: QueueFunction<Subject>['parse'],
): Reading<Subject> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { malformed: 'not JSON' };
  }
  const isFirst = ApproximateReceiveCount === '1';
  return parse(json, isFirst ? new Date(Number(SentTimestamp)).toISOString() : undefined);
}

function once<Result>(run: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
