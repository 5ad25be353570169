import { describe, expect, it } from 'vitest';
import {
  type PolicyEdits,
  type PolicyTarget,
  remediated,
} from '../../../src/core/resource-policy/without-consumers.ts';
import { ALLOWED, OUTSIDER, OWNER, POOL, SANDBOX } from '../../support/builders.ts';
import { aDeny, aDocument, anAllow, aPolicy } from '../../support/policy-statements.ts';

type Members = Readonly<Record<string, unknown>>;
const ROLE = `arn:aws:iam::${ALLOWED}:role/campaign`;
const ROOT = `arn:aws:iam::${ALLOWED}:root`;
const ORG = 'o-exampleorgid';
const OU = `${ORG}/r-ab12/ou-ab12-11111111/*`;
const INNER = `${ORG}/r-ab12/ou-ab12-11111111/ou-ab12-22222222/*`;
const SNS = 'sns.amazonaws.com';
const PINPOINT = 'pinpoint.amazonaws.com';
const when = (operator: string, key: string, values: unknown) => ({
  Condition: { [operator]: { [key]: values } },
});

/** The statements that are left, of these. */
function left(
  statements: readonly Members[],
  edits: Partial<PolicyEdits>,
  ram: readonly string[] = [],
): unknown {
  const after = remediated(aPolicy(aDocument(...statements), { ram }), {
    remove: [],
    bindToOwner: [],
    ...edits,
  });
  return after === undefined ? 'none' : JSON.parse(after).Statement;
}
const without = (statement: Members, ...remove: readonly PolicyTarget[]) => left([statement], { remove });

describe('a policy with nothing to take out', () => {
  const document = ` {"Statement" : ${JSON.stringify(anAllow({ Principal: { AWS: ALLOWED } }))} }`;

  it.each([
    ['nobody is named', document, { remove: [] }],
    ['nobody of the name is in it', document, { remove: [{ principal: SANDBOX }] }],
    ['the consumer has it through no service', document, { remove: [{ principal: ALLOWED, through: SNS }] }],
    ['it can not be read', '{"Statement":1}', { remove: [{ principal: ALLOWED }] }],
    ['it has no statement', '{"Statement":[]}', { remove: [{ principal: ALLOWED }] }],
  ])('is the same text: %s', (_, text, edits) => {
    expect(remediated(aPolicy(text), { bindToOwner: [], ...edits })).toBe(text);
  });
});

describe('a consumer that the Principal names', () => {
  const named = (AWS: unknown, more: Members = {}) => anAllow({ Principal: { AWS, ...more } });

  it.each<[string, Members, PolicyTarget, Members]>([
    ['in all its spellings', named([ALLOWED, SANDBOX, ROOT]), { principal: ALLOWED }, named([SANDBOX])],
    ['but not its roles', named([ALLOWED, ROLE]), { principal: ALLOWED }, named([ROLE])],
    ['as a role only', named([ALLOWED, ROLE]), { principal: ROLE }, named([ALLOWED])],
    [
      'as a text',
      named(ALLOWED, { Service: SNS }),
      { principal: ALLOWED },
      anAllow({ Principal: { Service: SNS } }),
    ],
    ['beside a text', named([ALLOWED], { Service: SNS }), { principal: SNS }, named([ALLOWED])],
    ['as everyone', named(['*', ALLOWED]), { principal: '*' }, named([ALLOWED])],
    ['as an id', named(['AIDAEXAMPLEID', ALLOWED]), { principal: 'AIDAEXAMPLEID' }, named([ALLOWED])],
  ])('goes %s', (_, statement, target, expected) => {
    expect(without(statement, target)).toEqual([expected]);
  });

  it.each<[string, Members, PolicyTarget]>([
    ['an account', named(ALLOWED), { principal: ALLOWED }],
    ['a list of it', named([ALLOWED, ROOT]), { principal: ALLOWED }],
    ['everyone', anAllow(), { principal: '*' }],
    ['everyone, in doubt', anAllow(when('Bool', 'aws:SecureTransport', 'true')), { principal: '*' }],
    ['a service', anAllow({ Principal: { Service: SNS } }), { principal: SNS }],
  ])('takes its statement along when there is nobody else: %s', (_, statement, target) => {
    expect(without(statement, target)).toBe('none');
    const other = named([SANDBOX]);
    expect(left([other, statement], { remove: [target] })).toEqual([other]);
  });

  it('goes from every statement that grants it something here', () => {
    const statements = [
      named([ALLOWED, SANDBOX]),
      { ...named([ALLOWED, SANDBOX]), Action: 's3:*' },
      { ...named([ALLOWED, SANDBOX]), Resource: POOL },
      named(ALLOWED),
      named([ALLOWED]),
    ];
    expect(left(statements, { remove: [{ principal: ALLOWED }] })).toEqual([
      named([SANDBOX]),
      statements[1],
      statements[2],
    ]);
  });

  it('goes together with others', () => {
    const targets = [{ principal: ALLOWED }, { principal: '*' }];
    expect(without(named(['*', ALLOWED, SANDBOX]), ...targets)).toEqual([named([SANDBOX])]);
  });
});

