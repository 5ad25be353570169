import { describe, expect, it } from 'vitest';
import { QUEUE } from './support/fake-queues.ts';
import { aLambda } from './support/local-lambda.ts';

const MAPPING = { queueArn: QUEUE, functionName: 'hello' };
/** Does to each message what its body says. */
const OBEDIENT = `
  export const handler = async ({ Records }) => {
    console.log(JSON.stringify(Records.map(({ body }) => body)));
    if (Records.some(({ body }) => body === 'throw')) throw new Error('told to');
    const failed = Records.filter(({ body }) => body === 'fail');
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }`;

const batchesOf = ({ lambda }: Pick<ReturnType<typeof aLambda>, 'lambda'>) =>
  lambda
    .logs('hello')
    .filter(({ stream, text }) => stream === 'stdout' && text.startsWith('['))
    .map(({ text }) => JSON.parse(text));

describe('a queue that feeds a function', () => {
  it('hands over records in the shape of Lambda', async () => {
    const { lambda, add, queues, work } = aLambda();
    await add('export const handler = (event) => console.log(JSON.stringify([event]))');
    queues.send('hällo', {
      messageAttributes: {
        kind: { DataType: 'String', StringValue: 'share' },
        bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      },
    });
    lambda.mapQueue(MAPPING);
    await work.idle(10_000);
    expect(batchesOf({ lambda })).toEqual([
      [
        {
          Records: [
            {
              messageId: 'message-1',
              receiptHandle: 'handle-1',
              body: 'hällo',
              attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1772366400000' },
              messageAttributes: {
                kind: {
                  stringValue: 'share',
                  stringListValues: [],
                  binaryListValues: [],
                  dataType: 'String',
                },
                bytes: {
                  binaryValue: 'AQI=',
                  stringListValues: [],
                  binaryListValues: [],
                  dataType: 'Binary',
                },
              },
              md5OfBody: '38bbce5fb3d0aec801f9eab39182fa7a',
              eventSource: 'aws:sqs',
              eventSourceARN: QUEUE,
              awsRegion: 'eu-west-1',
            },
          ],
        },
      ],
    ]);
    expect(queues.hidden()).toEqual([]);
  });

  it('takes at most the batch size, and goes on until the queue is empty', async () => {
    const { lambda, add, queues, work } = aLambda();
    await add(OBEDIENT);
    for (const body of 'abcde') queues.send(body);
    lambda.mapQueue({ ...MAPPING, batchSize: 2, maximumConcurrency: 2 });
    await work.idle(10_000);
    expect(
      batchesOf({ lambda })
        .map((batch) => batch.join(''))
        .sort(),
    ).toEqual(['ab', 'cd', 'e']);
    expect(lambda.processes()).toBe(2);
  });

  it('deletes what succeeded and leaves what the function names', async () => {
    const { lambda, add, queues, work } = aLambda();
    await add(OBEDIENT);
    for (const body of ['a', 'fail', 'b']) queues.send(body);
    lambda.mapQueue({ ...MAPPING, reportsItemFailures: true });
    await work.idle(10_000);
    expect(queues.hidden()).toEqual(['fail']);
    queues.reappear();
    await work.idle(10_000);
    expect(batchesOf({ lambda })).toEqual([['a', 'fail', 'b'], ['fail']]);
    expect(queues.hidden()).toEqual(['fail']);
  });

  it('leaves the whole batch of a function that throws', async () => {
    const { lambda, add, queues, work } = aLambda();
    await add(OBEDIENT);
    for (const body of ['a', 'throw']) queues.send(body);
    lambda.mapQueue({ ...MAPPING, reportsItemFailures: true });
    await work.idle(10_000);
    expect(queues.hidden()).toEqual(['a', 'throw']);
  });

  it('gathers a batch for as long as its window is open, in virtual time', async () => {
    const { lambda, add, queues, work, clock } = aLambda();
    await add(OBEDIENT);
    lambda.mapQueue({ ...MAPPING, batchSize: 20, batchingWindowSeconds: 5 });
    queues.send('a');
    await clock.advance(4000);
    queues.send('b');
    await clock.advance(999);
    expect(batchesOf({ lambda })).toEqual([]);
    expect(work.current()).toHaveLength(2);
    await clock.advance(1);
    await work.idle(10_000);
    expect(batchesOf({ lambda })).toEqual([['a', 'b']]);
  });

  it('closes the window early when the batch is full, also above ten', async () => {
    const { lambda, add, queues, work } = aLambda();
    await add(OBEDIENT);
    for (let count = 0; count < 24; count += 1) queues.send(String(count));
    lambda.mapQueue({ ...MAPPING, batchSize: 12, batchingWindowSeconds: 5 });
    await work.idle(10_000);
    expect(batchesOf({ lambda }).map(({ length }) => length)).toEqual([12, 12]);
  });

  it('never runs more batches than the reserved concurrency, and loses none', async () => {
    const { lambda, add, queues, work } = aLambda();
    await add(OBEDIENT, { reservedConcurrency: 1 });
    for (const body of 'abc') queues.send(body);
    lambda.mapQueue({ ...MAPPING, batchSize: 1 });
    await work.idle(10_000);
    expect(batchesOf({ lambda })).toEqual([['a'], ['b'], ['c']]);
    expect(lambda.processes()).toBe(1);
  });

  it('deletes what no filter wants', async () => {
    const { lambda, add, queues, work } = aLambda();
    await add(OBEDIENT);
    for (const body of ['{"kind":"share"}', '{"kind":"other"}', 'text']) queues.send(body);
    const wanted = (value: unknown) => JSON.stringify(value).includes('"body":{"kind":"share"}');
    lambda.mapQueue({ ...MAPPING, filters: [() => false, wanted] });
    await work.idle(10_000);
    expect(batchesOf({ lambda })).toEqual([['{"kind":"share"}']]);
    expect([...queues.hidden(), ...queues.visible()]).toEqual([]);
  });

  it('rests while the mapping is disabled, and from its end on', async () => {
    const { lambda, add, queues, work, clock } = aLambda();
    await add(OBEDIENT);
    lambda.mapQueue({ ...MAPPING, enabled: false });
    const end = lambda.mapQueue({ ...MAPPING, batchingWindowSeconds: 1 });
    queues.send('a');
    await clock.advance(1);
    end();
    queues.send('b');
    await clock.advance(10_000);
    expect(await work.idle(10_000)).toEqual([]);
    expect(batchesOf({ lambda })).toEqual([]);
    expect(queues.visible()).toEqual(['b']);
  });

  it.each([
    [{ queueArn: `${QUEUE}-2` }, 'does not exist'],
    [{ batchSize: 11 }, 'Maximum batch window in seconds must be greater than 0'],
    [{ batchSize: 0 }, 'a batch size is 1 to 10000, not 0'],
    [{ batchingWindowSeconds: 301 }, 'a batching window is 0 to 300 seconds, not 301'],
    [{ maximumConcurrency: 1 }, 'a maximum concurrency is 2 to 1000, not 1'],
  ])('is refused as %j', async (more, message) => {
    const { lambda, add } = aLambda();
    await add(OBEDIENT);
    expect(() => lambda.mapQueue({ ...MAPPING, ...more })).toThrow(message);
  });
});
