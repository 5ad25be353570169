import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptReason, moved, type Removal, type RemovalStatus } from '../../src/core/removal.ts';
import {
  isStanding,
  isUnderWay,
  mayAttempt,
  secondsUntilRecheck,
  wasAsked,
  wasHeldUp,
} from '../../src/core/removal-pace.ts';
import { aRemoval, aStep, NOW } from '../support/builders.ts';

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
    ['refused not quite an hour ago', 'refused', 3599, false],
    ['requested not quite long ago', 'requested', 119, false],
    ['done', 'done', 1_000_000, false],
    ['undone', 'undone', 1_000_000, false],
  ] as const)('%s', (_, status, seconds, expected) => {
    expect(mayAttempt(status && aRemoval({ status }), true, later(seconds))).toBe(expected);
  });
});

describe('another attempt after several steps', () => {
  it('need not wait where the guardrails had left it to people', () => {
    const removal = moved(aRemoval(), { ...aStep('refused'), isLeft: true });
    expect(mayAttempt(removal, true, NOW)).toBe(true);
  });

  it('waits from the last of them', () => {
    const removal = moved(aRemoval(), aStep('requested', later(300)));
    expect(mayAttempt(removal, true, later(419))).toBe(false);
    expect(mayAttempt(removal, true, later(420))).toBe(true);
  });
});

describe('another attempt at what waits', () => {
  const waiting = (steps: number, last = 0) =>
    aRemoval({
      status: 'waiting',
      steps: Array.from({ length: steps }, () => aStep('waiting', later(last))),
    });

  it.each([
    ['at once where nothing stands in its way', true, 2, 0, 0, true],
    ['not at once where an invitation does', false, 2, 0, 0, false],
    ['a second later at the beginning', false, 2, 0, 0.999, false],
    ['a second later at the beginning', false, 2, 0, 1, true],
    ['at half the interval of the re-checks, when it is older', false, 2, 0, 4, true],
    ['after half of fifteen minutes at most', false, 2, 0, 450, true],
    ['at once with 199 steps', true, 199, 0, 0, true],
    ['not at once with 200, ready or not', true, 200, 0, 0, false],
  ] as const)('comes %s', (_, isReady, steps, last, seconds, expected) => {
    expect(mayAttempt(waiting(steps, last), isReady, later(seconds))).toBe(expected);
  });

  it('leaves a record of fewer than 500 steps, whatever comes, in the twelve hours of an invitation', () => {
    let removal = aRemoval({ status: 'waiting', steps: [aStep('waiting')] });
    for (let second = 0; second < 43_200; second += 1) {
      if (!mayAttempt(removal, true, later(second))) continue;
      removal = moved(moved(removal, aStep('planned', later(second))), aStep('waiting', later(second)));
    }
    expect(removal.steps.length).toBeLessThan(500);
  });
});

describe('another attempt after very many', () => {
  const DAY = 86_400;
  const tried = (status: RemovalStatus, steps: number) =>
    aRemoval({ status, steps: Array.from({ length: steps }, () => aStep(status)) });

  it.each([
    ['planned', 199, 90],
    ['planned', 200, DAY],
    ['requested', 199, 120],
    ['requested', 200, DAY],
    ['refused', 199, 3600],
    ['refused', 200, DAY],
    ['refused', 299, DAY],
    ['refused', 300, 2 * DAY],
    ['refused', 400, 4 * DAY],
    ['waiting', 299, DAY],
    ['waiting', 300, 2 * DAY],
  ] as const)('comes, with %s and %i steps, in %i s', (status, steps, seconds) => {
    const removal = tried(status, steps);
    expect(mayAttempt(removal, true, later(seconds - 1))).toBe(false);
    expect(mayAttempt(removal, true, later(seconds))).toBe(true);
  });

  it('comes as before as long as it may wait for an invitation', () => {
    const began = aStep('waiting');
    const waits = (since: number): Removal => {
      const steps = [began, ...Array.from({ length: 250 }, () => aStep('waiting', later(since)))];
      return aRemoval({ status: 'waiting', steps });
    };
    expect(mayAttempt(waits(46_000), true, later(46_450))).toBe(true);
    expect(mayAttempt(waits(46_400), true, later(46_850))).toBe(false);
  });

  it('need not wait where the guardrails had left it to people', () => {
    const left = moved(tried('refused', 500), { ...aStep('refused'), isLeft: true });
    expect(mayAttempt(left, true, NOW)).toBe(true);
  });

  it('is made at once when an invitation is accepted, after whatever sweeps and re-checks there were', () => {
    let removal = aRemoval({ status: 'waiting', steps: [aStep('waiting')] });
    for (let second = 0; second < 13 * 3600; second += secondsUntilRecheck(removal, later(second)) ?? 900) {
      if (!mayAttempt(removal, false, later(second))) continue;
      removal = moved(moved(removal, aStep('planned', later(second))), aStep('waiting', later(second)));
    }
    expect(mayAttempt(removal, true, removal.steps.at(-1)?.at ?? '')).toBe(true);
  });

  it('leaves a record of less than 300 KB after a year of looks every 15 minutes, whatever comes of them', () => {
    const outcomes = fc.array(fc.constantFrom('requested', 'refused', 'waiting', 'planned'), {
      minLength: 1,
      maxLength: 4,
    });
    const stepOf = (status: RemovalStatus, second: number) => ({
      ...aStep(status, later(second), keptReason('x'.repeat(5000))),
      event: '7b1c9e0a-0000-4000-8000-000000000001',
    });
    fc.assert(
      fc.property(outcomes, fc.boolean(), (cycle, isReady) => {
        let [removal, attempts] = [aRemoval(), 0];
        for (let second = 0; second < 365 * DAY; second += 900) {
          if (!mayAttempt(removal, isReady, later(second))) continue;
          const status = cycle[attempts % cycle.length] ?? 'refused';
          const attempt = moved(removal, { ...stepOf('planned', second), reason: `attempt ${attempts}` });
          removal = status === 'planned' ? attempt : moved(attempt, stepOf(status, second));
          attempts += 1;
        }
        expect(attempts).toBeGreaterThan(150);
        expect(JSON.stringify(removal).length).toBeLessThan(300_000);
      }),
      {
        numRuns: 20,
        examples: [
          [['refused'], true],
          [['requested'], true],
          [['waiting'], true],
        ],
      },
    );
  });
});

