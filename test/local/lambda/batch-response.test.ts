import { describe, expect, it } from 'vitest';
import { failedMessages } from '../../../local/lambda/batch-response.ts';
import { failure } from '../../../local/lambda/function.ts';

const IDS = ['a', 'b', 'c'];
const failedBy = (payload: string, reports = true) => [
  ...failedMessages({ status: 'success', payload }, IDS, reports),
];

describe('the answer of a function to a batch', () => {
  it.each(['null', '{}', '{"batchItemFailures":null}', '{"batchItemFailures":[]}', '"fine"', '[]'])(
    'fails nothing as %s',
    (payload) => expect(failedBy(payload)).toEqual([]),
  );

  it.each([
    ['{"batchItemFailures":[{"itemIdentifier":"b"}]}', ['b']],
    [
      '{"batchItemFailures":[{"itemIdentifier":"c"},{"itemIdentifier":"a"},{"itemIdentifier":"c"}]}',
      ['c', 'a'],
    ],
  ])('fails those that it names: %s', (payload, failed) => expect(failedBy(payload)).toEqual(failed));

  it.each([
    'not JSON',
    '{"batchItemFailures":{}}',
    '{"batchItemFailures":"b"}',
    '{"batchItemFailures":["b"]}',
    '{"batchItemFailures":[null]}',
    '{"batchItemFailures":[{"messageId":"b"}]}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"unknown"}]}',
  ])('fails the whole batch as %s', (payload) => expect(failedBy(payload)).toEqual(IDS));

  it('means nothing where the mapping does not ask for it', () => {
    expect(failedBy('{"batchItemFailures":[{"itemIdentifier":"b"}]}', false)).toEqual([]);
  });

  it('fails the whole batch when there is none', () => {
    expect([...failedMessages(failure('Error', 'down'), IDS, true)]).toEqual(IDS);
    expect([...failedMessages(failure('Error', 'down'), IDS, false)]).toEqual(IDS);
  });
});
