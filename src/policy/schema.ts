import { ORGANIZATION } from './forms.ts';
import { alerts } from './sections/alerts.ts';
import { guardrails, mode } from './sections/guardrails.ts';
import { limits } from './sections/limits.ts';
import { groups, policies, pools, shares } from './sections/responses.ts';
import { waivers } from './sections/waivers.ts';
import { form, section } from './takes.ts';

/** What the guardrail file may hold, and what it means where it says nothing. */
export const guardrailFile = section({
  organization: form(ORGANIZATION, 'takes the id of the organization, such as o-exampleorgid'),
  mode,
  guardrails,
  shares,
  policies,
  pools,
  groups,
  waivers,
  limits,
  alerts,
});
