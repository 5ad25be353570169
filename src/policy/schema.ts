import * as z from 'zod';
import type { ConsumerSelector } from '../core/guardrail.ts';
import { SMS_RESOURCE_TYPES } from '../core/resource.ts';
import { ARN_PATTERN, DAY, isArnPattern, isDay, isSharedArn } from './forms.ts';

/**
 * What the guardrail file may hold. Every message says what is taken at its place; parse-guardrails.ts puts the key
 * before it and what stands there behind it.
 */
const words = (takes: string) => z.string({ error: takes }).regex(/\S/, { error: takes });
const form = (pattern: RegExp, takes: string) =>
  z.string({ error: takes }).regex(pattern, { error: takes }).meta({ description: takes });
const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices, means: string) => {
  const takes = `takes ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  return z.enum(choices, { error: takes }).meta({ description: means });
};
const list = <Item extends z.ZodType>(item: Item, takes: string) => z.array(item, { error: takes });

const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const OU = /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/;
const ACCOUNT = /^\d{12}$/;
const SERVICE = /^([a-z0-9-]+\.)+amazonaws\.com(\.cn)?$/;
const CONSUMER = new RegExp(
  [ACCOUNT, OU, ORGANIZATION, SERVICE].map(({ source }) => `(${source})`).join('|'),
);

const mode = choice(['observe', 'enforce'], 'observe: find and tell. enforce: also remove.');
const telling = (what: string) => choice(['tell', 'ignore'], what).default('tell');

const selector = z
  .strictObject(
    {
      account: form(ACCOUNT, 'takes twelve digits in quotes, such as "444455556666"').optional(),
      ou: form(OU, 'takes the id of an OU, such as ou-ab12-11111111').optional(),
      organization: z.literal(true, { error: 'takes true: every account of the organization' }).optional(),
      service: form(SERVICE, 'takes a service principal, such as sns.amazonaws.com').optional(),
    },
    { error: 'takes a list of consumers, such as { ou: ou-ab12-11111111 }' },
  )
  .refine((keys) => Object.keys(keys).length === 1, {
    error: 'takes consumers with one of account, ou, organization and service each',
  })
  .meta({ minProperties: 1, maxProperties: 1 })
  .transform(({ account, ou, service }): ConsumerSelector => {
    if (account !== undefined) return { account };
    if (ou !== undefined) return { ou };
    return service !== undefined ? { service } : { organization: true };
  });
const selectors = list(selector, 'takes a list of consumers, such as [{ ou: ou-ab12-11111111 }]');

const TYPES = `takes a list of ${SMS_RESOURCE_TYPES.join(', ')}; leave it out for all of them`;
const ARNS =
  'takes a list of ARNs of SMS resources, in which * stands for any characters, such as arn:aws:sms-voice:*:111122223333:pool/*';

const guardrail = z.strictObject(
  {
    id: form(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'takes up to 64 letters, digits, - and _').meta({
      description: 'A name of its own, which findings and messages show.',
    }),
    why: words('takes a sentence for people').optional(),
    mode: mode.optional(),
    resources: z
      .strictObject(
        {
          types: list(z.enum(SMS_RESOURCE_TYPES, { error: TYPES }), TYPES)
            .min(1, { error: TYPES })
            .optional(),
          arns: list(form(ARN_PATTERN, ARNS).refine(isArnPattern, { error: ARNS }), ARNS)
            .min(1, { error: ARNS })
            .optional(),
        },
        { error: 'takes types, arns or both' },
      )
      .optional(),
    allow: selectors.optional().meta({ description: 'Nobody else may. An empty list allows nobody.' }),
    deny: selectors.optional().meta({ description: 'These may not, whoever allows them.' }),
  },
  { error: 'takes a list of guardrails, each with an id' },
);

const RESOURCE =
  'takes the whole ARN of an SMS resource, such as arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB';
const waiver = z.strictObject(
  {
    resource: words(RESOURCE).refine(isSharedArn, { error: RESOURCE }),
    consumer: form(
      CONSUMER,
      'takes an account id in quotes, the id of an OU or of the organization, or a service principal',
    ),
    until: form(
      DAY,
      'takes a day of the calendar, such as 2026-12-31: the last on which the waiver holds',
    ).refine(isDay, {
      error: 'takes a day of the calendar, such as 2026-12-31: the last on which the waiver holds',
    }),
    reason: words('takes a sentence for people'),
    approvedBy: words('takes the name of who approved it'),
  },
  { error: 'takes a list of waivers' },
);

const pools = z.strictObject(
  {
    members: telling('Consumers of a pool who lack a number or sender ID that is in it.'),
    optOutList: telling('Consumers of a pool who lack the opt-out list that it names.'),
  },
  { error: 'takes members, optOutList or both' },
);

export const guardrailFile = z.strictObject(
  {
    organization: form(ORGANIZATION, 'takes the id of the organization, such as o-exampleorgid'),
    mode,
    guardrails: list(guardrail, 'takes a list of guardrails, each with an id'),
    pools: pools.prefault({}),
    waivers: list(waiver, 'takes a list of waivers').default([]),
  },
  { error: 'takes a map of organization, mode, guardrails, pools and waivers' },
);

const consumerKeys = Object.keys(selector.in.shape);

/** The keys that are known at a place, by its path without the positions in lists: `guardrails.resources`. */
export const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(guardrailFile.shape),
  guardrails: Object.keys(guardrail.shape),
  'guardrails.resources': ['types', 'arns'],
  'guardrails.allow': consumerKeys,
  'guardrails.deny': consumerKeys,
  pools: Object.keys(pools.shape),
  waivers: Object.keys(waiver.shape),
};
