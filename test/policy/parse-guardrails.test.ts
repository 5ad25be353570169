import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { parseGuardrails } from '../../src/policy/parse-guardrails.ts';
import { aFile, guardrailsOf, problemsOf } from './guardrail-files.ts';

const KEYS = 'organization, mode, guardrails, shares, policies, pools, groups, waivers, limits';
const ORGANIZATION = 'organization takes the id of the organization, such as o-exampleorgid';

describe('a file that is in order', () => {
  it('is read as it is written', () => {
    const text = aFile(
      `
  - id: production-numbers
    why: Customers know these numbers.
    mode: observe
    resources:
      types: [phone-number, pool]
      arns: ["arn:aws:sms-voice:*:111122223333:*"]
      regions: [us-east-1, us-gov-west-1]
      accounts: ["111122223333"]
      tags: { environment: production, campaign: "*", owner: "" }
    allow: [{ ou: ou-ab12-11111111 }, { account: "444455556666" }, { service: sns.amazonaws.com }]
    deny: [{ account: '999988887777' }, { organization: true }]`,
      `shares: { external: forbid, retainOnLeave: ignore, mixedWithOtherServices: remove-sms }
policies: { everyone: tell, serviceWithoutSource: ignore }
pools: { members: share, optOutList: ignore }
groups: { ouOrOrganization: remove, forbiddenGroup: tell, lastConsumer: tell }
waivers:
  - resource: arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB
    consumer: "999988887777"
    until: 2026-12-31
    reason: "campaign 42"
    approvedBy: Ann
limits: { removalsPerHour: 0, shareRemovalsPerHour: 1, organizationRemovalsPerHour: 5000, readdsBeforeStop: 1 }
alerts:
  slack: { critical: /sharewarden/slack/on-call, notice: false }
  sns: false
  owners:
    - { accounts: ["111122223333", "444455556666"], slack: { warning: /sharewarden/a_b.c } }
    - { accounts: ["555566667777"], sns: true }
  deciders: { users: [U0123456789], userGroups: [S0123456789] }`,
    );
    expect(guardrailsOf(text)).toEqual({
      organization: 'o-exampleorgid',
      mode: 'enforce',
      guardrails: [
        {
          id: 'production-numbers',
          why: 'Customers know these numbers.',
          mode: 'observe',
          resources: {
            types: ['phone-number', 'pool'],
            arns: ['arn:aws:sms-voice:*:111122223333:*'],
            regions: ['us-east-1', 'us-gov-west-1'],
            accounts: ['111122223333'],
            tags: { environment: 'production', campaign: '*', owner: '' },
          },
          allow: [{ ou: 'ou-ab12-11111111' }, { account: '444455556666' }, { service: 'sns.amazonaws.com' }],
          deny: [{ account: '999988887777' }, { organization: true }],
        },
      ],
      shares: { external: 'forbid', retainOnLeave: 'ignore', mixedWithOtherServices: 'remove-sms' },
      policies: { everyone: 'tell', serviceWithoutSource: 'ignore' },
      pools: { members: 'share', optOutList: 'ignore' },
      groups: { ouOrOrganization: 'remove', forbiddenGroup: 'tell', lastConsumer: 'tell' },
      waivers: [
        {
          resource: 'arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB',
          consumer: '999988887777',
          until: '2026-12-31',
          reason: 'campaign 42',
          approvedBy: 'Ann',
        },
      ],
      limits: {
        removalsPerHour: 0,
        shareRemovalsPerHour: 1,
        organizationRemovalsPerHour: 5000,
        readdsBeforeStop: 1,
      },
      alerts: {
        slack: { critical: '/sharewarden/slack/on-call', notice: false },
        sns: false,
        owners: [
          { accounts: ['111122223333', '444455556666'], slack: { warning: '/sharewarden/a_b.c' } },
          { accounts: ['555566667777'], sns: true },
        ],
        deciders: { users: ['U0123456789'], userGroups: ['S0123456789'] },
      },
    });
  });

  it('means the defaults where it says nothing', () => {
    expect(guardrailsOf('organization: o-exampleorgid\nmode: observe\nguardrails: []')).toStrictEqual({
      organization: 'o-exampleorgid',
      mode: 'observe',
      guardrails: [],
      ...GUARDRAIL_DEFAULTS,
    });
  });

  const { shares, policies, pools, limits, alerts } = GUARDRAIL_DEFAULTS;
  it.each([
    ['shares: { retainOnLeave: forbid }', { shares: { ...shares, retainOnLeave: 'forbid' } }],
    ['policies: { everyone: tell }', { policies: { ...policies, everyone: 'tell' } }],
    ['pools: { members: ignore }', { pools: { ...pools, members: 'ignore' } }],
    ['groups: {}', {}],
    ['limits: { readdsBeforeStop: 100 }', { limits: { ...limits, readdsBeforeStop: 100 } }],
    ['limits: { removalsPerHour: 5000 }', { limits: { ...limits, removalsPerHour: 5000 } }],
    ['alerts: { sns: false }', { alerts: { ...alerts, sns: false } }],
    ['alerts: { slack: { notice: false } }', { alerts: { ...alerts, slack: { notice: false } } }],
  ])('means the other defaults with %s', (section, said) => {
    expect(guardrailsOf(aFile('  []', section))).toStrictEqual({
      organization: 'o-exampleorgid',
      mode: 'enforce',
      guardrails: [],
      ...GUARDRAIL_DEFAULTS,
      ...said,
    });
  });

  it.each([
    ['an empty allow list, which allows nobody', '  - { id: a, allow: [] }'],
    ['anchors and aliases', '  - { id: a, allow: &us [{ organization: true }] }\n  - { id: b, allow: *us }'],
    ['Windows line ends', '  - id: a\r\n    allow: []\r'],
    ['a comment behind a value', '  - { id: a, allow: [] } # for now'],
  ])('may hold %s', (_, guardrails) => {
    expect(problemsOf(aFile(guardrails))).toEqual([]);
  });

  it.each(['444455556666', 'ou-ab12-11111111', 'o-exampleorgid', 'sns.amazonaws.com', '*'])(
    'may waive %s, also until a day that is over',
    (consumer) => {
      const waiver = `waivers: [{ resource: "arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1", consumer: "${consumer}", until: "2020-02-29", reason: x, approvedBy: x }]`;
      expect(guardrailsOf(aFile('  []', waiver)).waivers).toHaveLength(1);
    },
  );
});

