import { describe, expect, it } from 'vitest';
import { smsResource } from '../../../src/core/resource.ts';
import { policyGrants } from '../../../src/core/resource-policy/policy-grants.ts';
import { ALLOWED, NUMBER, OUTSIDER, OWNER, POOL, SANDBOX, smsArn } from '../../support/builders.ts';
import { aDeny, aDocument, anAllow, aPolicy, linesIn, linesOf } from '../../support/policy-statements.ts';

type Members = Readonly<Record<string, unknown>>;
const ROLE = `arn:aws:iam::${ALLOWED}:role/campaign`;
const ORG = 'o-exampleorgid';
const OU = `${ORG}/r-ab12/ou-ab12-11111111/*`;
const when = (operator: string, key: string, values: unknown) => ({
  Condition: { [operator]: { [key]: values } },
});

describe('a policy on a number', () => {
  it('makes a grant on it, with its place in the document', () => {
    const policy = aPolicy(
      aDocument(aDeny({ Principal: { AWS: SANDBOX } }), anAllow({ Principal: { AWS: ALLOWED } })),
    );
    expect(policyGrants(policy)).toEqual({
      ok: true,
      grants: [
        {
          resource: smsResource(NUMBER),
          consumer: { kind: 'account', principal: ALLOWED, id: ALLOWED },
          via: { kind: 'resource-policy', statement: 'statement 2' },
          state: 'active',
        },
      ],
    });
  });

  it('makes one grant of each statement, consumer and service', () => {
    const named = { Principal: { AWS: [ALLOWED, `arn:aws:iam::${ALLOWED}:root`, ROLE, ALLOWED] } };
    expect(linesOf(anAllow(named), anAllow(named))).toEqual([
      `account ${ALLOWED}`,
      `account ${ROLE}`,
      `account ${ALLOWED}`,
      `account ${ROLE}`,
    ]);
  });

  it('makes none of its Deny statements, and none when it has no statement', () => {
    expect(linesOf(aDeny())).toEqual([]);
    expect(linesOf()).toEqual([]);
  });
});

