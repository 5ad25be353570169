import * as z from 'zod';
import { ACCOUNT, anyOf, DAY, isDay, ORGANIZATION, OU, SERVICE } from '../forms.ts';
import { form, list, words } from '../takes.ts';
import { resource } from './resources.ts';

const UNTIL = 'takes a day of the calendar, such as 2026-12-31: the last on which the waiver holds';
const TAKES = 'takes a list of waivers';

/** One waiver. */
export const waiver = z.strictObject(
  {
    resource: resource.meta({ description: 'The whole ARN of the one resource.' }),
    consumer: form(
      anyOf(ACCOUNT, OU, ORGANIZATION, SERVICE, /^\*$/),
      'takes an account id in quotes, the id of an OU or of the organization, a service principal, or "*" for everyone',
    ),
    until: form(DAY, UNTIL)
      .refine(isDay, { error: UNTIL })
      .meta({ description: 'The last day on which it holds, in UTC, such as 2026-12-31.' }),
    reason: words('takes a sentence for people'),
    approvedBy: words('takes the name of who approved it'),
  },
  { error: TAKES },
);

/** Grants that are allowed until a day. */
export const waivers = list(waiver, TAKES).default([]).meta({
  description: 'Each lifts what guardrails say of one resource and one consumer, until its day is over.',
});
