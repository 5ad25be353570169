import * as z from 'zod';
import type { ConsumerSelector } from '../../core/guardrail.ts';
import { ACCOUNT, OU, SERVICE } from '../forms.ts';
import { form, list } from '../takes.ts';

export const account = form(ACCOUNT, 'takes twelve digits in quotes, such as "444455556666"');
export const ou = form(OU, 'takes the id of an OU, such as ou-ab12-11111111');
const service = form(SERVICE, 'takes a service principal, such as sns.amazonaws.com');

const selector = z
  .strictObject(
    {
      account: account.optional(),
      ou: ou.optional(),
      organization: z
        .literal(true, { error: 'takes true: every account of the organization' })
        .optional()
        .meta({ description: 'Every account of the organization.' }),
      service: service.optional(),
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

/** Whom a guardrail speaks of. */
export const consumers = list(selector, 'takes a list of consumers, such as [{ ou: ou-ab12-11111111 }]');
