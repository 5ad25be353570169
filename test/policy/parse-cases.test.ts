import { describe, expect, it } from 'vitest';
import { caseGrant } from '../../src/policy/case-grant.ts';
import { parseCases, problemText } from '../../src/policy/parse-cases.ts';

const NUMBER = 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-1';
const resource = {
  arn: NUMBER,
  type: 'phone-number',
  name: 'phone-1',
  scope: { account: '111122223333', region: 'us-east-1' },
  tags: {},
};

const aCase = (given: string, more = 'expect: allowed') =>
  `cases:\n  - given: { resource: "${NUMBER}", ${given} }\n    ${more}`;

/** The problems as people read them; none for a file that is in order. */
function problemsOf(text: string): readonly string[] {
  const parsed = parseCases(text, 'c.yml');
  return parsed.ok ? [] : parsed.problems.map(problemText);
}

/** @throws with the problems of a file that is not in order. */
function casesOf(text: string) {
  const parsed = parseCases(text, 'c.yml');
  if (!parsed.ok) throw new Error(parsed.problems.map(problemText).join('\n'));
  return parsed.cases;
}

const given = (text: string) => casesOf(aCase(text))[0]?.given;

describe('a file of cases that is in order', () => {
  it('is read as it is written, each case with its place', () => {
    const text = `# comment
cases:
  - name: campaigns may use the numbers
    given:
      resource: ${NUMBER}
      consumer: "444455556666"
      in: [ou-ab12-11111111, ou-ab12-33333333]
      suspended: true
      tags: { environment: production, empty: "" }
      via: policy
      on: 2026-11-02
    expect: forbidden
    by: no-sandbox

  - { given: { resource: "${NUMBER}", consumer: "*" }, expect: unknown, by: policies.everyone }
`;
    expect(casesOf(text)).toStrictEqual([
      {
        line: 3,
        column: 5,
        name: 'campaigns may use the numbers',
        given: {
          resource: { ...resource, tags: { environment: 'production', empty: '' } },
          consumer: '444455556666',
          place: { status: 'inside', path: ['ou-ab12-11111111', 'ou-ab12-33333333'], isInactive: true },
          via: 'policy',
          on: '2026-11-02',
        },
        expect: 'forbidden',
        by: 'no-sandbox',
      },
      {
        line: 15,
        column: 5,
        given: { resource, consumer: '*', via: 'share' },
        expect: 'unknown',
        by: 'policies.everyone',
      },
    ]);
  });

  it('may hold none', () => {
    expect(casesOf('cases: []')).toEqual([]);
  });

  it.each([
    ['ou-ab12-11111111', { status: 'inside', path: ['ou-ab12-11111111'] }],
    ['organization', { status: 'inside', path: [] }],
    ['outside', { status: 'outside' }],
    ['unknown', { status: 'unknown', reason: 'the case has the directory not answer' }],
  ])('may say that the consumer is in %s', (where, place) => {
    expect(given(`consumer: "444455556666", in: ${where}`)?.place).toStrictEqual(place);
    expect(given(`consumer: ou-ab12-44444444, in: ${where}`)?.place).toStrictEqual(place);
  });

  it('may say that an account of no OU is suspended', () => {
    const place = given('consumer: "444455556666", in: organization, suspended: true')?.place;
    expect(place).toStrictEqual({ status: 'inside', path: [], isInactive: true });
  });
});

