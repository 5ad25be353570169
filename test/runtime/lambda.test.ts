import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type QueueFunction, sqsHandler } from '../../src/runtime/lambda.ts';

/** Logs and metrics are lines of JSON: the function's only output beside its answer. */
let lines: Readonly<Record<string, unknown>>[] = [];
beforeEach(() => {
  lines = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
  }
});
afterEach(() => vi.restoreAllMocks());

const context = { functionName: 'on-share-change', awsRequestId: 'request-1' } as Context; // what is read of it here

/** Messages that are received for the first time, or, where a body is behind `n×`, for the n-th. */
function messages(...texts: string[]): SQSEvent {
  const records = texts.map((text, n) => {
    const [, receives = '1', body = ''] = /^(?:(\d+)×)?(.*)$/.exec(text) ?? [];
    return record(n, receives, body);
  });
  return { Records: records };
}

const record = (n: number, receives: string, body: string) => ({
  messageId: String(n + 1),
  receiptHandle: 'receipt',
  body,
  attributes: {
    ApproximateReceiveCount: receives,
    SentTimestamp: '0',
    SenderId: 'events',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:shares',
  awsRegion: 'us-east-1',
});

/** Bodies are `"share/event"`; the shares of `failing` fail, `noise` is ignored, everything else is malformed. */
function aFunction({ failing = [] as string[], deadLettersFail = false } = {}) {
  const handled: (readonly string[])[] = [];
  const arrivals: (string | undefined)[] = [];
  const setAside: unknown[] = [];
  const queueFunction: QueueFunction<string> = {
    parse(body, arrivedAt) {
      arrivals.push(arrivedAt);
      if (body === 'noise') return { ignored: 'nobody cares' };
      return typeof body === 'string' && body.includes('/')
        ? { subject: body }
        : { malformed: 'names no share' };
    },
    keyOf: (subject) => subject.split('/')[0] ?? '',
    async handle(subjects) {
      handled.push(subjects);
      if (failing.some((share) => subjects[0]?.startsWith(share))) throw new Error('RAM is out of order');
      return { share: 'judged' };
    },
    maxReceives: 3,
    deadLetters: {
      async put(body, why) {
        if (deadLettersFail) throw new Error('SQS is out of order');
        setAside.push([body, why]);
      },
    },
  };
  return { handled, arrivals, setAside, handler: sqsHandler(queueFunction) };
}
const answerOf = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});
const said = (message: string) => lines.filter((line) => line.message === message);

describe('a batch', () => {
  it('is reduced to its distinct subjects', async () => {
    const { handled, handler } = aFunction();
    const answer = await handler(messages('"a/1"', '"b/1"', '"a/2"', '"a/1"'), context);
    expect(answer).toEqual(answerOf());
    expect(handled).toEqual([['a/1', 'a/2', 'a/1'], ['b/1']]);
    expect(said('handled')).toMatchObject([
      { subject: 'a', messages: 3, outcome: { share: 'judged' } },
      { subject: 'b', messages: 1 },
    ]);
  });

  it('brings back exactly the messages whose subject failed', async () => {
    const { handler } = aFunction({ failing: ['a'] });
    expect(await handler(messages('"a/1"', '"b/1"', '"a/2"'), context)).toEqual(answerOf('1', '3'));
    expect(said('failed')).toMatchObject([{ subject: 'a', messages: 2, level: 'ERROR' }]);
  });

  it('comes back message by message also when all of it failed', async () => {
    const { handler } = aFunction({ failing: ['a', 'b'] });
    expect(await handler(messages('"a/1"', '"b/1"'), context)).toEqual(answerOf('1', '2'));
  });

  it('loses what makes no sense to the dead-letter queue, at once and as it came', async () => {
    const { setAside, handler } = aFunction();
    expect(await handler(messages('{"odd', '{}', '"a/1"', '"noise"'), context)).toEqual(answerOf());
    expect(setAside).toEqual([
      ['{"odd', { error: 'not JSON', function: 'on-share-change' }],
      ['{}', { error: 'names no share', function: 'on-share-change' }],
    ]);
    expect(said('ignored')).toMatchObject([{ messageId: '4', reason: 'nobody cares' }]);
  });

  it('brings back what could not be set aside', async () => {
    const { handler } = aFunction({ deadLettersFail: true });
    expect(await handler(messages('"a/1"', '{}'), context)).toEqual(answerOf('2'));
    expect(said('set aside')).toEqual([]);
    expect(said('failed')).toMatchObject([
      { messageId: '2', malformed: 'names no share', error: { message: 'SQS is out of order' } },
    ]);
  });

  it('gives up what fails for the last time, with the error, and brings back what may be tried again', async () => {
    const { handled, setAside, handler } = aFunction({ failing: ['a'] });
    const answer = await handler(messages('2×"a/1"', '3×"a/2"', '4×"a/3"', '3×"b/1"'), context);
    expect(answer).toEqual(answerOf('1'));
    expect(handled).toEqual([['a/1', 'a/2', 'a/3'], ['b/1']]);
    const why = { error: 'Error: RAM is out of order', function: 'on-share-change' };
    expect(setAside).toEqual([
      ['"a/2"', why],
      ['"a/3"', why],
    ]);
    expect(said('given up')).toMatchObject([
      { messageId: '2', subject: 'a' },
      { messageId: '3', subject: 'a' },
    ]);
    const counts = lines.filter((line) => 'DeadLetters' in line).map(({ DeadLetters }) => DeadLetters);
    expect(counts).toEqual([[1, 1]]);
  });

  it('brings back what could not be given up, so that SQS moves it', async () => {
    const { handler } = aFunction({ failing: ['a'], deadLettersFail: true });
    expect(await handler(messages('3×"a/1"'), context)).toEqual(answerOf('1'));
  });

  it('counts also when there is nothing to count, since Powertools complains in plain text of a batch without metrics', async () => {
    const complaint = vi.spyOn(console, 'warn');
    const { handler } = aFunction();
    await handler(messages('"noise"'), context);
    expect(complaint).not.toHaveBeenCalled();
    expect(lines.filter((line) => '_aws' in line)).toContainEqual(
      expect.objectContaining({ MessagesFailed: 0 }),
    );
  });

  it('starts from nothing that another one left', async () => {
    const { handled, handler } = aFunction();
    await handler(messages('"a/1"'), context);
    await handler(messages('"a/1"'), context);
    expect(handled).toEqual([['a/1'], ['a/1']]);
  });

  it('tells when a message came to the queue, as long as nobody else had it', async () => {
    const { arrivals, handler } = aFunction();
    const { Records } = messages('"a/1"', '"a/2"');
    const [first, again] = Records.map((record) => ({
      ...record,
      attributes: { ...record.attributes, SentTimestamp: String(Date.UTC(2026, 10, 2, 10)) },
    }));
    if (!first || !again) throw new Error('no records');
    again.attributes.ApproximateReceiveCount = '2';
    await handler({ Records: [first, again] }, context);
    expect(arrivals).toEqual(['2026-11-02T10:00:00.000Z', undefined]);
  });

  it('shows no event in the log, and the request in every line', async () => {
    const { handler } = aFunction({ failing: ['a'] });
    await handler(messages('"a/1"', '"b/secret"'), context);
    expect(JSON.stringify(lines)).not.toContain('secret');
    for (const line of lines.filter(({ level }) => level)) {
      expect(line).toMatchObject({ function_request_id: 'request-1' });
    }
  });
});
