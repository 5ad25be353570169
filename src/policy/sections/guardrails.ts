import * as z from 'zod';
import { choice, form, list, words } from '../takes.ts';
import { consumers } from './consumers.ts';
import { resources } from './resources.ts';

export const mode = choice(['observe', 'enforce'], 'observe: find and tell. enforce: also remove.');

const TAKES = 'takes a list of guardrails, each with an id';

/** The id of a guardrail. */
export const guardrailId = form(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
  'takes up to 64 letters, digits, - and _',
);

const guardrail = z.strictObject(
  {
    id: form(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'takes up to 64 letters, digits, - and _').meta({
      description: 'A name of its own, which findings and messages show.',
    }),
    why: words('takes a sentence for people').optional().meta({ description: 'A sentence for people.' }),
    mode: mode.optional().meta({ description: 'A mode of its own, whatever that of the file is.' }),
    resources: resources
      .optional()
      .meta({ description: 'What it covers: all of these must match. Left out: every SMS resource.' }),
    allow: consumers
      .optional()
      .meta({ description: 'Nobody else may use the resources. An empty list allows nobody.' }),
    deny: consumers.optional().meta({ description: 'These may not use them, whoever allows them.' }),
  },
  { error: TAKES },
);

/** Who may, and who may not, use which resources. */
export const guardrails = list(guardrail, TAKES).meta({
  description: 'Who may use which resources. Every guardrail that covers a resource must agree; deny wins.',
});
