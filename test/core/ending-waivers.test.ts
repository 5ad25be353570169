import { describe, expect, it } from 'vitest';
import { endingWaivers } from '../../src/core/ending-waivers.ts';
import { isNews } from '../../src/core/finding.ts';
import { NUMBER, OUTSIDER, SANDBOX, SCOPE } from '../support/builders.ts';

const aWaiver = (until: string, parts: object = {}) => ({
  resource: NUMBER,
  consumer: OUTSIDER,
  until,
  reason: 'campaign 42',
  approvedBy: 'ops@example.com',
  ...parts,
});
const ending = (now: string, ...untils: readonly string[]) =>
  endingWaivers(
    untils.map((until) => aWaiver(until)),
    SCOPE,
    now,
  );

describe('a waiver to the end of 31 December', () => {
  it.each([
    ['2026-12-24T23:59:59.999Z', undefined],
    ['2026-12-25T00:00:00.000Z', 'ends within a week'],
    ['2026-12-30T23:59:59.999Z', 'ends within a week'],
    ['2026-12-31T00:00:00.000Z', 'ends within a day'],
    ['2026-12-31T23:59:59.999Z', 'ends within a day'],
    ['2027-01-01T00:00:00.000Z', undefined],
  ])('at %s is told as one that %s', (now, stage) => {
    const told = ending(now, '2026-12-31');
    expect(told.map(({ entities }) => entities)).toEqual(stage ? [[OUTSIDER, stage]] : []);
  });

  it('is news once more a day before its end', () => {
    const [week] = ending('2026-12-25T00:00:00.000Z', '2026-12-31');
    const [later] = ending('2026-12-30T00:00:00.000Z', '2026-12-31');
    const [day] = ending('2026-12-31T00:00:00.000Z', '2026-12-31');
    expect(week && later && isNews(week, later)).toBe(false);
    expect(later && day && isNews(later, day)).toBe(true);
  });

  it('is not told when another one lasts longer', () => {
    expect(ending('2026-12-31T10:00:00.000Z', '2026-12-31', '2027-06-30')).toEqual([]);
    expect(ending('2026-12-31T10:00:00.000Z', '2027-06-30', '2026-12-31')).toEqual([]);
  });

  it('is told with its resource, reason and approver', () => {
    expect(ending('2026-12-31T10:00:00.000Z', '2026-12-31')).toMatchObject([
      {
        kind: 'ending-waiver',
        subject: { arn: NUMBER },
        reason: expect.stringMatching(/2026-12-31.*campaign 42.*ops@example\.com/),
      },
    ]);
  });

  it('is told for each consumer, and for resources of the scope only', () => {
    const now = '2026-12-31T10:00:00.000Z';
    const elsewhere = NUMBER.replace('us-east-1', 'eu-west-1');
    const waivers = [
      aWaiver('2026-12-31'),
      aWaiver('2026-12-31', { consumer: SANDBOX }),
      aWaiver('2026-12-31', { resource: elsewhere }),
    ];
    expect(endingWaivers(waivers, SCOPE, now).map(({ entities }) => entities[0])).toEqual([
      OUTSIDER,
      SANDBOX,
    ]);
  });
});
