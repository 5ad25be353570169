import { dueOf, type Target, targetKey } from '../core/digest.ts';
import type { Pace } from '../ports.ts';
import { type DeliverPorts, type Delivery, type DeliveryRun, sendDigests } from './send-digests.ts';

/** Longer than on-finding may run, else two tell the same; shorter than its queue hides a message. */
export const LEASE_MS = 60_000;

/**
 * Tells a place what is due there, and asks for a flush when more will be. One run tells a place at a time. What
 * the place has heard already is not told again, whoever died over it.
 *
 * @throws when the place did not take all that is due. What it took is noted.
 */
export async function deliver(target: Target, run: DeliveryRun, ports: DeliverPorts): Promise<Delivery> {
  const begun = await ports.outbox.begin(target, ports.clock.now(), LEASE_MS);
  if (!begun) {
    await ports.flushes.ask(target, Math.min(MOST_HELD_SECONDS, Math.max(1, ports.digestSeconds)));
    return { told: [], messages: 0 };
  }
  const { pace, outgoing } = begun;
  let after = pace;
  try {
    const { due, nextAt } = dueOf(outgoing, pace.lastTold, ports.digestSeconds, ports.clock.now());
    const sent = await sendDigests(target, due, pace, run, ports);
    after = { ...pace, lastTold: { ...pace.lastTold, ...sent.lastTold }, lastAt: sent.lastAt };
    // Who asked comes again, and sees to the rest: one more flush each time would soon be many.
    if (sent.failures.length > 0) throw new Error(`${targetKey(target)}: ${sent.failures.join('; ')}`);
    const moreAt = sent.isCutShort ? ports.clock.now() : nextAt;
    if (moreAt !== undefined)
      after = { ...after, flushAt: await askForFlush(target, moreAt, pace, run, ports) };
    return { told: sent.told, messages: sent.messages };
  } finally {
    await ports.outbox.end(target, after, ports.clock.now());
  }
}

/** So soon a place is tried again that somebody else is telling. */
const MOST_HELD_SECONDS = 5;

/** Unless one has been asked for that will come about then. @returns when the last one that was asked for comes. */
async function askForFlush(
  target: Target,
  at: string,
  { flushAt }: Pace,
  { isAsked }: DeliveryRun,
  { flushes, clock }: DeliverPorts,
): Promise<string> {
  const now = Date.parse(clock.now());
  const seconds = Math.min(MOST_DELAY_SECONDS, Math.max(1, Math.ceil((Date.parse(at) - now) / 1000)));
  const comesAt = new Date(now + seconds * 1000).toISOString();
  // One that has come may have come too early for its own note: clocks differ.
  if (!isAsked && flushAt !== undefined && clock.now() < flushAt && flushAt <= comesAt) return flushAt;
  await flushes.ask(target, seconds);
  return comesAt;
}

/** The most that SQS delays. */
const MOST_DELAY_SECONDS = 900;
