import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, NUMBER, OUTSIDER, OWNER, SENDER_ID } from '../support/builders.ts';
import { sharewarden } from './running.ts';

const GUARDRAILS = `organization: o-exampleorgid
mode: enforce
guardrails:
  - id: campaigns-only
    allow: [{ account: "${ALLOWED}" }, { service: sns.amazonaws.com }, { ou: ou-ab12-11111111 }]
`;
const OF_OWNER = { StringEquals: { 'aws:SourceAccount': OWNER } };

const statement = (Principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'sms-voice:SendTextMessage',
  Resource: NUMBER,
  ...more,
});
const account = (...ids: readonly string[]) => statement({ AWS: ids });
const SNS = statement({ Service: 'sns.amazonaws.com' }, { Sid: 'Sns', Condition: OF_OWNER });
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const checking = (document: string, args: readonly string[] = [], guardrails = GUARDRAILS) =>
  sharewarden(['check-policy', 'policy.json', ...args], {
    files: { 'policy.json': document, 'guardrails.yml': guardrails },
  });

describe('a policy that lets in only whom the guardrails allow', () => {
  it('is fine, with a row for each grant', async () => {
    const { code, out } = await checking(policy(SNS, account(ALLOWED)));
    expect(code).toBe(EXIT.fine);
    expect(out.split('\n')).toEqual([
      'allowed  sns.amazonaws.com  Sns          every guardrail that covers it allows it',
      'allowed  444455556666       statement 2  every guardrail that covers it allows it',
    ]);
  });

  it('is printed as it is by --fix', async () => {
    const document = policy(SNS);
    const { code, out } = await checking(document, ['--fix']);
    expect([code, out]).toEqual([EXIT.fine, document]);
  });

  it('may let in nobody', async () => {
    const { code, out } = await checking(policy(account(OWNER)));
    expect([code, out]).toEqual([EXIT.fine, 'It lets nobody in but the owner.']);
  });
});

describe('a policy that lets somebody else in', () => {
  const document = policy(SNS, account(ALLOWED, OUTSIDER));
  const outside = ['--outside', OUTSIDER];

  it('is refused, with what would be taken out', async () => {
    const { code, out } = await checking(document, outside);
    expect(code).toBe(EXIT.forbidden);
    expect(out).toMatch(/^forbidden {2}999988887777 {7}statement 2 {2}campaigns-only allows only/m);
    expect(out).toContain(`To mend it (--fix): take out ${OUTSIDER}.`);
  });

  it('is printed without them by --fix, and then fine', async () => {
    const { code, out, err } = await checking(document, [...outside, '--fix']);
    expect(code).toBe(EXIT.fine);
    expect(JSON.parse(out)).toEqual(JSON.parse(policy(SNS, account(ALLOWED))));
    expect(err).toContain('forbidden');
  });

  it('is one value for programs', async () => {
    const { code, out, err } = await checking(document, [...outside, '--json']);
    expect([code, err]).toEqual([EXIT.forbidden, '']);
    const { resource, grants, fixed } = JSON.parse(out);
    expect(resource).toBe(NUMBER);
    expect(grants).toHaveLength(3);
    expect(grants[2]).toMatchObject({
      consumer: OUTSIDER,
      statement: 'statement 2',
      decision: 'forbidden',
      guardrail: 'campaigns-only',
      remedy: 'remove',
    });
    expect(fixed).toEqual(JSON.parse(policy(SNS, account(ALLOWED))));
  });

  it('says when the guardrail only observes', async () => {
    const { code, out } = await checking(document, outside, GUARDRAILS.replace('enforce', 'observe'));
    expect(code).toBe(EXIT.forbidden);
    expect(out).toContain('; only observed');
  });

  it('may have nothing left', async () => {
    const fixed = await checking(policy(account(OUTSIDER)), [...outside, '--fix']);
    expect([fixed.code, fixed.out]).toEqual([EXIT.fine, '']);
    expect(fixed.err).toContain('No statement is left');
    const { out } = await checking(policy(account(OUTSIDER)), [...outside, '--json']);
    expect(JSON.parse(out).fixed).toBeNull();
  });
});

