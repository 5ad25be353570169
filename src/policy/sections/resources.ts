import * as z from 'zod';
import { SMS_RESOURCE_TYPES } from '../../core/resource.ts';
import { ARN_PATTERN, isArnPattern, isSharedArn, REGION, regionMeant } from '../forms.ts';
import { filledList, form, section, words } from '../takes.ts';
import { account } from './consumers.ts';

const TYPES = `takes a list of ${SMS_RESOURCE_TYPES.join(', ')}; leave it out for all of them`;
const ARNS =
  'takes a list of ARNs of SMS resources, in which * stands for any characters, such as arn:aws:sms-voice:*:111122223333:pool/*';
const REGIONS = 'takes a list of codes of Regions, such as us-east-1; leave it out for all of them';
const ACCOUNTS = 'takes a list of owner accounts, twelve digits in quotes each';
const TAGS = 'takes a map of the tags that the resource has, such as { environment: production }';
const TAG = 'takes the value of the tag, in which no * may stand, or "*" alone for any value';

const tags = z
  .record(z.string(), form(/^(\*|[^*]*)$/, TAG), { error: TAGS })
  .refine((map) => Object.keys(map).length > 0, { error: TAGS })
  .meta({ minProperties: 1 });

/** Which resources a guardrail speaks of. */
export const resources = section({
  types: filledList(z.enum(SMS_RESOURCE_TYPES, { error: TYPES }), TYPES)
    .optional()
    .meta({ description: 'Resources of these types. Left out: of every type.' }),
  arns: filledList(form(ARN_PATTERN, ARNS).refine(isArnPattern, { error: ARNS }), ARNS)
    .optional()
    .meta({ description: 'Resources that one of these ARNs matches; * stands for any characters.' }),
  regions: filledList(form(REGION, REGIONS, regionMeant), REGIONS)
    .optional()
    .meta({ description: 'Resources in these Regions. Left out: in every Region.' }),
  accounts: filledList(account, ACCOUNTS)
    .optional()
    .meta({ description: 'Resources that these accounts own. Left out: whoever owns them.' }),
  tags: tags
    .optional()
    .meta({ description: 'Resources with every one of these tags; a value of * is any value.' }),
});

const RESOURCE =
  'takes the whole ARN of an SMS resource, such as arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB';

/** One resource. */
export const resource = words(RESOURCE).refine(isSharedArn, { error: RESOURCE });
