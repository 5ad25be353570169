import * as z from 'zod/mini';
import type { Scope } from '../core/resource.ts';
import { whatIsWrong } from './what-is-wrong.ts';

/** The envelope of every EventBridge event. Account and Region are taken from here: `detail` can be made to look alike. */
export interface Envelope {
  readonly source: string;
  readonly detailType: string;
  readonly scope: Scope;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** @returns the envelope, or what is wrong with it. */
export function envelopeOf(
  message: unknown,
): { readonly envelope: Envelope } | { readonly malformed: string } {
  const read = schema.safeParse(message);
  if (!read.success) {
    return { malformed: `not an EventBridge event: ${whatIsWrong(read.error, message)}` };
  }
  const { source, 'detail-type': detailType, account, region, resources, detail } = read.data;
  return { envelope: { source, detailType, scope: { account, region }, resources, detail } };
}

const schema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  account: z.string().check(z.regex(/^\d{12}$/)),
  region: z.string().check(z.minLength(1)),
  resources: z._default(z.array(z.string()), []),
  detail: z.record(z.string(), z.unknown()),
});
