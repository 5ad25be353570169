import { beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED } from '../support/builders.ts';
import { type Storm, storm } from '../support/storm.ts';

describe('10,000 events of 100 shares within seconds, a third of them of one share', () => {
  let end: Storm;
  beforeAll(async () => {
    end = await storm();
  }, 300_000);

  it('end with every forbidden consumer gone, by one removal each, told once each', () => {
    expect(end.events).toBe(10_000);
    expect(end.left).toEqual(end.left.map(() => [ALLOWED]));
    expect([end.removals.length, new Set(end.removals).size]).toEqual([100, 100]);
    expect(end.told).toBe(100);
  });

  it('have each share looked at, and none more often than three times a second', () => {
    const mostPerSecond = end.looks.map((times) =>
      Math.max(...times.map((time, n) => times.slice(n).filter((later) => later < time + 1000).length)),
    );
    expect(Math.min(...mostPerSecond)).toBeGreaterThan(0);
    expect(Math.max(...mostPerSecond)).toBeLessThanOrEqual(3);
  });

  it('leave no dead letter, and fit in 256 MB', () => {
    expect(end.deadLetters).toBe(0);
    expect(end.memoryMb).toBeGreaterThan(0);
    expect(end.memoryMb).toBeLessThan(256);
  });
});
