import * as z from 'zod/mini';
import type { Reading } from '../core/reading.ts';
import type { SweepRequest } from '../core/sweep.ts';
import { whatIsWrong } from './what-is-wrong.ts';

/** Reads what wakes `on-scope-due`: a sweep that is asked for, or the rest of one. Never throws. */
export function readSweepRequest(message: unknown): Reading<SweepRequest> {
  const read = schema.safeParse(message);
  if (read.success) return { subject: read.data };
  return { malformed: `not a sweep to make: ${whatIsWrong(read.error, message)}` };
}

const schema = z.object({
  scope: z.object({
    account: z.string().check(z.regex(/^\d{12}$/)),
    region: z.string().check(z.minLength(1)),
  }),
  sweep: z.optional(
    z.object({
      startedAt: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
      after: z.optional(z.string()),
    }),
  ),
  isAnew: z.optional(z.literal(true)),
});
