import { describe, expect, it } from 'vitest';
import { judgedPolicy } from '../../src/cli/policies/judged-policy.ts';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { smsResource } from '../../src/core/resource.ts';
import { NOW, NUMBER, someGuardrails } from '../support/builders.ts';

function judged(response: 'forbid' | 'tell' | 'ignore', Condition: object = {}) {
  const resource = smsResource(NUMBER);
  if (!resource) throw new Error('no SMS resource');
  const Principal = { Service: 'sns.amazonaws.com' };
  const document = JSON.stringify({
    Statement: { Effect: 'Allow', Principal, Action: 'sms-voice:*', Resource: NUMBER, Condition },
  });
  const policies = { ...GUARDRAIL_DEFAULTS.policies, serviceWithoutSource: response };
  const file = someGuardrails({ guardrails: [], policies });
  const read = judgedPolicy({ resource, document, ramDocuments: [] }, file, new Map(), NOW);
  return read.ok
    ? read.grants.map(({ verdict, remedy }) => [verdict.decision, verdict.guardrail, remedy])
    : [];
}

const SETTING = 'policies.serviceWithoutSource';
const UNPROVEN = { StringLike: { 'aws:SourceArn': '*' } };
const OWN = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

describe('a service that may act for anybody', () => {
  it.each([
    ['forbid', {}, ['forbidden', SETTING, 'bind']],
    ['forbid', UNPROVEN, ['unknown', SETTING, undefined]],
    ['forbid', OWN, ['allowed', undefined, undefined]],
    ['tell', {}, ['allowed', SETTING, undefined]],
    ['tell', UNPROVEN, ['allowed', SETTING, undefined]],
    ['ignore', {}, ['allowed', undefined, undefined]],
  ] as const)('with %s and the condition %j', (response, condition, expected) => {
    expect(judged(response, condition)).toEqual([expected]);
  });
});
