import { describe, expect, it } from 'vitest';
import { timeRoutes } from '../../../local/control/time.ts';
import { inFlight } from '../../../local/in-flight.ts';
import { virtualClock } from '../../../local/virtual-clock.ts';
import { asking } from './api.ts';

function given() {
  const clock = virtualClock({ mode: 'manual', startMs: Date.UTC(2026, 10, 1) });
  const work = inFlight();
  return { clock, work, ask: asking(timeRoutes(clock, work)) };
}

describe('moving the clock', () => {
  it('runs what comes due on the way before it answers', async () => {
    const { clock, ask } = given();
    const ran: string[] = [];
    clock.at(clock.now() + 43_200_000, () => ran.push('the invitation expires'));
    expect(await ask('POST /_local/clock', { advanceSeconds: 43_200 })).toMatchObject({
      status: 200,
      body: { now: '2026-11-01T12:00:00.000Z' },
    });
    expect(ran).toEqual(['the invitation expires']);
  });

  it.each([
    ['nothing', {}, /advanceSeconds: .*number/],
    ['a text', { advanceSeconds: '60' }, /advanceSeconds: .*expected number/],
    ['a step back', { advanceSeconds: -1 }, /advanceSeconds: .*>=0/],
    ['more time than a date can hold', { advanceSeconds: 1e18 }, /advanceSeconds: .*<=315360000/],
    ['another key', { advanceSeconds: 1, seconds: 1 }, /unknown "seconds"; allowed: advanceSeconds/],
    ['a list', [], /expected object/],
    ['no JSON', '{advanceSeconds: 1}', /the body is not JSON/],
  ])('by %s is refused', async (_, body, message) => {
    const { clock, ask } = given();
    const before = clock.now();
    const answer = await ask('POST /_local/clock', body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(message) } });
    expect(clock.now()).toBe(before);
  });
});

describe('waiting until idle', () => {
  it('answers once nothing is in flight', async () => {
    const { work, ask } = given();
    const end = work.begin('a message');
    const answer = ask('POST /_local/idle');
    end();
    expect(await answer).toEqual({ status: 200, body: { idle: true } });
  });

  it('says what is still in flight when time is up', async () => {
    const { work, ask } = given();
    work.begin('a message in share-changes');
    expect(await ask('POST /_local/idle', { timeoutSeconds: 0.001 })).toMatchObject({
      status: 408,
      body: {
        idle: false,
        error: 'still in flight after 0.001 s: a message in share-changes',
        inFlight: ['a message in share-changes'],
      },
    });
  });

  it('refuses a time without end', async () => {
    const { ask } = given();
    expect(await ask('POST /_local/idle', { timeoutSeconds: 1e9 })).toMatchObject({ status: 400 });
  });
});
