import { describe, expect, it } from 'vitest';
import { aFile, problemsOf } from './guardrail-files.ts';

describe('what contradicts itself', () => {
  it('is an id that stands for two guardrails', () => {
    expect(
      problemsOf(aFile('  - { id: a, allow: [] }\n  - { id: b, allow: [] }\n  - { id: a, deny: [] }')),
    ).toEqual(['g.yml:6:11: id "a" stands for guardrail 1 already: every guardrail has its own']);
  });

  it.each([
    ['{ account: "444455556666" }', 'account 444455556666'],
    ['{ ou: ou-ab12-11111111 }', 'ou ou-ab12-11111111'],
    ['{ organization: true }', 'the organization'],
  ])('is %s both allowed and denied', (consumer, name) => {
    expect(problemsOf(aFile(`  - id: a\n    allow: [${consumer}]\n    deny: [${consumer}]`))).toEqual([
      `g.yml:6:12: deny holds ${name}, which allow of the same guardrail holds too: leave it in one of them`,
    ]);
  });

  it('is not a consumer that another guardrail denies', () => {
    expect(
      problemsOf(
        aFile(
          '  - { id: a, allow: [{ organization: true }] }\n  - { id: b, deny: [{ organization: true }] }',
        ),
      ),
    ).toEqual([]);
  });
});

const POOL = 'arn:aws:sms-voice:us-east-1:111122223333:pool/a';

describe('two waivers', () => {
  const waiver = (parts: Readonly<Record<string, string>>) => {
    const whole = {
      resource: POOL,
      consumer: '999988887777',
      until: '2020-01-01',
      reason: 'x',
      approvedBy: 'x',
      ...parts,
    };
    return `  - ${JSON.stringify(whole)}`;
  };
  const problems = (...waivers: readonly string[]) =>
    problemsOf(aFile('  []', `waivers:\n${waivers.join('\n')}`));

  it('of the same resource and consumer are told at the second', () => {
    expect(problems(waiver({}), waiver({ consumer: '*' }), waiver({ until: '2030-01-01' }))).toEqual([
      'g.yml:8:5: waiver 1 lifts "999988887777 on arn:aws:sms-voice:us-east-1:111122223333:pool/a" already: leave one of the two',
    ]);
  });

  it('of one resource or one consumer are in order', () => {
    const other = 'arn:aws:sms-voice:us-east-1:111122223333:pool/b';
    expect(problems(waiver({}), waiver({ resource: other }), waiver({ consumer: '*' }))).toEqual([]);
  });

  it('that lack what they are about have that told instead', () => {
    const bare = '  - { until: "2026-01-01", reason: x, approvedBy: x }';
    const nowhere = '  - { consumer: "999988887777", until: "2026-01-01", reason: x, approvedBy: x }';
    const nobody = `  - { resource: "${POOL}", until: "2026-01-01", reason: x, approvedBy: x }`;
    const all = problems(bare, bare, nowhere, nowhere, nobody, nobody);
    expect(all.filter((problem) => problem.includes('already'))).toEqual([]);
  });
});

