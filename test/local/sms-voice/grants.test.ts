import { describe, expect, it } from 'vitest';
import { isOpen, verdictOf } from '../../../local/sms-voice/grants.ts';
import { readPolicy } from '../../../local/sms-voice/policy-document.ts';
import { aCloud, CONSUMER } from './a-cloud.ts';

const ARN = 'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-0123456789abcdef0123456789abcdef';
const ROLE = `arn:aws:iam::${CONSUMER}:role/Sender`;
const OUTSIDER = '999988887777';
const allow = { Effect: 'Allow', Principal: '*', Action: 'sms-voice:*', Resource: ARN };
const when = (Condition: object) => [{ ...allow, Condition }];

const grants = (account: string, statements: readonly object[], arn?: string) =>
  isOpen(
    verdictOf(
      readPolicy(JSON.stringify({ Statement: statements })),
      ARN,
      { account, arn },
      aCloud().organizations,
    ),
    false,
  );

describe('a resource policy', () => {
  it.each<[string, boolean, readonly object[]]>([
    ['everyone', true, [allow]],
    ['everyone, as an AWS principal', true, [{ ...allow, Principal: { AWS: ['*'] } }]],
    ['the bare account', true, [{ ...allow, Principal: { AWS: CONSUMER } }]],
    ["the account's root", true, [{ ...allow, Principal: { AWS: `arn:aws:iam::${CONSUMER}:root` } }]],
    ['the role that calls', true, [{ ...allow, Principal: { AWS: ROLE } }]],
    ['another role of the account', false, [{ ...allow, Principal: { AWS: `${ROLE}2` } }]],
    ['another account', false, [{ ...allow, Principal: { AWS: OUTSIDER } }]],
    ['a service', false, [{ ...allow, Principal: { Service: 'sns.amazonaws.com' } }]],
    [
      'a service, and the account beside it',
      true,
      [{ ...allow, Principal: { Service: 'sns.amazonaws.com', AWS: [OUTSIDER, CONSUMER] } }],
    ],
    ['all but another', true, [{ ...allow, Principal: undefined, NotPrincipal: { AWS: OUTSIDER } }]],
    ['all but the account', false, [{ ...allow, Principal: undefined, NotPrincipal: { AWS: CONSUMER } }]],
    ['one action, in any case', true, [{ ...allow, Action: ['SMS-VOICE:sendtextmessage'] }]],
    ['actions of another service', false, [{ ...allow, Action: 's3:*' }]],
    ['all but some actions', true, [{ ...allow, Action: undefined, NotAction: 'sms-voice:Send*' }]],
    ['all but all actions', false, [{ ...allow, Action: undefined, NotAction: 'sms-voice:*' }]],
    ['another resource', false, [{ ...allow, Resource: `${ARN}0` }]],
    ['resources by pattern', true, [{ ...allow, Resource: ['arn:aws:sms-voice:*:pool/*'] }]],
    ['no resource named', true, [{ ...allow, Resource: undefined }]],
    ['a denial of it all beside it', false, [allow, { ...allow, Effect: 'Deny' }]],
    ['a denial of a part beside it', true, [allow, { ...allow, Effect: 'Deny', Action: 'sms-voice:Send*' }]],
    [
      'a denial for another beside it',
      true,
      [allow, { ...allow, Effect: 'Deny', Principal: { AWS: OUTSIDER } }],
    ],
    ['the organization', true, when({ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } })],
    ['another organization', false, when({ StringEquals: { 'aws:PrincipalOrgID': ['o-otherorgid'] } })],
    [
      'the account by condition',
      true,
      when({ StringEquals: { 'aws:principalaccount': [OUTSIDER, CONSUMER] } }),
    ],
    ['not the account by condition', false, when({ StringNotEquals: { 'aws:PrincipalAccount': CONSUMER } })],
    ['the role by condition', true, when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/S*' } })],
    [
      'the exact path of the OU',
      true,
      when({
        'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': 'o-exampleorgid/r-ab12/ou-ab12-11111111/' },
      }),
    ],
    [
      'another OU',
      false,
      when({
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorgid/r-ab12/ou-ab12-22222222/*' },
      }),
    ],
    [
      'two conditions, one of them false',
      false,
      when({
        StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid', 'aws:PrincipalAccount': OUTSIDER },
      }),
    ],
    ['a key that is not sent', false, when({ StringEquals: { 'aws:SourceAccount': CONSUMER } })],
    ['a key that need not be sent', true, when({ StringEqualsIfExists: { 'aws:SourceAccount': CONSUMER } })],
    ['a key that must not be sent', true, when({ Null: { 'aws:SourceAccount': 'true' } })],
    ['a key that must be sent', false, when({ Null: { 'aws:SourceAccount': 'false' } })],
    ['an operator that is not simulated', false, when({ DateLessThan: { 'aws:CurrentTime': '2030-01-01' } })],
    [
      'a denial by an operator that is not simulated',
      false,
      [allow, { ...allow, Effect: 'Deny', Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } } }],
    ],
  ])('for %s: %s', (_who, isGranted, statements) => {
    expect(grants(CONSUMER, statements, ROLE)).toBe(isGranted);
  });

  it('for the organization grants nothing to an account outside', () => {
    const statements = when({ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } });
    expect(grants(OUTSIDER, statements)).toBe(false);
    expect(grants(OUTSIDER, when({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }))).toBe(
      true,
    );
  });
});
