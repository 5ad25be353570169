import { callsPerSecond } from './request-rates.ts';

/**
 * Milliseconds from the beginning of one call to that of the next. A little more than the rate asks for: on their way,
 * a call may be held up for a few milliseconds more than the one behind it.
 *
 * @param perSecond `undefined`: the calls need not wait for each other.
 */
export const gapMs = (perSecond: number | undefined): number =>
  perSecond === undefined ? 0 : Math.ceil((1000 / perSecond) * SLACK);

const SLACK = 1.02;

/** How long nothing is asked after an answer that it was too often: others use the rate too. @param times in a row, from 1. */
export const pauseMs = (times: number): number => Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** (times - 1));

const LONGEST_PAUSE_MS = 30_000;

/** So many refusals in a row are an outage, or a rate that is not ours to use: two minutes of pauses. */
export const MOST_THROTTLED = 8;

/** Seconds that so many calls take, by operation: operations don't wait for each other. */
export const secondsFor = (calls: ReadonlyMap<string, number>): number =>
  Math.max(0, ...[...calls].map(([operation, count]) => (count * gapMs(callsPerSecond(operation))) / 1000));