describe('a consumer that a condition names', () => {
  const account = (values: unknown, more: Members = {}) =>
    anAllow({ ...when('StringEquals', 'aws:PrincipalAccount', values), ...more });

  it.each<[string, Members, string, Members]>([
    ['an account', account([ALLOWED, SANDBOX]), ALLOWED, account([SANDBOX])],
    ['an account as a number', account([444455556666, SANDBOX]), ALLOWED, account([SANDBOX])],
    [
      'an organization',
      anAllow(when('StringEqualsIgnoreCase', 'aws:PrincipalOrgID', ['O-ExampleOrgId', 'o-otherorgid'])),
      ORG,
      anAllow(when('StringEqualsIgnoreCase', 'aws:PrincipalOrgID', ['o-otherorgid'])),
    ],
    [
      'an OU',
      anAllow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', [OU, INNER])),
      INNER,
      anAllow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', [OU])),
    ],
    [
      'an organization in all its spellings',
      anAllow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', [`${ORG}/*`, OU, `${ORG}/r-ab12/*`])),
      ORG,
      anAllow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', [OU])),
    ],
    [
      'a role',
      anAllow(when('ArnLike', 'aws:PrincipalArn', [ROLE, `${ROLE}s`])),
      ROLE,
      anAllow(when('ArnLike', 'aws:PrincipalArn', [`${ROLE}s`])),
    ],
  ])('goes from its values: %s', (_, statement, principal, expected) => {
    expect(without(statement, { principal })).toEqual([expected]);
  });

  it('never leaves a condition without values, which would let everyone in', () => {
    expect(without(account(ALLOWED), { principal: ALLOWED })).toBe('none');
    expect(without(account([ALLOWED, ALLOWED]), { principal: ALLOWED })).toBe('none');
    expect(without(account([ALLOWED, SANDBOX]), { principal: ALLOWED }, { principal: SANDBOX })).toBe('none');
  });

  it('goes from all operators that name it', () => {
    const both = (...lists: readonly (readonly string[])[]) =>
      anAllow({
        Condition: {
          StringEquals: { 'aws:PrincipalAccount': lists[0], 'aws:PrincipalOrgID': ORG },
          StringLike: { 'aws:PrincipalAccount': lists[1] },
        },
      });
    expect(without(both([ALLOWED, SANDBOX], [SANDBOX, ALLOWED]), { principal: ALLOWED })).toEqual([
      both([SANDBOX], [SANDBOX]),
    ]);
    expect(without(both([ALLOWED, SANDBOX], [ALLOWED]), { principal: ALLOWED })).toBe('none');
  });

  it('leaves a single value a text', () => {
    const both = (ids: readonly string[]) =>
      anAllow({
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': ids },
          StringLike: { 'aws:PrincipalOrgID': ORG },
        },
      });
    expect(without(both([ORG, 'o-otherorgid']), { principal: 'o-otherorgid' })).toEqual([both([ORG])]);
  });

  it('goes only from the paths that let it in, not from those that bound others', () => {
    const paths = (values: unknown) => ({
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': values },
      'ForAnyValue:stringLike': { 'aws:PrincipalOrgPaths': OU },
    });
    expect(without(anAllow({ Condition: paths([OU, INNER]) }), { principal: OU })).toEqual([
      anAllow({ Condition: paths([INNER]) }),
    ]);
  });

  it('leaves those whom the Principal names, with their condition', () => {
    const statement = account([ALLOWED, SANDBOX], {
      Sid: 'Campaign',
      Principal: { AWS: ['*', ROLE], Service: SNS },
    });
    expect(without(statement, { principal: ALLOWED })).toEqual([
      { ...statement, Principal: { AWS: [ROLE], Service: SNS } },
      {
        ...statement,
        Sid: 'Campaign2',
        Principal: { AWS: ['*'] },
        ...when('StringEquals', 'aws:PrincipalAccount', [SANDBOX]),
      },
    ]);
    const only = account(ALLOWED, { Principal: { AWS: ['*', ROLE] } });
    expect(without(only, { principal: ALLOWED })).toEqual([{ ...only, Principal: { AWS: [ROLE] } }]);
  });
});

