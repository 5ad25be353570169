import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLANTED } from './planted/index.ts';
import { brokenBy, search } from './search.ts';

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
      expect(failed && (await brokenBy(failed.history))).toEqual([]);
    },
    MOST_SECONDS * 1500,
  );
});
