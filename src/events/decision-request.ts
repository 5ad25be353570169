import * as z from 'zod/mini';
import type { DecisionRequest } from '../core/decision.ts';
import type { Reading } from '../core/reading.ts';
import { whatIsWrong } from './what-is-wrong.ts';

/** Reads what wakes `on-decision`: what somebody decided by a button. Never throws. */
export function readDecisionRequest(message: unknown): Reading<DecisionRequest> {
  const read = schema.safeParse(message);
  if (read.success) return { subject: read.data };
  return { malformed: `not a decision: ${whatIsWrong(read.error, message)}` };
}

const schema = z.object({
  kind: z.enum(['undo', 'waive', 'snooze']),
  about: z.string().check(z.minLength(1)),
  findingId: z.string().check(z.minLength(1)),
  occurrence: z.int().check(z.minimum(1)),
  by: z.string().check(z.minLength(1)),
  at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
  place: z.object({ channel: z.string(), ts: z.string() }),
});
