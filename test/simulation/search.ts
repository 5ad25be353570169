import fc from 'fast-check';
import { aHistory, type History } from './history.ts';
import type { Planted } from './planted.ts';
import { play } from './play.ts';
import { shrunk } from './shrink.ts';
import type { Broken } from './watch.ts';

/** What a search is told. */
export interface Search {
  /** Histories of one seed are always the same. */
  readonly seed: number;
  readonly planted?: Planted | undefined;
  /** Milliseconds, by `now`. */
  readonly mostMs: number;
  /** Default: a minute. */
  readonly mostShrinkingMs?: number | undefined;
  readonly now: () => number;
}

/** What it found. `failed`: the first history that broke a promise, and what is left of it. */
export interface Found {
  readonly histories: number;
  readonly steps: number;
  readonly failed?: Failed | undefined;
}
export interface Failed {
  readonly seed: number;
  readonly history: History;
  readonly broken: readonly Broken[];
}

/** So many histories are made at a time. */
const BATCH = 20;
/** So long is each. */
export const STEPS = 20;

/** Plays one history after the other until one breaks a promise, or the time is over. */
export async function search({
  seed,
  planted = {},
  mostMs,
  mostShrinkingMs = 60_000,
  now,
}: Search): Promise<Found> {
  const end = now() + mostMs;
  let histories = 0;
  let steps = 0;
  for (let batch = 0; ; batch++) {
    // Each batch has a seed of its own, far from those of other seeds.
    const made = fc.sample(aHistory(STEPS), {
      numRuns: BATCH,
      seed: seed * 1_000_003 + batch,
    });
    for (const history of made) {
      if (now() >= end) return { histories, steps };
      const [first] = await brokenBy(history, planted);
      histories += 1;
      steps += history.steps.length;
      if (!first) continue;
      const isSame = async (each: History) =>
        (await brokenBy(each, planted)).some(({ promise }) => promise === first.promise);
      const small = await shrunk(history, isSame, { mostMs: mostShrinkingMs, now });
      return { histories, steps, failed: { seed, history: small, broken: await brokenBy(small, planted) } };
    }
  }
}

/** What a history breaks; an error that gets through breaks everything. */
export async function brokenBy(history: History, planted: Planted = {}): Promise<readonly Broken[]> {
  try {
    return (await play(history, planted)).broken;
  } catch (error) {
    return [{ promise: 0, what: String(Object(error).stack ?? error) }];
  }
}
