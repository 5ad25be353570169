import { describe, expect, it } from 'vitest';
import { inSweepOrder, sweepKey } from '../../src/core/sweep.ts';
import { NOW, NUMBER, OPT_OUT_LIST, POOL, SCOPE, SENDER_ID, SHARE } from '../support/builders.ts';

describe('the order of a sweep', () => {
  it('has shares first and pools last', () => {
    const order = [SHARE, OPT_OUT_LIST, NUMBER, SENDER_ID, POOL];
    expect([POOL, SENDER_ID, SHARE, NUMBER, OPT_OUT_LIST].toSorted(inSweepOrder)).toEqual(order);
  });

  it('has nothing twice', () => {
    expect(inSweepOrder(NUMBER, NUMBER)).toBe(0);
  });
});

describe('sweeps that are asked for', () => {
  it('are handled together when they are of one scope, and one by one when they go on', () => {
    const goingOn = { scope: SCOPE, sweep: { startedAt: NOW } };
    expect(sweepKey({ scope: SCOPE })).toBe(sweepKey({ scope: SCOPE, isAnew: true }));
    expect(sweepKey({ scope: SCOPE })).not.toBe(sweepKey(goingOn));
    expect(sweepKey({ scope: SCOPE })).not.toBe(sweepKey({ scope: { ...SCOPE, region: 'eu-west-1' } }));
  });
});
