import * as z from 'zod/mini';
import type { News } from '../core/finding.ts';
import type { Reading } from '../core/reading.ts';
import { envelopeOf } from './envelope.ts';
import { whatIsWrong } from './what-is-wrong.ts';

/** Reads what wakes `on-finding`: news that the announcer put on the findings bus. Never throws. */
export function readNewsEvent(message: unknown): Reading<News> {
  const read = envelopeOf(message);
  if ('malformed' in read) return read;
  const { source, detailType, detail } = read.envelope;
  if (source !== 'sharewarden' || detailType !== 'Finding News') {
    return { ignored: `an event of ${source}, ${detailType}` };
  }
  const news = schema.safeParse(detail);
  if (news.success) return { subject: news.data };
  return { malformed: `not news of a finding: ${whatIsWrong(news.error, detail, 'detail.')}` };
}

const schema = z.object({
  findingId: z.string(),
  about: z.string(),
  change: z.enum(['opened', 'changed', 'resolved']),
  occurrence: z.int(),
  revision: z.int(),
});
