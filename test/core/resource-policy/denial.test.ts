import { describe, expect, it } from 'vitest';
import { ALLOWED, NUMBER, OUTSIDER, OWNER, POOL, SANDBOX } from '../../support/builders.ts';
import { aDeny, anAllow, linesOf } from '../../support/policy-statements.ts';

type Members = Readonly<Record<string, unknown>>;
const ROLE = `arn:aws:iam::${ALLOWED}:role/campaign`;
const ORG = 'o-exampleorgid';
const OU = `${ORG}/r-ab12/ou-ab12-11111111/*`;
const SNS = 'sns.amazonaws.com';
const when = (operator: string, key: string, values: unknown) => ({
  Condition: { [operator]: { [key]: values } },
});
const inOrganization = when('StringEquals', 'aws:PrincipalOrgID', ORG);
const left = (allow: Members, deny: Members) => linesOf(anAllow(allow), aDeny(deny));

describe('a Deny without conditions', () => {
  const everyone = { Principal: '*' };
  const account = { Principal: { AWS: ALLOWED } };
  const role = { Principal: { AWS: ROLE } };
  const service = { Principal: { Service: SNS } };
  const through = { ...service, ...when('StringEquals', 'aws:SourceAccount', OUTSIDER) };

  it.each<[string, Members, unknown]>([
    ['everyone', everyone, '*'],
    ['an account', account, { AWS: '*' }],
    ['an account by its root', account, { AWS: [`arn:aws:iam::${ALLOWED}:root`] }],
    ['a role by its account', role, { AWS: ALLOWED }],
    ['a role by its name', role, { AWS: ROLE }],
    ['an account by a condition', when('StringEquals', 'aws:PrincipalAccount', ALLOWED), { AWS: ALLOWED }],
    ['an organization', inOrganization, '*'],
    ['a service', service, '*'],
    ['a service by its name', service, { Service: SNS }],
    ['a service with its source', through, { Service: SNS }],
    ['an id', { Principal: { AWS: 'AIDAEXAMPLEID' } }, { AWS: 'AIDAEXAMPLEID' }],
  ])('takes away %s', (_, allow, Principal) => {
    expect(left(allow, { Principal })).toEqual([]);
  });

  it.each<[string, Members, unknown]>([
    ['everyone, of an account', everyone, { AWS: ALLOWED }],
    ['everyone, of all services', everyone, { Service: '*' }],
    ['an account, of a role', account, { AWS: ROLE }],
    ['an account, of another', account, { AWS: [SANDBOX, 'AIDAEXAMPLEID'] }],
    ['a role, of another', role, { AWS: `${ROLE}s` }],
    ['an organization, of an account', inOrganization, { AWS: ALLOWED }],
    ['a service, of another', service, { Service: 'pinpoint.amazonaws.com' }],
    ['a service, of its name as something else', service, { AWS: SNS }],
    ['an id, of its name as a service', { Principal: { AWS: SNS } }, { Service: SNS }],
    ['a source, of its account', through, { AWS: OUTSIDER }],
  ])('leaves %s', (_, allow, Principal) => {
    expect(left(allow, { Principal })).toEqual(linesOf(anAllow(allow)));
  });

  it.each<[unknown, Members, boolean]>([
    ['sms-voice:SendTextMessage', { Action: 'sms-voice:*' }, true],
    ['SMS-voice:SendTextMessage', { Action: 'sms-voice:Send*' }, true],
    [['sms-voice:SendTextMessage', 's3:*'], { Action: ['sms-voice:S*', 'x'] }, true],
    ['*', { Action: 'sms-voice:*' }, true],
    ['sms-voice:*', { Action: '*' }, true],
    ['sms-voice:*', { Action: ['sms-voice:Send*', 'sms-voice:Put*'] }, false],
    ['sms-voice:Send*', { Action: 'sms-voice:SendTextMessage' }, false],
    [['sms-voice:SendTextMessage', 'sms-voice:Put*'], { Action: 'sms-voice:Send*' }, false],
    ['sms-voice:*', { Action: undefined, NotAction: 's3:*' }, true],
    ['sms-voice:Send*', { Action: undefined, NotAction: ['sms-voice:Put*', 's3:*'] }, true],
    ['sms-voice:Send*', { Action: undefined, NotAction: 'sms-voice:*Text*' }, false],
    ['sms-voice:Send*', { Action: undefined, NotAction: ['sms-voice:*Text*', 's3:*'] }, false],
    ['*', { Action: undefined, NotAction: 'sms-voice:PutKeyword' }, false],
  ])('of %j with %j takes all away: %s', (Action, deny, isGone) => {
    expect(left({ Action }, deny)).toEqual(isGone ? [] : ['everyone *']);
  });

  it('has to forbid all that is not left out', () => {
    const NotAction = ['s3:*', 'sms-voice:Put*'];
    const allow = { Action: undefined, NotAction };
    expect(left(allow, { Action: 'sms-voice:*' })).toEqual([]);
    expect(left(allow, { Action: 'sms-voice:Send*' })).toEqual(['everyone *']);
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  const variable = '${aws:PrincipalAccount}';

  it.each<[Members, readonly string[]]>([
    [{ Resource: NUMBER }, []],
    [{ Resource: ['arn:*'] }, []],
    [{ Resource: POOL }, ['everyone *']],
    [{ NotResource: POOL }, []],
    [{ NotResource: '*' }, ['everyone *']],
    [{ Resource: variable }, ['everyone *, but the Deny of Stop']],
    [{ NotResource: variable }, ['everyone *, but the Deny of Stop']],
    [{ Resource: variable, Principal: { AWS: ALLOWED } }, ['everyone *']],
    [{ Resource: variable, ...when('Bool', 'aws:SecureTransport', 'false') }, ['everyone *']],
    [
      { Resource: variable, ...when('StringNotEquals', 'aws:PrincipalOrgID', ORG) },
      ['everyone *, but the Deny of Stop'],
    ],
  ])('on %j', (deny, lines) => {
    expect(left({}, { Sid: 'Stop', ...deny })).toEqual(lines);
  });

  it('of all but some proves nothing', () => {
    const doubt = ', but the Deny of statement 2';
    const NotPrincipal = { AWS: [ALLOWED, `arn:aws:iam::${OWNER}:root`] };
    const deny = { Principal: undefined, NotPrincipal };
    expect(left({ Principal: { AWS: [ALLOWED, ROLE, SANDBOX] } }, deny)).toEqual([
      `account ${ALLOWED}`,
      `account ${ROLE}`,
      `account ${SANDBOX}${doubt}`,
    ]);
    expect(left({}, deny)).toEqual([`everyone *${doubt}`]);
    expect(left({}, { ...deny, Action: 'sms-voice:Put*' })).toEqual(['everyone *']);
  });

  it('takes away what an allowing NotPrincipal leaves in', () => {
    expect(left({ Principal: undefined, NotPrincipal: { AWS: SANDBOX } }, {})).toEqual([]);
  });

  it('counts wherever it stands, and beside others', () => {
    const statements = [
      aDeny({ Principal: { AWS: ALLOWED } }),
      anAllow({ Principal: { AWS: [ALLOWED, SANDBOX, OUTSIDER] } }),
      aDeny({ Principal: { AWS: SANDBOX } }),
    ];
    expect(linesOf(...statements)).toEqual([`account ${OUTSIDER}`]);
  });
});

describe('a Deny of all that are not', () => {
  it.each<[string, string, unknown, readonly string[]]>([
    ['StringNotEquals', 'aws:PrincipalOrgID', ORG, [`organization ${ORG}`]],
    [
      'ForAllValues:StringNotLike',
      'aws:PrincipalOrgID',
      [ORG, 'o-otherorgid'],
      [`organization ${ORG}`, 'organization o-otherorgid'],
    ],
    ['ForAllValues:StringNotLike', 'aws:PrincipalOrgPaths', OU, ['ou ou-ab12-11111111']],
    [
      'StringNotLike',
      'aws:PrincipalAccount',
      [ALLOWED, SANDBOX],
      [`account ${ALLOWED}`, `account ${SANDBOX}`],
    ],
  ])('%s %s %j leaves those of everyone who are', (operator, key, values, within) => {
    expect(left({}, when(operator, key, values))).toEqual(within);
  });

  it('binds beside the conditions of the statement', () => {
    const allow = { Principal: { AWS: ALLOWED }, ...inOrganization };
    const deny = when('ForAllValues:StringNotLike', 'aws:PrincipalOrgPaths', OU);
    expect(left(allow, deny)).toEqual([`account ${ALLOWED} within ${ORG} within ou-ab12-11111111`]);
  });

  it.each<[string, string, unknown]>([
    ['StringNotEqualsIfExists', 'aws:PrincipalOrgID', ORG],
    ['ForAnyValue:StringNotEquals', 'aws:PrincipalOrgID', ORG],
    ['StringNotLike', 'aws:PrincipalOrgID', 'o-*'],
    ['StringNotLike', 'aws:PrincipalOrgID', 'nothing'],
    ['StringNotLike', 'aws:PrincipalOrgPaths', OU],
    ['ForAnyValue:StringNotLike', 'aws:PrincipalOrgPaths', OU],
    ['StringNotEquals', 'aws:SourceAccount', OWNER],
    ['StringEquals', 'aws:PrincipalTag/team', 'blue'],
    ['StringNotEquals', 'aws:ResourceTag/team', 'blue'],
    ['StringLike', 'aws:PrincipalAccount', '*'],
    ['Null', 'aws:PrincipalOrgID', 'true'],
  ])('%s %s %j may take all of it', (operator, key, values) => {
    expect(left({}, when(operator, key, values))).toEqual(['everyone *, but the Deny of statement 2']);
  });

  it('binds nobody by two conditions', () => {
    const Condition = { StringNotEquals: { 'aws:PrincipalOrgID': ORG, 'aws:PrincipalAccount': ALLOWED } };
    expect(left({}, { Condition })).toEqual(['everyone *, but the Deny of statement 2']);
  });

  it('may take a service too', () => {
    const doubt = ', but the Deny of statement 2';
    const allow = { Principal: { Service: SNS }, ...when('StringEquals', 'aws:SourceAccount', OUTSIDER) };
    expect(left(allow, when('StringNotEquals', 'aws:PrincipalOrgID', ORG))).toEqual([
      `service ${SNS} bound${doubt}`,
      `account ${OUTSIDER} through ${SNS}${doubt}`,
    ]);
  });
});

describe('a Deny of some', () => {
  const accounts = { Principal: { AWS: [ALLOWED, ROLE, SANDBOX] } };

  it.each<[string, unknown, readonly string[]]>([
    ['StringEquals', ALLOWED, [SANDBOX]],
    ['StringLikeIfExists', '4*', [SANDBOX]],
    ['StringNotEquals', SANDBOX, [SANDBOX]],
    ['StringEquals', OUTSIDER, [ALLOWED, ROLE, SANDBOX]],
  ])('takes the accounts of %s %j away', (operator, values, names) => {
    const deny = when(operator, 'aws:PrincipalAccount', values);
    expect(left(accounts, deny)).toEqual(names.map((name) => `account ${name}`));
  });

  it.each<[Members, Members, readonly string[]]>([
    [{}, when('StringEquals', 'aws:PrincipalAccount', ALLOWED), ['everyone *']],
    [{}, when('StringEquals', 'aws:PrincipalOrgID', ORG), ['everyone *']],
    [inOrganization, when('StringEquals', 'aws:PrincipalAccount', ALLOWED), [`organization ${ORG}`]],
    [{ Principal: { AWS: ALLOWED } }, when('ArnEquals', 'aws:PrincipalArn', ROLE), [`account ${ALLOWED}`]],
  ])('leaves the rest of what %j grants: %j', (allow, deny, lines) => {
    expect(left(allow, deny)).toEqual(lines);
  });

  it.each<[Members, Members, string]>([
    [{ Principal: { AWS: ALLOWED } }, when('StringEquals', 'aws:PrincipalOrgID', ORG), `account ${ALLOWED}`],
    [{ Principal: { AWS: ROLE } }, when('ArnEquals', 'aws:PrincipalArn', ROLE), `account ${ROLE}`],
    [inOrganization, when('StringEquals', 'aws:PrincipalOrgID', 'o-otherorgid'), `organization ${ORG}`],
    [
      { Principal: { AWS: 'AIDAEXAMPLEID' } },
      when('StringEquals', 'aws:PrincipalAccount', ALLOWED),
      'unrecognized AIDAEXAMPLEID',
    ],
  ])('may take all of what %j grants: %j', (allow, deny, line) => {
    expect(left(allow, deny)).toEqual([`${line}, but the Deny of statement 2`]);
  });

  it.each<[Members]>([
    [{ Bool: { 'aws:SecureTransport': 'false' } }],
    [{ Bool: { 'aws:SecureTransport': 'false' }, StringNotEquals: { 'aws:PrincipalOrgID': ORG } }],
  ])('requests, by %j, takes no consumer away', (Condition) => {
    expect(left(accounts, { Condition })).toEqual(linesOf(anAllow(accounts)));
  });
});
