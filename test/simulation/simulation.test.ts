import { describe, expect, it } from 'vitest';
import type { History } from './history.ts';
import { ownEchoesHeard } from './planted/own-echoes-heard.ts';
import { brokenBy, STEPS, search } from './search.ts';

const SECONDS = 30;
const now = () => performance.now();

describe('the simulation', () => {
  it.each([
    ['the same seed each time', 1],
    ['a fresh seed', Math.floor(Math.random() * 1_000_000)],
  ])(
    'breaks no promise with %s: %i',
    async (_, seed) => {
      const { histories, steps, failed } = await search({ seed, mostMs: SECONDS * 1000, now });
      console.log(`seed ${seed}: ${histories} histories, ${steps} steps`);
      expect(failed, `npm run simulate -- --replay '${JSON.stringify(failed?.history)}'`).toBeUndefined();
      expect(steps).toBeGreaterThanOrEqual(histories * STEPS);
    },
    SECONDS * 5000,
  );

  it('plays the same history the same way, and shrinks one that breaks a promise', async () => {
    const found = await search({ seed: 2, planted: ownEchoesHeard, mostMs: 60_000, now });
    const replay: History = JSON.parse(JSON.stringify(found.failed?.history));
    expect(replay.steps.length).toBeLessThan(5);
    expect(await brokenBy(replay, ownEchoesHeard)).toEqual(found.failed?.broken);
    expect(await brokenBy(replay)).toEqual([]);
  }, 120_000);
});