describe('a source that a service acts for', () => {
  const source = (values: unknown, Service: unknown = SNS, more: Members = {}) =>
    anAllow({ Principal: { Service }, ...when('StringEquals', 'aws:SourceAccount', values), ...more });
  const target = { principal: OUTSIDER, through: SNS };

  it('goes from the values', () => {
    expect(without(source([OWNER, OUTSIDER]), target)).toEqual([source([OWNER])]);
    expect(without(source(OUTSIDER), target)).toBe('none');
  });

  it('goes from the ARNs too', () => {
    const both = (accounts: readonly string[]) =>
      anAllow({
        Principal: { Service: SNS },
        Condition: {
          ArnLike: { 'aws:SourceArn': accounts.map((each) => `arn:aws:sns:*:${each}:*`) },
          StringEquals: { 'aws:SourceAccount': accounts },
        },
      });
    expect(without(both([OUTSIDER, OWNER]), target)).toEqual([both([OWNER])]);
  });

  it('stays with other services', () => {
    const statement = source([OWNER, OUTSIDER], [PINPOINT, SNS]);
    expect(without(statement, target)).toEqual([
      source([OWNER, OUTSIDER], [PINPOINT]),
      source([OWNER], [SNS]),
    ]);
    expect(without(statement, target, { ...target, through: PINPOINT })).toEqual([
      source([OWNER], [PINPOINT, SNS]),
    ]);
    expect(without(statement, { principal: OUTSIDER })).toEqual([statement]);
    const three = source([OWNER, OUTSIDER, SANDBOX], [PINPOINT, SNS]);
    expect(without(three, { ...target, principal: SANDBOX }, { ...target, through: PINPOINT })).toEqual([
      source([OWNER, SANDBOX], [PINPOINT]),
      source([OWNER, OUTSIDER], [SNS]),
    ]);
  });

  it('goes when its service goes', () => {
    expect(without(source([OWNER, OUTSIDER], [PINPOINT, SNS]), { principal: SNS })).toEqual([
      source([OWNER, OUTSIDER], [PINPOINT]),
    ]);
  });

  it('is what an open service is bound to: the owner', () => {
    const open = (members: Members = {}) => anAllow({ Principal: { Service: SNS }, ...members });
    const bound = (statement: Members, ...services: readonly string[]) =>
      left([statement], { bindToOwner: services.length > 0 ? services : [SNS] });
    const toOwner = when('StringEquals', 'aws:SourceAccount', OWNER);
    expect(bound(open())).toEqual([open(toOwner)]);
    const region = { 'aws:RequestedRegion': 'us-east-1' };
    expect(bound(open({ Condition: { Bool: {}, stringEQUALS: region } }))).toEqual([
      open({ Condition: { Bool: {}, stringEQUALS: { ...region, 'aws:SourceAccount': OWNER } } }),
    ]);
    expect(bound(open({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))).toEqual([
      open({ Condition: { Bool: { 'aws:SecureTransport': 'true' }, ...toOwner.Condition } }),
    ]);
    expect(bound(open(), PINPOINT)).toEqual([open()]);
    expect(bound(source(OUTSIDER))).toEqual([source(OUTSIDER)]);
    const unproven = open(when('StringEqualsIfExists', 'aws:SourceAccount', OWNER));
    expect(bound(unproven)).toEqual([unproven]);
  });

  it('binds a service in a statement of its own where it shares one', () => {
    const shared = anAllow({ Sid: 'Campaign', Principal: { Service: [SNS, PINPOINT], AWS: ALLOWED } });
    const toOwner = when('StringEquals', 'aws:SourceAccount', OWNER);
    const taken = anAllow({ Sid: 'Campaign2', Action: 's3:*' });
    expect(left([shared, taken], { bindToOwner: [SNS] })).toEqual([
      { ...shared, Principal: { Service: [PINPOINT], AWS: ALLOWED } },
      { ...shared, Sid: 'Campaign3', Principal: { Service: [SNS] }, ...toOwner },
      taken,
    ]);
    expect(left([shared], { bindToOwner: [SNS, PINPOINT] })).toEqual([
      { ...shared, Principal: { AWS: ALLOWED } },
      { ...shared, Sid: 'Campaign2', Principal: { Service: [SNS, PINPOINT] }, ...toOwner },
    ]);
    expect(
      left([shared], { bindToOwner: [SNS], remove: [{ principal: SNS }, { principal: PINPOINT }] }),
    ).toEqual([{ ...shared, Principal: { AWS: ALLOWED } }]);
    expect(left([shared, shared], { bindToOwner: [SNS] })).toMatchObject([
      { Sid: 'Campaign' },
      { Sid: 'Campaign2' },
      { Sid: 'Campaign' },
      { Sid: 'Campaign3' },
    ]);
    expect(left([{ ...shared, Sid: 7 }], { bindToOwner: [SNS] })).toMatchObject([{ Sid: 7 }, { Sid: 7 }]);
  });
});

describe('what is never touched', () => {
  const remove = [{ principal: '*' }, { principal: ALLOWED }, { principal: SNS }];
  const everyone = anAllow({ Principal: { AWS: ['*', ALLOWED], Service: SNS } });

  it('is a Deny', () => {
    const deny = aDeny({ Principal: { AWS: ALLOWED }, Action: 's3:*' });
    expect(left([deny, everyone], { remove })).toEqual([deny]);
  });

  it('is a NotPrincipal', () => {
    const all = anAllow({ Principal: undefined, NotPrincipal: { AWS: SANDBOX } });
    expect(left([everyone, all], { remove, bindToOwner: [SNS] })).toEqual([JSON.parse(JSON.stringify(all))]);
  });

  it('is what RAM wrote', () => {
    const sid = { Sid: 'Share', ...everyone };
    expect(left([sid, everyone], { remove, bindToOwner: [SNS] }, [aDocument(everyone)])).toEqual([sid]);
  });

  it('is all that nobody knows', () => {
    const statement = {
      Note: { a: [1, null] },
      ...anAllow({ Principal: { AWS: [ALLOWED, SANDBOX] } }),
      __proto: 1,
    };
    const json = {
      Id: 'x',
      Version: '2008-10-17',
      Statement: [statement, aDeny({ Action: 's3:*' })],
      More: [],
    };
    const policy = aPolicy(JSON.stringify(json));
    const after = remediated(policy, { remove: [{ principal: ALLOWED }], bindToOwner: [] });
    const edited = { ...statement, Principal: { AWS: [SANDBOX] } };
    expect(after).toBe(JSON.stringify({ ...json, Statement: [edited, aDeny({ Action: 's3:*' })] }));
  });

  it('is the form of the document', () => {
    const single = (Statement: Members) => JSON.stringify({ Statement });
    const shared = anAllow({ Principal: { AWS: [ALLOWED], Service: SNS } });
    const edits = { remove: [{ principal: ALLOWED }], bindToOwner: [] };
    expect(remediated(aPolicy(single(shared)), edits)).toBe(single(anAllow({ Principal: { Service: SNS } })));
    const bound = remediated(aPolicy(single(shared)), { remove: [], bindToOwner: [SNS] });
    expect(JSON.parse(bound ?? '').Statement).toHaveLength(2);
  });
});