describe('a case of the wrong form', () => {
  const CONSUMER =
    'consumer takes an account id in quotes, the id of an OU, organization, a service principal, or "*" for everyone';
  const IN =
    'in takes the id of an OU, a list of them from the top down, organization for none of its OUs, outside, or unknown';
  const ON = 'on takes a day of the calendar, such as 2026-12-31';

  it.each([
    ['', 'c.yml:1:1: the file is empty: it takes a map of cases'],
    ['[a]', 'c.yml:1:1: the file takes a map of cases; there is a list'],
    ['cases:', 'c.yml:1:1: cases takes a list of cases, each with given and expect; there is nothing'],
    ['cases: [x]', 'c.yml:1:9: cases takes a list of cases, each with given and expect; there is "x"'],
    ['case: []', 'c.yml:1:1: unknown key "case": did you mean cases? known here: cases'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });

  it.each([
    [
      'consumer: 444455556666',
      `99: ${CONSUMER}; YAML reads 444455556666 as a number: put it in quotes, "444455556666"`,
    ],
    ['consumer: organisation', `99: ${CONSUMER}; there is "organisation": did you mean organization?`],
    ['consumer: o-exampleorgid', `99: ${CONSUMER}; there is "o-exampleorgid"`],
    ['consumer: sns', `99: ${CONSUMER}; there is "sns"`],
    ['consumer: x*', `99: ${CONSUMER}; there is "x*"`],
    ['consumr: "*"', '12: consumer is missing: it takes'],
    [
      'consumr: "*"',
      '89: unknown key "consumr": did you mean consumer? known here: resource, consumer, in, suspended, tags, via, on',
    ],
    ['consumer: "111122223333", in: outsied', `119: ${IN}; there is "outsied": did you mean outside?`],
    ['consumer: "111122223333", in: []', `119: ${IN}; the list is empty`],
    ['consumer: "111122223333", in: 5', `119: ${IN}; there is 5`],
    [
      'consumer: "111122223333", in: [outside]',
      '120: in takes the id of an OU, such as ou-ab12-11111111; there is "outside"',
    ],
    [
      'consumer: "111122223333", suspended: false',
      '126: suspended takes true, of an account that is suspended or closed; there is false',
    ],
    [
      'consumer: "111122223333", tags: [a]',
      '121: tags takes a map of the tags that the resource has, such as { environment: production }; there is a list',
    ],
    [
      'consumer: "111122223333", tags: { a: 1 }',
      '126: a takes the value of the tag; YAML reads 1 as a number: put it in quotes, "1"',
    ],
    [
      'consumer: "111122223333", via: polcy',
      '120: via takes share or policy; there is "polcy": did you mean policy?',
    ],
    ['consumer: "111122223333", on: 2026-02-30', `119: ${ON}; there is "2026-02-30"`],
    ['consumer: "111122223333", on: tomorrow', `119: ${ON}; there is "tomorrow"`],
  ])('with %s', (text, problem) => {
    expect(problemsOf(aCase(text))).toContainEqual(expect.stringContaining(`c.yml:2:${problem}`));
  });

  it.each([
    [
      'expect: allow',
      '13: expect takes allowed, forbidden or unknown; there is "allow": did you mean allowed?',
    ],
    [
      'by: x y',
      '9: by takes the id of the guardrail that decides, or the setting, such as policies.everyone; there is "x y"',
    ],
    ['by: .x', '9: by takes'],
    ['name: " "', '11: name takes a sentence for people; there is " "'],
    ['expects: x', '5: unknown key "expects": did you mean expect? known here: name, given, expect, by'],
  ])('that has %s', (line, problem) => {
    expect(problemsOf(aCase('consumer: "*"', line))).toContainEqual(
      expect.stringContaining(`c.yml:3:${problem}`),
    );
  });

  it.each(['pool-1', 'arn:aws:sms-voice:us-east-1:111122223333:pool/*', 'arn:aws:s3:::bucket'])(
    'about %s',
    (arn) => {
      expect(
        problemsOf(`cases: [{ given: { resource: "${arn}", consumer: "*" }, expect: allowed }]`),
      ).toEqual([expect.stringContaining('c.yml:1:30: resource takes the whole ARN of an SMS resource')]);
    },
  );

  it('lacks what has to be there', () => {
    expect(problemsOf('cases: [{ name: x }]')).toEqual([
      'c.yml:1:9: given is missing: it takes a map of resource, consumer, in, suspended, tags, via and on',
      'c.yml:1:9: expect is missing: it takes allowed, forbidden or unknown',
    ]);
  });
});

describe('a case that can not be', () => {
  it.each([
    [
      'consumer: sns.amazonaws.com, in: outside',
      'in says where an account or an OU is: "sns.amazonaws.com" is neither',
    ],
    ['consumer: "*", in: unknown', 'in says where an account or an OU is: "*" is neither'],
    [
      'consumer: organization, in: organization',
      'in says where an account or an OU is: "organization" is neither',
    ],
    [
      'consumer: ou-ab12-11111111, in: organization, suspended: true',
      'suspended is said of an account: "ou-ab12-11111111" is none',
    ],
    [
      'consumer: "111122223333", suspended: true',
      'suspended is said of an account inside: in takes an OU or organization then',
    ],
    [
      'consumer: "111122223333", in: outside, suspended: true',
      'suspended is said of an account inside: in takes an OU or organization then',
    ],
    [
      'consumer: "111122223333", in: unknown, suspended: true',
      'suspended is said of an account inside: in takes an OU or organization then',
    ],
  ])('%s', (text, problem) => {
    const at =
      aCase(text)
        .split('\n')[1]
        ?.indexOf(problem.startsWith('in ') ? 'in: ' : 'suspended: ') ?? 0;
    const value = at + 1 + (problem.startsWith('in ') ? 4 : 11);
    expect(problemsOf(aCase(text))).toEqual([`c.yml:2:${value}: ${problem}`]);
  });
});

describe('a case whose consumer can not be read', () => {
  it.each(['in: outside', 'consumer: 111122223333, in: outside', 'suspended: true'])('%s', (text) => {
    expect(problemsOf(aCase(text))).toEqual([expect.stringMatching(/ consumer (is missing|takes)/)]);
  });
});

describe('the grant of a case', () => {
  const grantOf = (text: string) => {
    const [each] = casesOf(aCase(text));
    if (!each) throw new Error('no case');
    return caseGrant(each, 'o-exampleorgid');
  };

  it.each([
    ['"444455556666"', { kind: 'account', id: '444455556666' }],
    ['ou-ab12-11111111', { kind: 'ou', id: 'ou-ab12-11111111', organization: 'o-exampleorgid' }],
    ['organization', { kind: 'organization', id: 'o-exampleorgid' }],
    ['sns.amazonaws.com', { kind: 'service', id: 'sns.amazonaws.com' }],
    ['"*"', { kind: 'everyone', id: '*' }],
  ])('is for %s, of whom nothing is known', (consumer, expected) => {
    const { grant, places } = grantOf(`consumer: ${consumer}`);
    expect(grant).toMatchObject({ resource, consumer: expected, state: 'active' });
    expect(places).toEqual(new Map());
  });

  it('knows where its consumer is', () => {
    expect(grantOf('consumer: "444455556666", in: outside').places).toEqual(
      new Map([['444455556666', { status: 'outside' }]]),
    );
    expect(grantOf('consumer: ou-ab12-11111111, in: organization').places).toEqual(
      new Map([['ou-ab12-11111111', { status: 'inside', path: [] }]]),
    );
  });

  it('is for an OU of another organization when that is outside', () => {
    const { consumer } = grantOf('consumer: ou-ab12-11111111, in: outside').grant;
    expect(consumer).toMatchObject({ kind: 'ou', organization: expect.not.stringMatching(/^o-/) });
  });

  it('goes the way that the case says', () => {
    expect(grantOf('consumer: "*"').grant.via.kind).toBe('resource-share');
    expect(grantOf('consumer: "*", via: policy').grant.via.kind).toBe('resource-policy');
  });
});