describe('a statement grants', () => {
  const isGrant = (members: Members) => linesOf(anAllow(members)).length === 1;

  it.each<[unknown, boolean]>([
    ['sms-voice:*', true],
    ['SMS-VOICE:SENDTEXTMESSAGE', true],
    ['*', true],
    ['sms-*:Send*', true],
    ['sms?voice:SendVoiceMessage', true],
    [['s3:*', 'sms-voice:SendTextMessage'], true],
    [['s3:*', 'sns:Publish'], false],
    ['sms:*', false],
    [[], false],
  ])('by the action %j: %s', (Action, expected) => {
    expect(isGrant({ Action })).toBe(expected);
  });

  it.each<[unknown, boolean]>([
    ['s3:*', true],
    [['sms-voice:Send*', 's3:*'], true],
    [[], true],
    ['sms-voice:*', false],
    ['SMS-voice:**', false],
    ['*', false],
  ])('by all but the action %j: %s', (NotAction, expected) => {
    expect(isGrant({ Action: undefined, NotAction })).toBe(expected);
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  const variable = 'arn:aws:sms-voice:us-east-1:${aws:PrincipalAccount}:*';

  it.each<[string, Members, boolean]>([
    ['without a Resource', {}, true],
    ['on everything', { Resource: '*' }, true],
    ['on the resource', { Resource: NUMBER }, true],
    ['on it among others', { Resource: [POOL, NUMBER] }, true],
    ['on a pattern', { Resource: 'arn:aws:sms-voice:*:111122223333:phone-number/phone-?123*' }, true],
    ['on another', { Resource: POOL }, false],
    ['on none', { Resource: [] }, false],
    ['on a variable', { Resource: variable }, true],
    ['on all but another', { NotResource: POOL }, true],
    ['on all but it', { NotResource: ['arn:*'] }, false],
    ['on all but a variable', { NotResource: variable }, true],
    ['on all but it and a variable', { NotResource: [variable, NUMBER] }, false],
  ])('%s: %s', (_, members, expected) => {
    expect(isGrant(members)).toBe(expected);
  });
});

describe('the Principal', () => {
  it.each<[unknown, readonly string[]]>([
    ['*', ['everyone *']],
    [{ AWS: '*' }, ['everyone *']],
    [{ AWS: ['*', '*'], Service: '*' }, ['everyone *']],
    [{ AWS: ALLOWED }, [`account ${ALLOWED}`]],
    [{ AWS: [`arn:aws-cn:iam::${ALLOWED}:root`] }, [`account ${ALLOWED}`]],
    [{ AWS: ROLE }, [`account ${ROLE}`]],
    [{ AWS: `arn:aws:iam::${ALLOWED}:user/a/root` }, [`account arn:aws:iam::${ALLOWED}:user/a/root`]],
    [
      { AWS: `arn:aws:sts::${ALLOWED}:assumed-role/a/b` },
      [`account arn:aws:sts::${ALLOWED}:assumed-role/a/b`],
    ],
    [{ AWS: `arn:aws:iam::${ALLOWED}:rooted` }, [`account arn:aws:iam::${ALLOWED}:rooted`]],
    [{ AWS: `xarn:aws:iam::${ALLOWED}:root` }, [`unrecognized xarn:aws:iam::${ALLOWED}:root`]],
    [{ AWS: 'AROAEXAMPLEID' }, ['unrecognized AROAEXAMPLEID']],
    [{ AWS: 'sns.amazonaws.com' }, ['unrecognized sns.amazonaws.com']],
    [{ Federated: 'cognito-identity.amazonaws.com' }, ['unrecognized cognito-identity.amazonaws.com']],
    [{ CanonicalUser: ALLOWED }, [`unrecognized ${ALLOWED}`]],
    [
      { Service: ['sns.amazonaws.com', 'x.example'] },
      ['service sns.amazonaws.com open', 'service x.example open'],
    ],
    [{ AWS: [OWNER, `arn:aws:iam::${OWNER}:root`, `arn:aws:iam::${OWNER}:role/a`] }, []],
    [{}, []],
  ])('%j', (Principal, lines) => {
    expect(linesOf(anAllow({ Principal }))).toEqual(lines);
  });

  it('may be everybody but some: nobody can say whom it leaves in', () => {
    const members = { Principal: undefined, NotPrincipal: { AWS: ALLOWED } };
    expect(linesOf(anAllow(members))).toEqual(['everyone *, but its NotPrincipal']);
  });
});

describe('everyone', () => {
  it.each<[string, string, unknown, readonly string[]]>([
    ['StringEquals', 'aws:PrincipalAccount', ALLOWED, [`account ${ALLOWED}`]],
    ['stringequals', 'AWS:principalACCOUNT', [ALLOWED, ALLOWED, OWNER], [`account ${ALLOWED}`]],
    ['StringEqualsIgnoreCase', 'aws:PrincipalAccount', 444455556666, [`account ${ALLOWED}`]],
    ['StringLike', 'aws:PrincipalAccount', [ALLOWED, SANDBOX], [`account ${ALLOWED}`, `account ${SANDBOX}`]],
    ['ArnLike', 'aws:PrincipalAccount', ALLOWED, [`account ${ALLOWED}`]],
    ['ForAnyValue:StringEquals', 'aws:PrincipalAccount', ALLOWED, [`account ${ALLOWED}`]],
    ['StringEquals', 'aws:PrincipalAccount', ['nobody', `${ALLOWED}0`, `0${ALLOWED}`], []],
    ['StringEquals', 'aws:PrincipalAccount', [], []],
    ['StringEquals', 'aws:PrincipalArn', ROLE, [`account ${ROLE}`]],
    ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ALLOWED}:*`, [`account arn:aws:iam::${ALLOWED}:*`]],
    ['ArnLike', 'aws:PrincipalArn', ['nobody', `arn:aws:iam::${OWNER}:role/a`], []],
    ['StringEquals', 'aws:PrincipalOrgID', [ORG, 'r-ab12', `x${ORG}`], [`organization ${ORG}`]],
    ['StringEqualsIgnoreCase', 'aws:PrincipalOrgID', 'O-ExampleOrgId', [`organization ${ORG}`]],
    ['StringEquals', 'aws:PrincipalOrgID', ['O-ExampleOrgId', `${ORG}/x`], []],
    ['ArnLike', 'aws:PrincipalArn', [`x${ROLE}`, `${ROLE} x`], []],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', OU, [`ou ${OU}`]],
    [
      'ForAnyValue:StringEquals',
      'aws:PrincipalOrgPaths',
      [`${ORG}/r-ab12/ou-ab12-1/`],
      [`ou ${ORG}/r-ab12/ou-ab12-1/`],
    ],
    [
      'ForAnyValue:StringLike',
      'aws:PrincipalOrgPaths',
      [`${ORG}/*`, `${ORG}/r-ab12/*`],
      [`organization ${ORG}`],
    ],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', `${ORG}/r-ab12/ou-ab12-1*`, [`organization ${ORG}`]],
    [
      'ForAnyValue:StringLike',
      'aws:PrincipalOrgPaths',
      [ORG, 'nothing', `x${ORG}/*`],
      [`organization ${ORG}`],
    ],
  ])('is who %s %s %j proves', (operator, key, values, lines) => {
    expect(linesOf(anAllow(when(operator, key, values)))).toEqual(lines);
  });

  it.each([
    [`${ORG}/r-ab12/ou-ab12-1/ou-ab12-2/*`, 'ou-ab12-2'],
    [`${ORG}/*/ou-ab12-1/*`, 'ou-ab12-1'],
    [`${ORG}/r-ab12/ou-ab12-1/ou-*`, 'ou-ab12-1'],
    [`${ORG}/r-ab12/ou-ab12-1/ou-ab12-?/`, 'ou-ab12-1'],
    [`${ORG}/*/ou-ab12-1/xou-ab12-3`, 'ou-ab12-1'],
  ])('in the path %s is in the last OU that it spells out', (path, id) => {
    const read = policyGrants(
      aPolicy(aDocument(anAllow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', path)))),
    );
    const consumer = { kind: 'ou', principal: path, id, organization: ORG };
    expect(read).toMatchObject({ ok: true, grants: [{ consumer }] });
  });

  it.each<[string, string, unknown]>([
    ['StringLike', 'aws:PrincipalAccount', [ALLOWED, '5555*']],
    ['StringEquals', 'aws:PrincipalAccount', '?'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['StringEquals', 'aws:PrincipalAccount', '${aws:PrincipalAccount}'],
    ['StringEqualsIfExists', 'aws:PrincipalAccount', ALLOWED],
    ['ForAllValues:StringEquals', 'aws:PrincipalAccount', ALLOWED],
    ['NumericEquals', 'aws:PrincipalAccount', ALLOWED],
    ['StringMatches', 'aws:PrincipalAccount', ALLOWED],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/campaign'],
    ['StringLike', 'aws:PrincipalArn', `arn:*:iam::${ALLOWED}:role/campaign`],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*'],
    ['StringLike', 'aws:PrincipalOrgID', `${ORG}*`],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', ORG],
    ['Null', 'aws:PrincipalOrgID', 'false'],
    ['StringLike', 'aws:PrincipalOrgPaths', OU],
    ['ForAllValues:StringLike', 'aws:PrincipalOrgPaths', OU],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', '*/ou-ab12-11111111/*'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', `${ORG}*`],
    ['StringEquals', 'aws:SourceAccount', ALLOWED],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
    ['Bool', 'aws:SecureTransport', 'true'],
    ['StringEquals', 'aws:PrincipalTag/team', 'blue'],
    ['StringNotEquals', 'aws:PrincipalTag/team', 'blue'],
    ['NumericNotEquals', 'aws:PrincipalAccount', ALLOWED],
  ])('may be narrowed by %s %s %j, or not', (operator, key, values) => {
    const lines = [`everyone *, but its condition ${operator} ${key}`];
    expect(linesOf(anAllow(when(operator, key, values)))).toEqual(lines);
  });

  it.each([
    ['StringNotEquals', 'aws:PrincipalAccount', ALLOWED],
    ['StringNotLikeIfExists', 'aws:PrincipalOrgID', 'o-*'],
    ['ForAnyValue:StringNotLike', 'aws:PrincipalOrgPaths', OU],
  ])('but those of %s %s is still everyone', (operator, key, values) => {
    expect(linesOf(anAllow(when(operator, key, values)))).toEqual(['everyone *']);
  });

  it('has every doubt named', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'false' } };
    expect(linesOf(anAllow({ Condition }))).toEqual([
      'everyone *, but its condition Bool aws:SecureTransport, its condition Bool aws:PrincipalIsAWSService',
    ]);
  });
});

describe('several conditions', () => {
  const lines = (Condition: Members, Principal: unknown = '*') => linesOf(anAllow({ Condition, Principal }));

  it('name the consumers by the narrowest, and bind them by the others', () => {
    const organization = { StringEquals: { 'aws:PrincipalOrgID': [ORG, 'o-otherorgid'] } };
    const paths = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [OU, `${ORG}/*`] } };
    expect(lines({ ...organization, ...paths })).toEqual([
      `ou ${OU} within ${ORG}|o-otherorgid`,
      `organization ${ORG} within ${ORG}|o-otherorgid`,
    ]);
    const account = { StringLike: { 'aws:PrincipalAccount': ALLOWED } };
    expect(lines({ ...organization, ...paths, ...account })).toEqual([
      `account ${ALLOWED} within ${ORG}|o-otherorgid within ou-ab12-11111111|${ORG}`,
    ]);
    const role = { ArnLike: { 'aws:PrincipalArn': [ROLE, `arn:aws:iam::${SANDBOX}:role/a`] } };
    expect(lines({ ...account, ...role })).toEqual([`account ${ROLE}`]);
  });

  it('bind to an account, an OU or an organization', () => {
    const Condition = {
      StringEquals: { 'aws:PrincipalAccount': ALLOWED, 'aws:PrincipalOrgID': ORG },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': OU },
    };
    const read = policyGrants(
      aPolicy(aDocument(anAllow({ Principal: { AWS: 'AIDAEXAMPLEID' }, Condition }))),
    );
    const ou = { organization: ORG, ou: 'ou-ab12-11111111' };
    const bounds = [[{ account: ALLOWED }], [{ organization: ORG }], [ou]];
    expect(read).toMatchObject({ ok: true, grants: [{ bounds }] });
  });

  it('of accounts filter exactly', () => {
    const StringEquals = { 'aws:PrincipalAccount': [ALLOWED, SANDBOX] };
    const and = (operator: string, values: unknown) =>
      lines({ StringEquals, [operator]: { 'aws:PrincipalAccount': values } });
    expect(and('StringLike', [SANDBOX, OUTSIDER])).toEqual([`account ${SANDBOX}`]);
    expect(and('StringLike', '4444*')).toEqual([`account ${ALLOWED}`]);
    expect(and('StringLikeIfExists', '?????5556666')).toEqual([`account ${ALLOWED}`]);
    expect(and('StringNotEquals', ALLOWED)).toEqual([`account ${SANDBOX}`]);
    expect(and('StringNotEqualsIgnoreCase', ALLOWED)).toEqual([`account ${SANDBOX}`]);
    expect(and('StringNotLike', '*')).toEqual([]);
    expect(and('StringEqualsIgnoreCase', '4*')).toEqual([]);
    expect(and('NumericEquals', ALLOWED)).toEqual([
      `account ${ALLOWED}, but its condition NumericEquals aws:PrincipalAccount`,
      `account ${SANDBOX}, but its condition NumericEquals aws:PrincipalAccount`,
    ]);
    expect(and('ArnNotLike', ALLOWED)).toEqual([
      `account ${ALLOWED}, but its condition ArnNotLike aws:PrincipalAccount`,
      `account ${SANDBOX}, but its condition ArnNotLike aws:PrincipalAccount`,
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    expect(and('StringNotEquals', ['${aws:PrincipalAccount}', ALLOWED])).toHaveLength(2);
    expect(and('StringNotEquals', [OUTSIDER, ALLOWED])).toEqual([`account ${SANDBOX}`]);
    expect(and('StringLike', ['9*', '4*'])).toEqual([`account ${ALLOWED}`]);
  });

  it('grant nothing when one of them holds for nobody', () => {
    const nobody = { StringEquals: { 'aws:PrincipalOrgID': 'nothing' } };
    expect(lines({ ...nobody, StringLike: { 'aws:PrincipalAccount': ALLOWED } })).toEqual([]);
    expect(lines(nobody, { AWS: ['AIDAEXAMPLEID', ALLOWED] })).toEqual([]);
  });

  it('that leave only a part out leave the whole in', () => {
    const StringNotEquals = { 'aws:PrincipalAccount': ALLOWED };
    const paths = (path: string) => ({ 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': path } });
    const organization = { StringEquals: { 'aws:PrincipalOrgID': ORG } };
    expect(lines({ ...organization, StringNotEquals })).toEqual([`organization ${ORG}`]);
    expect(lines({ ...organization, ...paths(OU) })).toEqual([`organization ${ORG}`]);
    const all = { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': [OU, `${ORG}/*`] } };
    expect(lines({ ...organization, ...all })).toEqual(lines({ ...organization, ...paths(`${ORG}/*`) }));
    expect(lines({ ...organization, ...paths(`${ORG}/*`) })).toEqual([
      `organization ${ORG}, but its condition ForAllValues:StringNotLike aws:PrincipalOrgPaths`,
    ]);
    expect(lines({ ...organization, StringNotEquals: { 'aws:PrincipalOrgID': 'o-otherorgid' } })).toEqual([
      `organization ${ORG}, but its condition StringNotEquals aws:PrincipalOrgID`,
    ]);
    const ou = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': OU } };
    expect(lines({ ...ou, StringNotEquals })).toEqual([`ou ${OU}`]);
    const ArnNotLike = { 'aws:PrincipalArn': ROLE };
    expect(lines({ ArnNotLike }, { AWS: [ALLOWED, ROLE] })).toEqual([
      `account ${ALLOWED}`,
      `account ${ROLE}, but its condition ArnNotLike aws:PrincipalArn`,
    ]);
  });

  it('about the request say nothing of who asks', () => {
    const Bool = { 'aws:SecureTransport': 'true' };
    const StringEquals = { 'aws:PrincipalAccount': ALLOWED };
    expect(lines({ Bool, StringEquals })).toEqual([`account ${ALLOWED}`]);
  });
});

describe('somebody named', () => {
  const lines = (operator: string, key: string, values: unknown, AWS: unknown = ALLOWED) =>
    linesOf(anAllow({ Principal: { AWS }, ...when(operator, key, values) }));

  it.each([
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
    ['Bool', 'AWS:SecureTransport', 'true'],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z'],
    ['StringEquals', 'aws:RequestedRegion', 'us-east-1'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'],
    ['StringEquals', 'sms-voice:Whatever', 'x'],
    ['StringEquals', 'aws:RequestTag/team', 'x'],
    ['StringEquals', 'aws:ResourceTag/team', 'x'],
    ['StringEquals', 'aws:ResourceAccount', OWNER],
    ['ForAnyValue:StringLike', 'aws:ResourceOrgPaths', OU],
  ])('is named for sure whatever %s %s says of the request or the resource', (operator, key, values) => {
    expect(lines(operator, key, values)).toEqual([`account ${ALLOWED}`]);
  });

  it.each([
    'CalledVia',
    'CalledViaFirst',
    'CalledViaLast',
    'EpochTime',
    'MultiFactorAuthAge',
    'Referer',
    'SourceVpc',
    'SourceVpce',
    'TagKeys',
    'TokenIssueTime',
    'UserAgent',
    'ViaAWSService',
    'VpcSourceIp',
  ])('is named for sure whatever aws:%s is', (key) => {
    expect(lines('Null', `aws:${key}`, 'false')).toEqual([`account ${ALLOWED}`]);
  });

  it.each<[string, string, unknown, readonly string[]]>([
    ['StringEquals', 'aws:PrincipalAccount', [ALLOWED, SANDBOX], [`account ${ALLOWED}`]],
    ['StringEquals', 'aws:PrincipalAccount', SANDBOX, []],
    ['StringNotLike', 'aws:PrincipalAccount', '4*', []],
    ['StringEqualsIfExists', 'aws:PrincipalAccount', SANDBOX, []],
    ['ArnLike', 'aws:PrincipalArn', ROLE, [`account ${ALLOWED}`]],
    ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${SANDBOX}:role/a`, []],
    ['StringEquals', 'aws:PrincipalOrgID', ORG, [`account ${ALLOWED} within ${ORG}`]],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', [OU], [`account ${ALLOWED} within ou-ab12-11111111`]],
  ])('must pass %s %s %j', (operator, key, values, expected) => {
    expect(lines(operator, key, values)).toEqual(expected);
  });

  it.each([
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/campaign'],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', ORG],
    ['StringNotEquals', 'aws:PrincipalOrgID', ORG],
    ['Null', 'aws:PrincipalOrgID', 'true'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*'],
    ['StringEquals', 'aws:PrincipalTag/team', 'blue'],
    ['StringEquals', 'aws:SourceAccount', ALLOWED],
    ['StringEquals', 'sms-voicex:Key', 'x'],
    ['StringEquals', 'aws:PrincipalTag/aws:ResourceTag/team', 'x'],
    ['StringEquals', 'aws:PrincipalTag/sms-voice:', 'x'],
  ])('may pass %s %s, or not', (operator, key, values) => {
    expect(lines(operator, key, values)).toEqual([
      `account ${ALLOWED}, but its condition ${operator} ${key}`,
    ]);
  });

  it('by an id is in an account that nobody knows', () => {
    expect(lines('StringEquals', 'aws:PrincipalAccount', ALLOWED, 'AIDAEXAMPLEID')).toEqual([
      `unrecognized AIDAEXAMPLEID within ${ALLOWED}`,
    ]);
    expect(lines('StringNotEquals', 'aws:PrincipalAccount', ALLOWED, 'AIDAEXAMPLEID')).toEqual([
      'unrecognized AIDAEXAMPLEID, but its condition StringNotEquals aws:PrincipalAccount',
    ]);
  });
});

describe('a service', () => {
  const SNS = 'sns.amazonaws.com';
  const lines = (Condition: Members, Service: unknown = SNS) =>
    linesOf(anAllow({ Principal: { Service }, Condition }));
  const arn = (account: string) => `arn:aws:sns:us-east-1:${account}:topic`;

  it.each<[string, string, unknown]>([
    ['StringEquals', 'aws:SourceAccount', OWNER],
    ['stringlike', 'AWS:SourceAccount', [OWNER, 'nobody']],
    ['ArnLike', 'aws:SourceArn', `arn:aws:*:*:${OWNER}:*`],
    ['ArnEquals', 'aws:SourceArn', arn(OWNER)],
    ['StringLike', 'aws:SourceArn', `arn:aws:sns:us-east-1:${OWNER}:*`],
    ['StringEquals', 'aws:SourceArn', arn(OWNER)],
  ])('acts for the owner only by %s %s %j', (operator, key, values) => {
    expect(lines({ [operator]: { [key]: values } })).toEqual([`service ${SNS} bound`]);
  });

  it.each<[string, string, unknown]>([
    ['StringEqualsIfExists', 'aws:SourceAccount', OWNER],
    ['ForAllValues:StringEquals', 'aws:SourceAccount', OWNER],
    ['StringLike', 'aws:SourceAccount', [OWNER, '5*']],
    ['StringNotEquals', 'aws:SourceAccount', OWNER],
    ['NumericEquals', 'aws:SourceAccount', OWNER],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:topic'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::bucket'],
    ['ArnLike', 'aws:SourceArn', `arn:aws:sns:*:*:${OWNER}:topic`],
    ['StringLike', 'aws:SourceArn', `*:aws:sns:us-east-1:topic:${OWNER}:topic`],
    ['StringLike', 'aws:SourceArn', `arn:aws:sns:*:${OWNER}:topic`],
    ['StringEquals', 'aws:SourceArn', `arn:aws:sns:us-east-1:${OWNER}`],
    ['StringEquals', 'aws:SourceOwner', OWNER],
    ['StringLike', 'aws:SourceOrgPaths', OU],
    ['StringLike', 'aws:SourceOrgID', 'o-*'],
  ])('acts for nobody can say whom by %s %s %j', (operator, key, values) => {
    expect(lines({ [operator]: { [key]: values } })).toEqual([`service ${SNS} unproven`]);
  });

  it.each<[string, string, unknown, string]>([
    ['StringEquals', 'aws:SourceAccount', [OWNER, ALLOWED], `account ${ALLOWED}`],
    [
      'ArnLike',
      'aws:SourceArn',
      [arn(ALLOWED), arn(OWNER), `arn:aws:ses:*:${ALLOWED}:*`],
      `account ${ALLOWED}`,
    ],
    ['StringEquals', 'aws:SourceOrgID', ORG, `organization ${ORG}`],
    ['ForAnyValue:StringLike', 'aws:SourceOrgPaths', OU, `ou ${OU}`],
  ])('also grants whom it acts for by %s %s %j', (operator, key, values, source) => {
    expect(lines({ [operator]: { [key]: values } }, [SNS, 'pinpoint.amazonaws.com'])).toEqual([
      `service ${SNS} bound`,
      `${source} through ${SNS}`,
      'service pinpoint.amazonaws.com bound',
      `${source} through pinpoint.amazonaws.com`,
    ]);
  });

  it('acts for whom all conditions name', () => {
    const StringEquals = { 'aws:SourceAccount': [ALLOWED, SANDBOX], 'aws:SourceOrgID': ORG };
    const ArnLike = { 'aws:SourceArn': [arn(ALLOWED), arn(OUTSIDER)] };
    expect(lines({ StringEquals, ArnLike })).toEqual([
      `service ${SNS} bound`,
      `account ${ALLOWED} through ${SNS} within ${ORG}`,
    ]);
  });

  it('may act for whom another condition leaves out, or not', () => {
    const StringEquals = { 'aws:SourceAccount': ALLOWED };
    const but = (operator: string) =>
      lines({ StringEquals, [operator]: { 'aws:SourceAccount': SANDBOX } })[1];
    const doubt = (operator: string) =>
      `account ${ALLOWED} through ${SNS}, but its condition ${operator} aws:SourceAccount`;
    expect(but('StringEqualsIfExists')).toBe(doubt('StringEqualsIfExists'));
    expect(but('StringNotEquals')).toBe(doubt('StringNotEquals'));
  });

  it('may be narrowed by what is neither its source nor the request', () => {
    const accounts = { 'aws:SourceAccount': ALLOWED, 'aws:PrincipalAccount': SANDBOX };
    expect(lines({ StringEquals: accounts })[1]).toBe(
      `account ${ALLOWED} through ${SNS}, but its condition StringEquals aws:PrincipalAccount`,
    );
    const Bool = { 'aws:SecureTransport': 'true' };
    const StringEquals = { 'aws:PrincipalOrgID': ORG };
    expect(lines({ Bool, StringEquals })).toEqual([
      `service ${SNS} open, but its condition StringEquals aws:PrincipalOrgID`,
    ]);
    expect(lines({ Bool })).toEqual([`service ${SNS} open`]);
    expect(lines({ StringEquals: { 'aws:ResourceTag/team': 'x' } })).toEqual([`service ${SNS} open`]);
  });
});

describe('what RAM wrote', () => {
  const share = anAllow({ Principal: { AWS: `arn:aws:iam::${ALLOWED}:root` }, Resource: NUMBER });
  const { Effect, ...rest } = share;
  const ram = (...statements: readonly Members[]) => [aDocument(...statements)];

  it('is no grant besides the share', () => {
    expect(linesIn(aPolicy(aDocument(share), { ram: ram(share) }))).toEqual([]);
    expect(
      linesIn(aPolicy(aDocument({ ...rest, Effect, Sid: 'a' }), { ram: ram({ Sid: 'b', ...share }) })),
    ).toEqual([]);
  });

  it('explains one statement each, whatever document it is in', () => {
    const other = anAllow({ Principal: { AWS: SANDBOX } });
    const document = aDocument(share, other, share, share);
    expect(linesIn(aPolicy(document, { ram: [...ram(other, share), ...ram(share)] }))).toEqual([
      `account ${ALLOWED}`,
    ]);
  });

  it('explains nothing that differs, and nothing when it can not be read', () => {
    const document = aDocument({ ...share, Action: ['sms-voice:SendTextMessage'] });
    expect(linesIn(aPolicy(document, { ram: [...ram(share), 'no JSON'] }))).toEqual([`account ${ALLOWED}`]);
  });
});

describe('the examples of the user guide', () => {
  const guide = (resource: string) => {
    const source = { Condition: { StringEquals: { 'aws:SourceAccount': OWNER } } };
    return aPolicy(
      aDocument(
        {
          Effect: 'Allow',
          Principal: { Service: 'pinpoint.amazonaws.com' },
          Action: ['sms-voice:SendTextMessage', 'sms-voice:SendVoiceMessage'],
          Resource: resource,
          ...source,
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sms-voice:SendTextMessage',
          Resource: resource,
          ...source,
        },
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ALLOWED}:root` },
          Action: 'sms-voice:SendTextMessage',
          Resource: resource,
        },
      ),
      { resource },
    );
  };

  it.each([NUMBER, smsArn('sender-id/ACME/GB'), POOL])('on %s', (resource) => {
    expect(linesIn(guide(resource))).toEqual([
      'service pinpoint.amazonaws.com bound',
      'service sns.amazonaws.com bound',
      `account ${ALLOWED}`,
    ]);
  });
});

describe("a statement of RAM's behind one that was written by hand", () => {
  it('is still told from it', () => {
    const [own, byRam] = [
      anAllow({ Principal: { AWS: OUTSIDER } }),
      anAllow({ Principal: { AWS: ALLOWED } }),
    ];
    const policy = aPolicy(aDocument(own, byRam), { ram: [aDocument(byRam)] });
    expect(linesIn(policy)).toEqual([`account ${OUTSIDER}`]);
  });
});
