import { describe, expect, it } from 'vitest';
import { waiversIn } from '../../src/core/waivers.ts';
import { NUMBER, OUTSIDER, POOL, SANDBOX } from '../support/builders.ts';

const waiver = (until: string, resource = NUMBER, consumer = OUTSIDER) => ({
  resource,
  consumer,
  until,
  reason: 'campaign 42',
  approvedBy: 'Ann',
});
const [over, soonOver, standing] = [waiver('2026-11-01'), waiver('2026-11-02'), waiver('2026-12-31')];
const waiverOf = waiversIn({ waivers: [over, soonOver, standing, waiver('2026-12-31', POOL)] });

describe('the waiver of a resource and consumer', () => {
  it.each([
    ['2026-11-01T23:59:59.999Z', over],
    ['2026-11-02T00:00:00.000Z', soonOver],
    ['2026-11-02T23:59:59.999Z', soonOver],
    ['2026-11-03T00:00:00.000Z', standing],
    ['2027-01-01T00:00:00.000Z', undefined],
  ])('at %s is the first of the file that has not ended', (now, expected) => {
    expect(waiverOf(NUMBER, OUTSIDER, now)).toBe(expected);
  });

  it('is that of this resource and this consumer', () => {
    const now = '2026-11-02T10:00:00.000Z';
    expect(waiverOf(POOL, OUTSIDER, now)?.resource).toBe(POOL);
    expect(waiverOf(NUMBER, SANDBOX, now)).toBeUndefined();
    expect(waiversIn({ waivers: [] })(NUMBER, OUTSIDER, now)).toBeUndefined();
  });
});
