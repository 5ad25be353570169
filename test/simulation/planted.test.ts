import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLANTED } from './planted/index.ts';
import { brokenBy, search } from './search.ts';

/**
 * What is removed twice is not on record the second time. What was not read shows in what is overlooked, or taken away,
 * for want of it; what is lost of a policy in whom it is lost to, or in what is not on record of it.
 */
const SHOWS_AS: Readonly<Record<number, readonly number[]>> = { 1: [7], 3: [1, 2], 6: [2, 7] };
const MOST_SECONDS = 60;

describe('the simulation with a defect planted', () => {
  it('knows all that are there', () => {
    const files = readdirSync(`${import.meta.dirname}/planted`).map((name) => name.replace('.ts', ''));
    expect(Object.keys(PLANTED).sort()).toEqual(files.filter((name) => name !== 'index').sort());
    expect(files.length).toBeGreaterThan(12);
  });

  it.each(Object.entries(PLANTED))(
    'fails where %s',
    async (name, planted) => {
      const began = performance.now();
      const now = () => performance.now();
      const { histories, failed } = await search({
        seed: planted.seed ?? 1,
        planted,
        mostMs: MOST_SECONDS * 1000,
        mostShrinkingMs: 0,
        now,
      });
      const seconds = ((now() - began) / 1000).toFixed(1);
      console.log(`${name}: ${histories} histories, ${seconds} s: ${failed?.broken[0]?.what}`);
      expect(failed, planted.breaks).toBeDefined();
      const promises = failed?.broken.map(({ promise }) => promise) ?? [];
      const promise = Number.parseInt(planted.breaks ?? '', 10);
      expect([promise, ...(SHOWS_AS[promise] ?? [])].some((each) => promises.includes(each))).toBe(true);
      expect(failed && (await brokenBy(failed.history))).toEqual([]);
    },
    MOST_SECONDS * 1500,
  );
});
