import { describe, expect, it } from 'vitest';
import { schedule } from '../../../local/events/schedule.ts';

const next = (expression: string, after: string) => {
  const ms = schedule(expression).next(Date.parse(after));
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);
};

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', '2026-01-01T00:00:30Z', '2026-01-01T00:01'],
    ['rate(5 minutes)', '2026-01-01T00:00:00Z', '2026-01-01T00:05'],
    ['rate(1 hour)', '2026-01-01T00:00:00Z', '2026-01-01T01:00'],
    ['rate(7 days)', '2026-01-01T00:00:00Z', '2026-01-08T00:00'],
    ['cron(0 10 * * ? *)', '2026-01-01T09:59:59Z', '2026-01-01T10:00'],
    ['cron(0 10 * * ? *)', '2026-01-01T10:00:00Z', '2026-01-02T10:00'],
    ['cron(15 12 * * ? *)', '2026-12-31T12:15:00Z', '2027-01-01T12:15'],
    ['cron(0 18 ? * MON-FRI *)', '2026-01-02T18:00:00Z', '2026-01-05T18:00'],
    ['cron(0 8 1 * ? *)', '2026-01-01T08:00:00Z', '2026-02-01T08:00'],
    ['cron(0/15 * * * ? *)', '2026-01-01T00:16:00Z', '2026-01-01T00:30'],
    ['cron(0/5 8-17 ? * MON-FRI *)', '2026-01-02T17:55:00Z', '2026-01-05T08:00'],
    ['cron(0 0 L * ? *)', '2028-02-01T00:00:00Z', '2028-02-29T00:00'],
    ['cron(0 0 3W * ? *)', '2026-01-01T00:00:00Z', '2026-01-02T00:00'],
    ['cron(0 0 1W * ? *)', '2026-08-01T00:00:00Z', '2026-08-03T00:00'],
    ['cron(0 0 ? * 6L *)', '2026-01-01T00:00:00Z', '2026-01-30T00:00'],
    ['cron(0 0 ? * 3#2 *)', '2026-01-01T00:00:00Z', '2026-01-13T00:00'],
    ['cron(0 0 ? * L *)', '2026-01-01T00:00:00Z', '2026-01-03T00:00'],
    ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00'],
    ['cron(0 0 1 1 ? 2030-2032)', '2026-01-01T00:00:00Z', '2030-01-01T00:00'],
    ['cron(0 0 1 1 ? 2025)', '2026-01-01T00:00:00Z', undefined],
    ['cron(0 0 31 2 ? *)', '2026-01-01T00:00:00Z', undefined],
  ])('%s after %s is due at %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it.each([
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 minutes)',
    'rate(5 seconds)',
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(0 10 * * ?)',
    'cron(60 10 * * ? *)',
    'cron(0 10 32 * ? *)',
    'cron(0 10 ? * 8 *)',
    'cron(5-1 10 * * ? *)',
    'cron(0/0 10 * * ? *)',
    'at(2026-01-01T00:00:00)',
    'every day',
  ])('%s is refused', (expression) => {
    expect(() => schedule(expression)).toThrow('Parameter ScheduleExpression is not valid.');
  });
});
