import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyGrants } from '../../../src/core/resource-policy/policy-grants.ts';
import { readPolicy } from '../../../src/core/resource-policy/read-policy.ts';
import { remediated } from '../../../src/core/resource-policy/without-consumers.ts';
import { ALLOWED } from '../../support/builders.ts';
import { aDocument, anAllow, aPolicy } from '../../support/policy-statements.ts';

describe('a text that is no policy', () => {
  it.each([
    ['', 'the policy is not a JSON object that can be read'],
    ['{', 'the policy is not a JSON object that can be read'],
    ['[]', 'the policy is not a JSON object that can be read'],
    ['null', 'the policy is not a JSON object that can be read'],
    ['"*"', 'the policy is not a JSON object that can be read'],
    ['{}', 'the policy has no Statement'],
    ['{"statement":[]}', 'the policy has no Statement'],
    ['{"Statement":null}', 'statement 1 of the policy is not a JSON object'],
    ['{"Statement":["Allow"]}', 'statement 1 of the policy is not a JSON object'],
    ['{"Statement":[[]]}', 'statement 1 of the policy is not a JSON object'],
  ])('%s', (document, reason) => {
    expect(readPolicy(document)).toEqual({ ok: false, reason });
    expect(policyGrants(aPolicy(document))).toEqual({ ok: false, reason });
  });
});

describe('a statement that can not be read', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['Effect', { Effect: undefined }],
    ['Effect', { Effect: 'allow' }],
    ['Effect', { Effect: ['Allow'] }],
    ['Principal', { Principal: undefined }],
    ['Principal', { Principal: null }],
    ['Principal', { Principal: ALLOWED }],
    ['Principal', { Principal: ['*'] }],
    ['Principal', { Principal: { AWS: { id: ALLOWED } } }],
    ['Principal', { Principal: { AWS: [ALLOWED, 444455556666] } }],
    ['Principal', { Principal: { AWS: ALLOWED, Everyone: '*' } }],
    ['Principal', { NotPrincipal: { AWS: ALLOWED } }],
    ['Action', { Action: undefined }],
    ['Action', { Action: 7 }],
    ['Action', { Action: ['sms-voice:*', null] }],
    ['Action', { NotAction: 's3:*' }],
    ['Resource', { Resource: {} }],
    ['Resource', { Resource: '*', NotResource: '*' }],
    ['Condition', { Condition: null }],
    ['Condition', { Condition: [] }],
    ['Condition', { Condition: { StringEquals: ALLOWED } }],
    ['Condition', { Condition: { StringEquals: { 'aws:PrincipalAccount': null } } }],
    ['Condition', { Condition: { StringEquals: { 'aws:PrincipalAccount': [{ id: ALLOWED }] } } }],
  ])('for its %s %j', (member, members) => {
    const reason = `statement 2 of the policy has no ${member} that can be read`;
    expect(readPolicy(aDocument(anAllow(), anAllow(members)))).toEqual({ ok: false, reason });
  });

  it('is named by its Sid', () => {
    const reason = 'Campaign of the policy has no Effect that can be read';
    expect(readPolicy(aDocument(anAllow({ Sid: 'Campaign', Effect: '' })))).toEqual({ ok: false, reason });
  });
});

describe('a statement', () => {
  const read = (statement: unknown) => {
    const policy = readPolicy(JSON.stringify({ Statement: statement }));
    return policy.ok ? policy.policy.statements : policy.reason;
  };

  it('may stand alone, with texts for lists', () => {
    const json = { ...anAllow({ Resource: '*' }), Principal: { Service: 'sns.amazonaws.com' } };
    expect(read(json)).toEqual([
      {
        json,
        label: 'statement 1',
        effect: 'Allow',
        principals: { isNegated: false, values: [{ type: 'Service', value: 'sns.amazonaws.com' }] },
        actions: { isNegated: false, values: ['sms-voice:sendtextmessage'] },
        resources: { isNegated: false, values: ['*'] },
        conditions: [],
      },
    ]);
    expect(read([])).toEqual([]);
  });

  it('may leave out instead of list', () => {
    const json = {
      Effect: 'Deny',
      NotPrincipal: { AWS: [ALLOWED], CanonicalUser: 'abc' },
      NotAction: ['S3:*'],
      NotResource: ['arn:aws:s3:::a'],
    };
    expect(read(json)).toMatchObject([
      {
        effect: 'Deny',
        principals: {
          isNegated: true,
          values: [
            { type: 'AWS', value: ALLOWED },
            { type: 'CanonicalUser', value: 'abc' },
          ],
        },
        actions: { isNegated: true, values: ['s3:*'] },
        resources: { isNegated: true, values: ['arn:aws:s3:::a'] },
      },
    ]);
  });

  it.each<[string, readonly unknown[], readonly string[]]>([
    ['its Sid', ['A', 'B'], ['A', 'B']],
    ['its place where it has none', [undefined, '', 7], ['statement 1', 'statement 2', 'statement 3']],
    ['its place where others have its Sid', ['A', 'A', 'B'], ['statement 1', 'statement 2', 'B']],
  ])('is called by %s', (_, sids, labels) => {
    const statements = read(sids.map((Sid) => anAllow({ Sid })));
    expect(typeof statements === 'string' ? statements : statements.map(({ label }) => label)).toEqual(
      labels,
    );
  });

  it.each([
    ['StringEquals', 'exact', false, false, undefined],
    ['stringEQUALS', 'exact', false, false, undefined],
    ['StringNotEqualsIgnoreCase', 'any-case', true, false, undefined],
    ['ForAnyValue:StringLike', 'pattern', false, false, 'any'],
    ['forallvalues:stringnotlikeifexists', 'pattern', true, true, 'all'],
    ['ArnEqualsIfExists', 'arn', false, true, undefined],
    ['ArnNotLike', 'arn', true, false, undefined],
    ['NumericNotEquals', undefined, false, false, undefined],
    ['NotIpAddress', undefined, true, false, undefined],
    ['Null', undefined, false, false, undefined],
    ['Equals', undefined, false, false, undefined],
    ['ForSomeValue:StringEquals', undefined, false, false, undefined],
  ])('has a condition %s', (operator, test, isNegated, isIfExists, set) => {
    const Condition = { [operator]: { 'aws:PrincipalAccount': [ALLOWED, 7, true] } };
    expect(read(anAllow({ Condition }))).toMatchObject([
      {
        conditions: [
          {
            operator,
            key: 'aws:PrincipalAccount',
            values: [ALLOWED, '7', 'true'],
            test,
            isNegated,
            isIfExists,
            set,
          },
        ],
      },
    ]);
  });
});

describe('any text and any JSON', () => {
  const documents = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((Statement) => JSON.stringify({ Statement })),
    fc.jsonValue().map((value) => aDocument(anAllow({ Principal: value, Condition: value }))),
  );

  it('are read without throwing, and left alone when they can not be read', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const policy = aPolicy(document, { ram: [document] });
        policyGrants(policy);
        expect(remediated(policy, { remove: [{ principal: '*' }], bindToOwner: [] })).toBe(document);
      }),
    );
  });

  it.each([
    [97, true],
    [98, false],
    [100_000, false],
  ])('are read when they are not deeper than any policy: %i lists', (depth, ok) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const document = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Note":${deep}}]}`;
    expect(policyGrants(aPolicy(document, { ram: [document] }))).toMatchObject({ ok });
  });
});
