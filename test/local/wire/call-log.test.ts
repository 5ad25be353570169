import { describe, expect, it } from 'vitest';
import { createCallLog } from '../../../local/wire/call-log.ts';

describe('a full log of calls', () => {
  it('keeps the newest, in order', () => {
    const log = createCallLog(10);
    for (let status = 0; status < 35; status += 1) log.record(anEntry(status));
    expect(log.entries().map(({ status }) => status)).toEqual([25, 26, 27, 28, 29, 30, 31, 32, 33, 34]);
  });
});

describe('the entries of a log', () => {
  it('are those of the moment they were asked for', () => {
    const log = createCallLog();
    const none = log.entries();
    log.record(anEntry(200));
    expect([none.length, log.entries().length]).toEqual([0, 1]);
  });
});

function anEntry(status: number) {
  return {
    time: '2026-10-02T22:39:11.000Z',
    service: 'ram',
    operation: 'GetResourceShares',
    account: '111122223333',
    region: 'eu-west-1',
    status,
  };
}
