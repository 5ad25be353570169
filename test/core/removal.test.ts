import { describe, expect, it } from 'vitest';
import { mayAttempt, moved, secondsUntilRecheck, wasHeldUp } from '../../src/core/removal.ts';
import { aRemoval, NOW } from '../support/builders.ts';

const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

describe('another attempt', () => {
  it.each([
    ['nothing on record', undefined, 0, true],
    ['planned by a run that may be alive', 'planned', 89, false],
    ['planned by a run that must be dead', 'planned', 90, true],
    ['requested a moment ago', 'requested', 60, false],
    ['requested long ago, and the principal still there', 'requested', 120, true],
    ['waiting', 'waiting', 0, true],
    ['refused a moment ago', 'refused', 600, false],
    ['refused an hour ago', 'refused', 3600, true],
    ['done', 'done', 1_000_000, false],
  ] as const)('%s', (_, status, seconds, expected) => {
    expect(mayAttempt(status && aRemoval({ status }), later(seconds))).toBe(expected);
  });
});

describe('the next look', () => {
  it.each([
    [0, 2],
    [10, 5],
    [600, 300],
    [43_200, 900],
  ])('comes %i s after the beginning in %i s', (age, seconds) => {
    expect(secondsUntilRecheck(aRemoval(), later(age))).toBe(seconds);
  });

  it('reaches past the twelve hours of an invitation in fewer than 70 looks', () => {
    let [age, looks] = [0, 0];
    while (age < 43_200) {
      age += secondsUntilRecheck(aRemoval(), later(age));
      looks += 1;
    }
    expect(looks).toBeLessThan(70);
  });
});

describe('a removal that moves on', () => {
  it('keeps every step and counts the answers of RAM', () => {
    const removal = moved(
      moved(aRemoval(), 'waiting', later(1), 'in transition'),
      'requested',
      later(9),
      'accepted',
    );
    expect(removal.steps.map(({ status }) => status)).toEqual(['planned', 'waiting', 'requested']);
    expect(removal.attempts).toBe(2);
  });
});

describe('a removal that people may have heard of as held up', () => {
  it.each([
    ['accepted at once', ['requested', 1], undefined, false],
    ['accepted after a moment', ['waiting', 1], ['requested', 59], false],
    ['accepted after a minute', ['waiting', 1], ['requested', 60], true],
    ['accepted after a refusal', ['refused', 1], ['requested', 2], true],
    ['never accepted', ['waiting', 1], undefined, false],
  ] as const)('%s', (_, first, second, expected) => {
    const steps = [['planned', 0] as const, first, ...(second ? [second] : [])];
    const removal = aRemoval({
      steps: steps.map(([status, seconds]) => ({ status, at: later(seconds), reason: 'x' })),
    });
    expect(wasHeldUp(removal)).toBe(expected);
  });
});