describe('where accounts are', () => {
  it.each([
    ['unknown when nobody says', [], EXIT.unknown],
    ['in an OU', ['--in', `${OUTSIDER}=ou-ab12-11111111`], EXIT.fine],
    ['in an OU of an OU', ['--in', `${OUTSIDER}=ou-ab12-11111111/ou-ab12-33333333`], EXIT.fine],
    ['in another OU', ['--in', `${OUTSIDER}=ou-ab12-22222222`], EXIT.forbidden],
    ['in no OU at all', ['--in', OUTSIDER], EXIT.forbidden],
    ['outside', ['--outside', OUTSIDER], EXIT.forbidden],
    ['told of others', ['--outside', '123456789012', '--in', '555566667777=ou-ab12-2'], EXIT.unknown],
  ])('%s', async (_, args, expected) => {
    const { code, out } = await checking(policy(account(OUTSIDER)), args);
    expect(code).toBe(expected);
    expect(out.includes('--in and --outside answer')).toBe(expected === EXIT.unknown);
  });

  it('can be told of several', async () => {
    const args = ['--in', '555566667777=ou-ab12-11111111', '--in', `${OUTSIDER}=ou-ab12-11111111`];
    expect(await checking(policy(account('555566667777', OUTSIDER)), args)).toMatchObject({
      code: EXIT.fine,
    });
  });

  it.each([
    ['--in', '99998888777=ou-ab12-11111111'],
    ['--in', `${OUTSIDER}=campaigns`],
    ['--outside', 'everybody'],
  ])('%s does not take %s', async (option, value) => {
    const { code, err } = await checking(policy(SNS), [option, value]);
    expect(code).toBe(EXIT.badInput);
    expect(err).toContain(`argument '${value}' is invalid. It takes`);
  });
});

describe('a guardrail that goes by tags', () => {
  const guardrails = `organization: o-exampleorgid
mode: enforce
guardrails:
  - id: production
    resources: { tags: { environment: production, team: "*" } }
    allow: []
`;
  it.each([
    ['unknown when nobody tells them', [], EXIT.unknown],
    ['forbidden when they are so', ['--tag', 'environment=production', '--tag', 'team=a=b'], EXIT.forbidden],
    ['allowed when they are not', ['--tag', 'environment=test'], EXIT.fine],
  ])('%s', async (_, args, expected) => {
    expect(await checking(policy(SNS), args, guardrails)).toMatchObject({ code: expected });
  });

  it('does not take a tag without a value', async () => {
    const { code, err } = await checking(policy(SNS), ['--tag', 'environment'], guardrails);
    expect(code).toBe(EXIT.badInput);
    expect(err).toContain('It takes such as environment=production.');
  });
});

describe('a service that acts for anybody', () => {
  const open = statement({ Service: 'sns.amazonaws.com' });

  it('is bound to the owner', async () => {
    const { code, out } = await checking(policy(open));
    expect(code).toBe(EXIT.forbidden);
    expect(out).toContain('let sns.amazonaws.com act for the owner only');
    const fixed = await checking(policy(open), ['--fix']);
    expect(fixed.code).toBe(EXIT.fine);
    expect(JSON.parse(fixed.out).Statement).toEqual([{ ...open, Condition: OF_OWNER }]);
  });

  it('is unknown when its condition proves nothing', async () => {
    const Condition = { StringLike: { 'aws:SourceArn': '*' } };
    const { code, out } = await checking(policy({ ...open, Condition }));
    expect(code).toBe(EXIT.unknown);
    expect(out).toContain('which sources its condition lets through');
  });
});

describe('what can not be judged', () => {
  it.each([
    ['no JSON', '{\n  "Version": "2012-10-17"\n', [], 'policy.json:3:1: it is no JSON: Expected'],
    ['a token that is no JSON', '{\n  "Version": }', [], 'policy.json: it is no JSON: Unexpected token'],
    ['no policy', '[]', ['--resource', NUMBER], 'policy.json: the policy is not a JSON object'],
    [
      'a policy of two resources',
      policy(SNS, { ...SNS, Resource: SENDER_ID }),
      [],
      'say which by --resource ARN',
    ],
    ['a policy of a pattern', policy({ ...SNS, Resource: `${NUMBER}*` }), [], 'say which by --resource ARN'],
    ['a policy of nothing', policy({ ...SNS, Resource: 'x' }), [], 'does not name one SMS resource'],
    ['a resource that is none', policy(SNS), ['--resource', 'arn:aws:s3:::x'], 'there is arn:aws:s3:::x'],
  ])('is %s', async (_, document, args, told) => {
    const { code, out, err } = await checking(document, args);
    expect([code, out]).toEqual([EXIT.badInput, '']);
    expect(err).toContain(told);
  });

  it('is judged when the resource is named', async () => {
    const document = policy({ ...SNS, Resource: '*' });
    expect(await checking(document, ['--resource', NUMBER])).toMatchObject({ code: EXIT.fine });
  });

  it('is a file that is not there', async () => {
    const { code, err } = await sharewarden(['check-policy', 'nowhere.json']);
    expect([code, err]).toEqual([EXIT.badInput, 'nowhere.json is not there: the policy document is a file']);
  });
});

describe('a Sid with control characters', () => {
  it('does not steer the terminal', async () => {
    const { out } = await checking(policy({ ...SNS, Sid: 'a\u001b[2Jb\nallowed' }));
    expect(out.split('\n')).toHaveLength(1);
    expect(out).not.toContain('\u001b');
  });
});
