import { describe, expect, it } from 'vitest';
import { judgedPolicy } from '../../src/cli/policies/judged-policy.ts';
import { GUARDRAIL_DEFAULTS, type Guardrails } from '../../src/core/guardrail.ts';
import { smsResource } from '../../src/core/resource.ts';
import { NOW, NUMBER, SANDBOX, someGuardrails } from '../support/builders.ts';

function judgedBy(file: Guardrails, Principal: unknown, Condition: object) {
  const resource = smsResource(NUMBER);
  if (!resource) throw new Error('no SMS resource');
  const document = JSON.stringify({
    Statement: { Effect: 'Allow', Principal, Action: 'sms-voice:*', Resource: NUMBER, Condition },
  });
  const read = judgedPolicy({ resource, document, ramDocuments: [] }, file, new Map(), NOW);
  return read.ok ? read.grants : [];
}

function judgedService(response: 'forbid' | 'tell' | 'ignore', condition: object) {
  const policies = { ...GUARDRAIL_DEFAULTS.policies, serviceWithoutSource: response };
  const file = someGuardrails({ guardrails: [], policies });
  return judgedBy(file, { Service: 'sns.amazonaws.com' }, condition).map(({ verdict, remedy }) => [
    verdict.decision,
    verdict.guardrail,
    remedy,
  ]);
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
    expect(judgedService(response, condition)).toEqual([expected]);
  });
});

describe('an organization that may hold a denied account', () => {
  const inOrganization = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
  const judgedGroup = (ouOrOrganization: 'tell' | 'remove', parts: Partial<Guardrails> = {}) => {
    const guardrails = [{ id: 'no-sandbox', deny: [{ account: SANDBOX }] }];
    return judgedBy(
      someGuardrails({ guardrails, groups: { ...GUARDRAIL_DEFAULTS.groups, ouOrOrganization }, ...parts }),
      '*',
      inOrganization,
    ).map(({ verdict }) => [verdict.decision, verdict.reason]);
  };
  const reason = 'it may hold accounts that are denied: which are in it is not looked at here';

  it('is allowed where that is told only', () => {
    expect(judgedGroup('tell')).toEqual([['allowed', reason]]);
  });

  it('is unknown where that would forbid it', () => {
    expect(judgedGroup('remove')).toEqual([['unknown', reason]]);
  });

  it('is allowed where nobody is denied', () => {
    expect(judgedGroup('remove', { guardrails: [] })).toEqual([['allowed', 'no guardrail covers it']]);
  });
});
