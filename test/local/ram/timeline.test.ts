import { describe, expect, it } from 'vitest';
import { timeline } from '../../../local/ram/timeline.ts';

function aTimeline() {
  let now = 0;
  let changes = 0;
  const values = timeline<string>(
    () => now,
    () => {
      changes += 1;
    },
  );
  return {
    values,
    changes: () => changes,
    /** Goes to a moment, in milliseconds. */
    at: (ms: number) => {
      now = ms;
    },
  };
}

const HOUR = 3_600_000;

describe('a timeline', () => {
  it('shows the values as they stood', () => {
    const { values, at, changes } = aTimeline();
    values.set('a', 'one');
    at(10);
    values.set('a', 'two');
    values.set('b', 'other');
    at(20);
    values.remove('a');
    values.remove('unknown');
    expect(values.values()).toEqual(['other']);
    expect(values.get('a')).toBeUndefined();
    expect(values.valuesAt(-1)).toEqual([]);
    expect(values.valuesAt(9)).toEqual(['one']);
    expect(values.valuesAt(10)).toEqual(['two', 'other']);
    expect(values.valuesAt(20)).toEqual(['other']);
    expect(changes()).toBe(4);
  });

  it('keeps the last value of a moment', () => {
    const { values } = aTimeline();
    values.set('a', 'one');
    values.set('a', 'two');
    expect(values.valuesAt(0)).toEqual(['two']);
  });

  it('still has what stood an hour ago, and what came back after it was removed', () => {
    const { values, at } = aTimeline();
    values.set('a', 'one');
    at(10);
    values.remove('a');
    at(20);
    values.set('a', 'again');
    at(HOUR);
    values.set('b', 'b');
    expect(values.valuesAt(5)).toEqual(['one']);
    at(3 * HOUR);
    values.set('b', 'c');
    expect(values.valuesAt(2 * HOUR)).toEqual(['again', 'b']);
    expect(values.values()).toEqual(['again', 'c']);
  });

  it('forgets what has been gone for longer', () => {
    const { values, at } = aTimeline();
    values.set('a', 'one');
    at(10);
    values.remove('a');
    at(2 * HOUR);
    values.set('b', 'b');
    expect(values.valuesAt(5)).toEqual([]);
  });
});
