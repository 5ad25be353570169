import * as z from 'zod';
import { smsResource } from '../../core/resource.ts';
import { ACCOUNT, anyOf, DAY, isDay, OU, SERVICE } from '../forms.ts';
import { nearMiss } from '../near-miss.ts';
import { choice, filledList, form, list, section, words } from '../takes.ts';
import { ou } from './consumers.ts';
import { resource } from './resources.ts';

const CONSUMER =
  'takes an account id in quotes, the id of an OU, organization, a service principal, or "*" for everyone';
const IN =
  'takes the id of an OU, a list of them from the top down, organization for none of its OUs, outside, or unknown';
const ON = 'takes a day of the calendar, such as 2026-12-31';
const TAGS = 'takes a map of the tags that the resource has, such as { environment: production }';
const CASES = 'takes a list of cases, each with given and expect';
const PLACES = ['organization', 'outside', 'unknown'] as const;

const consumer = form(anyOf(ACCOUNT, OU, SERVICE, /^(organization|\*)$/), CONSUMER, (text) =>
  nearMiss(text, ['organization']),
);
const place = z.union(
  [
    form(anyOf(OU, /^(organization|outside|unknown)$/), IN, (text) => nearMiss(text, PLACES)),
    filledList(ou, IN),
  ],
  { error: IN },
);

const given = section({
  // Its form has been checked by then, so that it is one.
  resource: resource.transform((arn) => smsResource(arn) ?? z.NEVER),
  consumer,
  in: place.optional(),
  suspended: z.literal(true, { error: 'takes true, of an account that is suspended or closed' }).optional(),
  tags: z.record(z.string(), z.string({ error: 'takes the value of the tag' }), { error: TAGS }).default({}),
  via: choice(['share', 'policy'], 'How the resource is shared.').default('share'),
  on: form(DAY, ON).refine(isDay, { error: ON }).optional(),
});

const aCase = z.strictObject(
  {
    name: words('takes a sentence for people').optional(),
    given,
    expect: choice(['allowed', 'forbidden', 'unknown'], 'What the guardrails shall say.'),
    by: form(
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
      'takes the id of the guardrail that decides, or the setting, such as policies.everyone',
    ).optional(),
  },
  { error: CASES },
);

/** What a file of cases may hold. */
export const caseFile = section({ cases: list(aCase, CASES) });
