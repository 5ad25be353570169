import type { Guardrail } from '../../src/core/guardrail.ts';
import type { Answer } from '../../src/core/organization.ts';
import type { SmsResource, Tags } from '../../src/core/resource.ts';
import { allOf } from './three-values.ts';

/** Does the guardrail speak of the resource? `unknown`: it asks for tags, and they have not been read. */
export function covers({ resources = {} }: Guardrail, resource: SmsResource): Answer {
  const { types = [], arns = [], regions = [], accounts = [], tags = {} } = resources;
  const { account, region } = resource.scope;
  return allOf([
    yes(types.length === 0 || types.includes(resource.type)),
    yes(arns.length === 0 || arns.some((pattern) => isMatch(pattern, resource.arn))),
    yes(regions.length === 0 || regions.includes(region)),
    yes(accounts.length === 0 || accounts.includes(account)),
    hasTags(tags, resource.tags),
  ]);
}

const yes = (holds: boolean): Answer => (holds ? 'yes' : 'no');

function hasTags(asked: Tags, tags: Tags | undefined): Answer {
  if (Object.keys(asked).length === 0) return 'yes';
  if (!tags) return 'unknown';
  for (const [key, value] of Object.entries(asked)) {
    if (!Object.keys(tags).includes(key)) return 'no';
    if (value !== '*' && value !== tags[key]) return 'no';
  }
  return 'yes';
}

/** Letter by letter; a `*` tries everything that may follow it. */
function isMatch(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] !== '*') return pattern[0] === text[0] && isMatch(rest, text.slice(1));
  for (let from = 0; from <= text.length; from++) {
    if (isMatch(rest, text.slice(from))) return true;
  }
  return false;
}