describe('a file that is none', () => {
  it.each([
    ['', `g.yml:1:1: the file is empty: it takes a map of ${KEYS} and alerts`],
    ['# later\n', `g.yml:1:1: the file is empty: it takes a map of ${KEYS} and alerts`],
    ['- a', `g.yml:1:1: the file takes a map of ${KEYS} and alerts; there is a list`],
    ['hello', `g.yml:1:1: the file takes a map of ${KEYS} and alerts; there is "hello"`],
    ['a: [b', 'g.yml:1:6: flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['mode: "enforce', 'g.yml:1:15: missing closing "quote'],
    ['mode: *', 'g.yml:1:7: a * that begins a text takes quotes, such as "*"'],
    ['mode: &', 'g.yml:1:7: anchor cannot be an empty string'],
    ['tags: { a: * }', 'g.yml:1:12: a * that begins a text takes quotes, such as "*"'],
    ['mode: *m', 'g.yml:1:7: *m stands for nothing: no &m comes before it'],
    ['mode: !secret x', 'g.yml:1:7: unresolved tag: !secret'],
    [
      'mode: observe\n---\nmode: enforce',
      'g.yml:2:1: a second document begins here: the file is one document',
    ],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('has what YAML says of other aliases told as it is', () => {
    expect(problemsOf('mode: *m:')).toContain('g.yml:1:9: alias ending in : is ambiguous');
  });

  it('does not blow up by aliases of aliases', () => {
    const lists = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(9)}]`);
    expect(problemsOf(['l0: &l0 [x]', ...lists].join('\n'))).toEqual([
      expect.stringContaining('g.yml:1:1: excessive alias count'),
    ]);
  });
});

describe('what is missing', () => {
  it('is told at the map that lacks it', () => {
    expect(problemsOf('pools: {}')).toEqual([
      'g.yml:1:1: organization is missing: it takes the id of the organization, such as o-exampleorgid',
      'g.yml:1:1: mode is missing: it takes observe or enforce',
      'g.yml:1:1: guardrails is missing: it takes a list of guardrails, each with an id',
    ]);
    expect(problemsOf(aFile('  - why: x\n    allow: []'))).toEqual([
      'g.yml:4:5: id is missing: it takes up to 64 letters, digits, - and _',
    ]);
  });

  it('is told alone of a guardrail that has no id', () => {
    expect(problemsOf(aFile('  - why: x'))).toEqual([
      'g.yml:4:5: id is missing: it takes up to 64 letters, digits, - and _',
    ]);
  });

  it('is told at its key where only the value is', () => {
    expect(problemsOf('organization:\nmode: observe\nguardrails: []')).toEqual([
      `g.yml:1:1: ${ORGANIZATION}; there is nothing`,
    ]);
  });

  it('is either list of a guardrail', () => {
    expect(problemsOf(aFile('  - id: a\n    resources: { types: [pool] }'))).toEqual([
      'g.yml:4:5: a guardrail takes allow, deny or both: this one forbids nobody',
    ]);
  });
});

describe('a key', () => {
  it.each([
    ['enviroment: x', `g.yml:5:1: unknown key "enviroment": known here: ${KEYS}, alerts`],
    ['waiver: []', `g.yml:5:1: unknown key "waiver": did you mean waivers? known here: ${KEYS}, alerts`],
    [
      'pools: { member: tell }',
      'g.yml:5:10: unknown key "member": did you mean members? known here: members, optOutList',
    ],
    [
      'pools: { opt-out-list: tell }',
      'g.yml:5:10: unknown key "opt-out-list": did you mean optOutList? known here: members, optOutList',
    ],
    [
      'alerts: { slack: { criticle: false } }',
      'g.yml:5:20: unknown key "criticle": did you mean critical? known here: critical, warning, notice',
    ],
    [
      'alerts: { owners: [{ account: ["111122223333"], accounts: ["111122223333"], sns: true }] }',
      'g.yml:5:22: unknown key "account": did you mean accounts? known here: accounts, slack, sns',
    ],
    [
      'alerts: { owners: [{ accounts: ["111122223333"], slack: { notices: false } }] }',
      'g.yml:5:59: unknown key "notices": did you mean notice? known here: critical, warning, notice',
    ],
    [
      'pools: { optoutlist: tell }',
      'g.yml:5:10: unknown key "optoutlist": did you mean optOutList? known here: members, optOutList',
    ],
    ['__proto__: {}', `g.yml:5:1: unknown key "__proto__": known here: ${KEYS}, alerts`],
    ['mode: observe', 'g.yml:5:1: the key mode stands here for a second time'],
  ])('%s', (more, problem) => {
    expect(problemsOf(aFile('  []', more))).toEqual([problem]);
  });

  it.each([
    ['alow: []', 'alow', 'did you mean allow? known here: id, why, mode, resources, allow, deny'],
    [
      'allow: [{ acount: x }]',
      'acount',
      'did you mean account? known here: account, ou, organization, service',
    ],
    ['deny: [{ uo: x }]', 'uo', 'did you mean ou? known here: account, ou, organization, service'],
    ['deny: [{ role: x }]', 'role', 'known here: account, ou, organization, service'],
    [
      'resources: { tag: {} }, deny: []',
      'tag',
      'did you mean tags? known here: types, arns, regions, accounts, tags',
    ],
    ['shares: {}', 'shares', 'known here: id, why, mode, resources, allow, deny'],
  ])('%s in a guardrail', (member, key, known) => {
    const line = `  - { id: a, ${member} }`;
    const place = `g.yml:4:${line.indexOf(key) + 1}`;
    expect(problemsOf(aFile(line))).toContain(`${place}: unknown key "${key}": ${known}`);
  });
});

describe('a value of the wrong form', () => {
  const OU = 'ou takes the id of an OU, such as ou-ab12-11111111';
  const ACCOUNT = 'account takes twelve digits in quotes, such as "444455556666"';
  const SERVICE = 'service takes a service principal, such as sns.amazonaws.com';
  const CONSUMERS = 'allow takes consumers with one of account, ou, organization and service each';

  it.each([
    ['{ ou: ou-1 }', 28, `${OU}; there is "ou-1"`],
    ['{ ou: o-exampleorgid }', 28, `${OU}; there is "o-exampleorgid"`],
    ['{ account: "44445555666" }', 33, `${ACCOUNT}; there is "44445555666"`],
    [
      '{ account: 111122223333 }',
      33,
      `${ACCOUNT}; YAML reads 111122223333 as a number: put it in quotes, "111122223333"`,
    ],
    [
      '{ account: 012345678901 }',
      33,
      `${ACCOUNT}; YAML reads 012345678901 as a number: put it in quotes, "012345678901"`,
    ],
    ['{ service: sns }', 33, `${SERVICE}; there is "sns"`],
    ['{ service: sns.amazonaws.com.evil.com }', 33, `${SERVICE}; there is "sns.amazonaws.com.evil.com"`],
    [
      '{ organization: o-exampleorgid }',
      38,
      'organization takes true: every account of the organization; there is "o-exampleorgid"',
    ],
    [
      '{ organization: false }',
      38,
      'organization takes true: every account of the organization; there is false',
    ],
    ['{ account: "444455556666", ou: ou-ab12-11111111 }', 22, `${CONSUMERS}; there is a map of account, ou`],
    ['{}', 22, `${CONSUMERS}; there is a map of nothing`],
    [
      'sns.amazonaws.com',
      22,
      'allow takes a list of consumers, such as { ou: ou-ab12-11111111 }; there is "sns.amazonaws.com"',
    ],
  ])('consumer %s', (consumer, column, problem) => {
    expect(problemsOf(aFile(`  - { id: a, allow: [${consumer}] }`))).toEqual([
      `g.yml:4:${column}: ${problem}`,
    ]);
  });

  it('account is told in each place that an alias puts it', () => {
    const text = aFile('  - { id: a, allow: [{ account: &x 111122223333 }], deny: [{ account: *x }] }');
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^g.yml:4:36: account takes .*put it in quotes, "111122223333"$/),
      expect.stringContaining('deny holds account 111122223333'),
      expect.stringMatching(/^g.yml:4:71: account takes .*put it in quotes, "111122223333"$/),
    ]);
  });

  const ARNS = 'arns takes a list of ARNs of SMS resources, in which * stands for any characters';
  it.each([
    'arn:aws:s3:::bucket',
    '*',
    'sms-voice',
    'arn:aws:sms-voice:us-east-1:111122223333:pool/',
    'arn:aws:sms-voice:us-east-1:111122223333:configuration-set/*',
    'arn:aws:sms-voice:us-east-1:1111:pool/*',
    'arn:aws:sms-voice:111122223333:us-east-1:pool/*',
    'arn:aws:sms-voice:us-east-1:111122223333:pool',
  ])('ARN %s', (arn) => {
    const problems = problemsOf(aFile(`  - { id: a, allow: [], resources: { arns: ["${arn}"] } }`));
    expect(problems).toEqual([expect.stringContaining(`g.yml:4:45: ${ARNS}`)]);
  });

  it.each([
    'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1',
    'arn:aws:sms-voice:us-east-1:111122223333:pool/*',
    'arn:aws:sms-voice:*:111122223333:*',
    'arn:*:sms-voice:us-*:*:sender-id/ACME/*',
    'arn:aws-us-gov:sms-voice:*',
  ])('ARN %s is none', (arn) => {
    expect(problemsOf(aFile(`  - { id: a, allow: [], resources: { arns: ["${arn}"] } }`))).toEqual([]);
  });

  it.each([
    ['types: []', 'the list is empty'],
    ['types: [numbers]', 'there is "numbers"'],
    ['types: pool', 'there is "pool"'],
  ])('%s', (types, found) => {
    expect(problemsOf(aFile(`  - { id: a, allow: [], resources: { ${types} } }`))).toEqual([
      expect.stringMatching(
        `types takes a list of phone-number, pool, sender-id, opt-out-list; leave it out for all of them; ${found}$`,
      ),
    ]);
  });

  it.each([
    ['organization: o-Example', `g.yml:1:15: ${ORGANIZATION}; there is "o-Example"`],
    ['mode: strict', 'g.yml:1:7: mode takes observe or enforce; there is "strict"'],
    ['mode: yes', 'g.yml:1:7: mode takes observe or enforce; there is "yes"'],
    ['mode: [observe]', 'g.yml:1:7: mode takes observe or enforce; there is a list'],
    [
      'guardrails: {}',
      'g.yml:1:13: guardrails takes a list of guardrails, each with an id; there is a map of nothing',
    ],
    ['pools: tell', 'g.yml:1:8: pools takes a map of members and optOutList; there is "tell"'],
    ['pools: { members: forbid }', 'g.yml:1:19: members takes tell, share or ignore; there is "forbid"'],
    ['pools: { members: 1 }', 'g.yml:1:19: members takes tell, share or ignore; there is 1'],
    ['mode: enforec', 'g.yml:1:7: mode takes observe or enforce; there is "enforec": did you mean enforce?'],
    ['mode: Observe', 'g.yml:1:7: mode takes observe or enforce; there is "Observe": did you mean observe?'],
    [
      'shares: { external: forbidden }',
      'g.yml:1:21: external takes forbid, tell or ignore; there is "forbidden"',
    ],
    [
      'policies: { everyone: forbit }',
      'g.yml:1:23: everyone takes forbid, tell or ignore; there is "forbit": did you mean forbid?',
    ],
    [
      'shares: { mixedWithOtherServices: remove_sms }',
      'g.yml:1:35: mixedWithOtherServices takes tell or remove-sms; there is "remove_sms": did you mean remove-sms?',
    ],
    [
      'groups: { ouOrOrganization: removed }',
      'g.yml:1:29: ouOrOrganization takes tell or remove; there is "removed": did you mean remove?',
    ],
    [
      'groups: [remove]',
      'g.yml:1:9: groups takes a map of ouOrOrganization, forbiddenGroup and lastConsumer; there is a list',
    ],
  ])('%s', (text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });

  it('is cut where it is long', () => {
    const [problem = ''] = problemsOf(
      `mode: ${'x'.repeat(5000)}\norganization: o-exampleorgid\nguardrails: []`,
    );
    expect(problem.length).toBeLessThan(150);
  });
});

describe('a waiver', () => {
  const waiver = (parts: Readonly<Record<string, string>>) => {
    const whole = {
      resource: 'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1',
      consumer: '"999988887777"',
      until: '2026-12-31',
      reason: 'x',
      approvedBy: 'x',
      ...parts,
    };
    const lines = Object.entries(whole).map(([key, value]) => `${key}: ${value}`);
    return problemsOf(aFile('  []', `waivers:\n  - ${lines.join('\n    ')}`));
  };

  it.each([
    [
      'resource',
      'arn:aws:sms-voice:us-east-1:111122223333:pool/*',
      'g.yml:6:15: resource takes the whole ARN of an SMS resource',
    ],
    ['resource', 'pool-1', 'g.yml:6:15: resource takes the whole ARN of an SMS resource'],
    ['consumer', 'bob', 'g.yml:7:15: consumer takes an account id in quotes'],
    ['consumer', '999988887777', 'YAML reads 999988887777 as a number: put it in quotes, "999988887777"'],
    [
      'consumer',
      'arn:aws:organizations::123456789012:organization/o-exampleorgid',
      'g.yml:7:15: consumer takes',
    ],
    ['until', '2026-02-30', 'g.yml:8:12: until takes a day of the calendar, such as 2026-12-31'],
    ['until', '31.12.2026', 'g.yml:8:12: until takes a day of the calendar'],
    ['until', '2026-12-31T00:00:00Z', 'g.yml:8:12: until takes a day of the calendar'],
    ['until', '20261231', 'g.yml:8:12: until takes a day of the calendar'],
    ['reason', '" "', 'g.yml:9:13: reason takes a sentence for people; there is " "'],
    ['approvedBy', '', 'g.yml:10:5: approvedBy takes the name of who approved it; there is nothing'],
  ])('with the %s %s', (key, value, problem) => {
    expect(waiver({ [key]: value })).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a file with many mistakes', () => {
  it('has all of them told at once, in the order of the file', () => {
    const text = `mode: strict
guardrails:
  - id: a
    id: b
    alow: []
  - { id: b, allow: [{ ou: x }] }
  - { id: b, allow: [] }
`;
    expect(problemsOf(text).map((problem) => problem.split(': ')[0])).toEqual([
      'g.yml:1:1',
      'g.yml:1:7',
      'g.yml:4:5',
      'g.yml:5:5',
      'g.yml:6:11',
      'g.yml:6:28',
      'g.yml:7:11',
    ]);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'organization: ',
      'o-exampleorgid',
      'guardrails:',
      '\n',
      '  ',
      '- ',
      'id: ',
      'allow: ',
      '[',
      ']',
    ),
    fc.constantFrom(
      '{',
      '}',
      '*a',
      '&a ',
      '!',
      '"',
      '#',
      '---\n',
      '? ',
      ': ',
      '<<: ',
      '\t',
      '\u0000',
      '111122223333',
    ),
    fc.string(),
  );

  it('is read without a complaint of the parser itself, and every problem has a place', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const parsed = parseGuardrails(text, 'g.yml');
        const lines = text.split('\n').length;
        for (const { line, column, message } of parsed.ok ? [] : parsed.problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toBe('');
        }
        if (!parsed.ok) expect(parsed.problems).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