describe('a removal that is', () => {
  it.each([
    ['planned', 89, true],
    ['planned', 90, false],
    ['requested', 119, true],
    ['requested', 120, false],
    ['waiting', 0, false],
    ['refused', 0, false],
    ['done', 0, false],
  ] as const)('%s for %i s is under way: %s', (status, seconds, expected) => {
    const steps = Array.from({ length: 300 }, () => aStep(status));
    expect(isUnderWay(aRemoval({ status, steps }), later(seconds))).toBe(expected);
  });
});

describe('the next look', () => {
  it.each([
    [0, 2],
    [10, 10],
    [600, 600],
    [2400, 900],
    [3600, undefined],
  ])('comes %i s after the beginning in %i s', (age, seconds) => {
    expect(secondsUntilRecheck(aRemoval(), later(age))).toBe(seconds);
  });

  it('comes soon after what nobody recorded the beginning of', () => {
    expect(secondsUntilRecheck(aRemoval({ steps: [] }), NOW)).toBe(2);
  });

  it('looks after it for an hour in fewer than 20 looks, and leaves the rest to the sweeps', () => {
    let [age, looks] = [0, 0];
    for (let next: number | undefined = 0; next !== undefined; looks += 1) {
      age += next;
      next = secondsUntilRecheck(aRemoval(), later(age));
    }
    expect(age).toBeGreaterThanOrEqual(3600);
    expect(looks).toBeLessThan(20);
  });

  it('counts from when what waited was taken up again', () => {
    const at = (status: RemovalStatus, seconds: number) => ({ ...aStep(status), at: later(seconds) });
    const waited = [at('planned', 0), at('waiting', 1), at('planned', 40_000), at('requested', 40_001)];
    const removal = aRemoval({ status: 'requested', steps: waited });
    expect(secondsUntilRecheck(removal, later(40_002))).toBe(2);
    const again = aRemoval({ status: 'waiting', steps: [...waited, at('waiting', 40_100)] });
    expect(secondsUntilRecheck(again, later(40_101))).toBe(undefined);
  });
});

describe('a removal', () => {
  const after = (...statuses: readonly RemovalStatus[]): Removal =>
    aRemoval({
      ...(statuses.length > 0 && { status: statuses.at(-1) ?? 'planned' }),
      steps: statuses.map((status) => aStep(status)),
    });

  it.each([
    [['planned'], true],
    [['planned', 'requested'], true],
    [['planned', 'requested', 'waiting'], true],
    [['planned', 'requested', 'done'], true],
    [['planned', 'waiting', 'planned'], true],
    [['planned', 'waiting'], false],
    [['planned', 'refused'], false],
    [['planned', 'done'], true],
    [['planned', 'waiting', 'done'], false],
    [['planned', 'refused', 'undone'], false],
  ] as const)('that went %j may have been heard by RAM: %s', (statuses, expected) => {
    expect(wasAsked(after(...statuses))).toBe(expected);
  });

  it.each([
    ['planned', true],
    ['requested', true],
    ['waiting', true],
    ['refused', false],
    ['done', false],
    ['undone', false],
  ] as const)('that is %s is worth looking for: %s', (status, expected) => {
    expect(isStanding(aRemoval({ status }))).toBe(expected);
  });

  it('that has no steps is as if it had just begun', () => {
    expect(mayAttempt(aRemoval({ steps: [] }), true, later(1000))).toBe(false);
    expect(wasHeldUp(aRemoval({ steps: [] }))).toBe(false);
  });
});

describe('a removal that people may have heard of as held up', () => {
  it.each([
    ['accepted at once', ['requested', 1], undefined, false],
    ['accepted after a moment', ['waiting', 1], ['requested', 59], false],
    ['accepted after a minute', ['waiting', 1], ['requested', 60], true],
    ['accepted after a refusal', ['refused', 1], ['requested', 2], true],
    ['never accepted', ['waiting', 1], undefined, false],
    ['accepted after a minute without a wait', ['requested', 61], undefined, false],
    ['planned anew after a minute', ['waiting', 1], ['planned', 61], true],
    ['accepted at once, and then made to wait', ['requested', 1], ['waiting', 61], false],
  ] as const)('%s', (_, first, second, expected) => {
    const steps = [['planned', 0] as const, first, ...(second ? [second] : [])];
    const removal = aRemoval({
      steps: steps.map(([status, seconds]) => aStep(status, later(seconds))),
    });
    expect(wasHeldUp(removal)).toBe(expected);
  });
});
