import * as z from 'zod/mini';
import type { Waking } from '../core/digest.ts';
import type { Reading } from '../core/reading.ts';
import { readNewsEvent } from './news-event.ts';

/**
 * Reads what wakes `on-finding`: news from the findings bus, its own request to tell a place, or that of `on-decision` to
 * bring a message up to date. Never throws.
 */
export function readTellingMessage(message: unknown): Reading<Waking> {
  const refresh = refreshing.safeParse(message);
  if (refresh.success) return { subject: refresh.data };
  if (!isFlush(message)) return readNewsEvent(message);
  const flush = schema.safeParse(message);
  return flush.success ? { subject: flush.data } : { malformed: 'not a place to be told' };
}

const isFlush = (message: unknown): boolean =>
  message !== null && typeof message === 'object' && 'flush' in message;

const schema = z.object({ flush: z.object({ channel: z.string(), name: z.string() }) });
const refreshing = z.object({ refresh: z.object({ channel: z.string(), ts: z.string() }) });