describe('a selector that can match nothing', () => {
  const selecting = (resources: Readonly<Record<string, readonly string[]>>) =>
    problemsOf(aFile(`  - id: a\n    allow: []\n    resources: ${JSON.stringify(resources)}`)).map(
      (problem) => problem.replace(/^g.yml:6:\d+: /, ''),
    );

  it.each([
    [{ types: ['pool', 'sender-id'] }, 'arn:aws:sms-voice:*:*:phone-number/*', 'types', 'pool, sender-id'],
    [{ types: ['phone-number'] }, 'arn:aws:sms-voice:*:*:po*', 'types', 'phone-number'],
    [{ types: ['pool'] }, 'arn:aws:sms-voice:us-east-1:111122223333:sender-id/pool/GB', 'types', 'pool'],
    [{ regions: ['eu-west-1'] }, POOL, 'regions', 'eu-west-1'],
    [{ regions: ['eu-west-1'] }, 'arn:aws:sms-voice:us-*:*:pool/*', 'regions', 'eu-west-1'],
    [{ regions: ['eu-west-1'] }, 'arn:aws:sms-voice:us-east-1:*', 'regions', 'eu-west-1'],
    [{ regions: ['eu-west-1'] }, 'arn:aws:sms-voice:us-*', 'regions', 'eu-west-1'],
    [{ accounts: ['444455556666'] }, POOL, 'accounts', '444455556666'],
    [{ accounts: ['444455556666'] }, 'arn:aws:sms-voice:*:111122223333:*', 'accounts', '444455556666'],
    [{ accounts: ['444455556666'] }, 'arn:aws:sms-voice:us-east-1:1*', 'accounts', '444455556666'],
  ])('%j besides %s', (selector, arn, list, taken) => {
    expect(selecting({ ...selector, arns: [arn] })).toEqual([
      `no resource matches "${arn}": ${list} holds only ${taken}`,
    ]);
  });

  it.each([
    [{ types: ['pool'] }, 'arn:aws:sms-voice:*:*:p*'],
    [{ types: ['sender-id'] }, 'arn:aws:sms-voice:*:*:s*ME/GB'],
    [{ types: ['phone-number', 'pool'] }, POOL],
    [{ types: ['pool'] }, 'arn:aws:sms-voice:*'],
    [{ regions: ['eu-west-1', 'us-east-1'] }, POOL],
    [{ regions: ['eu-west-1'] }, 'arn:aws:sms-voice:*'],
    [{ regions: ['eu-west-1'] }, 'arn:aws:sms-voice:*west-1:*'],
    [{ regions: ['eu-west-1'] }, 'arn:*:sms-voice:*'],
    [{ accounts: ['444455556666'] }, 'arn:aws:sms-voice:*:pool/*'],
    [{ accounts: ['444455556666'] }, 'arn:aws:sms-voice:us-east-1:4*'],
    [{ accounts: ['444455556666'], regions: ['us-east-1'] }, 'arn:aws:sms-voice:us-east-1:*:pool/*'],
  ])('is not told of %j besides %s', (selector, arn) => {
    expect(selecting({ ...selector, arns: [arn] })).toEqual([]);
  });

  it('is told at each such ARN, once', () => {
    const text = aFile(
      `  - id: a
    allow: []
    resources:
      types: [pool]
      regions: [eu-west-1]
      arns:
        - arn:aws:sms-voice:eu-west-1:*:pool/*
        - arn:aws:sms-voice:us-east-1:*:sender-id/*`,
    );
    expect(problemsOf(text)).toEqual([
      'g.yml:11:11: no resource matches "arn:aws:sms-voice:us-east-1:*:sender-id/*": types holds only pool',
    ]);
  });

  it('is not told of what is no text', () => {
    const text = aFile(
      `  - { id: a, allow: [], resources: { regions: [5], types: [pool], arns: [7, "${POOL}"] } }`,
    );
    expect(problemsOf(text).filter((problem) => problem.includes('no resource'))).toEqual([]);
  });

  it('is one by a tag that would be read as if it were not there', () => {
    const text = aFile('  - id: a\n    allow: []\n    resources: { tags: { a: b, __proto__: x } }');
    expect(problemsOf(text)).toEqual([`g.yml:6:43: tags can't tell resources by __proto__`]);
  });
});

describe('routes of owner accounts', () => {
  const routes = (...owners: readonly string[]) =>
    problemsOf(aFile('  []', `alerts:\n  owners:\n${owners.map((owner) => `    - ${owner}`).join('\n')}`));

  it('hold an account once', () => {
    expect(
      routes(
        '{ accounts: ["111122223333", "444455556666", "444455556666"], sns: true }',
        '{ accounts: ["555566667777", "111122223333"], sns: true }',
      ),
    ).toEqual([
      'g.yml:7:52: "444455556666" stands in route 1 already: an account has one',
      'g.yml:8:36: "111122223333" stands in route 1 already: an account has one',
    ]);
  });

  it('change something', () => {
    expect(routes('{ accounts: ["111122223333"] }', '{ sns: true }')).toEqual([
      'g.yml:7:7: a route takes slack, sns or both: this one changes nothing',
      'g.yml:8:7: accounts is missing: it takes a list of owner accounts, twelve digits in quotes each',
    ]);
    expect(routes('{ accounts: ["111122223333"], slack: {} }')).toEqual([]);
    expect(routes('{}')).toEqual([
      'g.yml:7:7: accounts is missing: it takes a list of owner accounts, twelve digits in quotes each',
    ]);
  });
});
