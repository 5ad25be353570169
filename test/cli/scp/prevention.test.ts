import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preventionOf } from '../../../src/cli/scp/prevention.ts';
import { SHARING } from '../../../src/cli/scp/statement.ts';
import { consumerOf } from '../../../src/core/consumer.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import {
  type ConsumerSelector,
  GUARDRAIL_DEFAULTS,
  type Guardrail,
  type Guardrails,
} from '../../../src/core/guardrail.ts';
import type { Place } from '../../../src/core/organization.ts';
import {
  ALLOWED,
  aGrant,
  NOW,
  NUMBER,
  OPT_OUT_LIST,
  OUTSIDER,
  POOL,
  SANDBOX,
  SENDER_ID,
  someGuardrails,
} from '../../support/builders.ts';
import { type Check, isDenied } from './denied.ts';

const ROLE_PATTERN = 'arn:aws:iam::*:role/sharewarden-*';
const [ROOT, CAMPAIGNS, SPRING, SANDBOXES] = [
  'r-ab12',
  'ou-ab12-11111111',
  'ou-ab12-33333333',
  'ou-ab12-22222222',
];
const organizations = (path: string) => `arn:aws:organizations::123456789012:${path}`;
const ou = (id: string) => organizations(`ou/o-exampleorgid/${id}`);
const ORGANIZATION = organizations('organization/o-exampleorgid');
const OTHER_ORGANIZATION = organizations('organization/o-someoneelse');
const SNS = 'sns.amazonaws.com';
const PINPOINT = 'pinpoint.amazonaws.com';

const prevented = (file: Guardrails) => preventionOf(file, { rolePattern: ROLE_PATTERN, now: NOW });
const rule = (guardrail: Omit<Guardrail, 'id'>, parts: Partial<Guardrails> = {}) =>
  someGuardrails({ guardrails: [{ id: 'rule', ...guardrail }], ...parts });

/** The check of one principal of a call. */
const of = (principal: string, action: string = SHARING[0]): Check => ({
  action,
  keys: { 'ram:Principal': principal, 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Admin' },
});
const open = (action: string): Check => ({
  action,
  keys: { 'ram:RequestedAllowsExternalPrincipals': 'true' },
});
const waiver = (consumer: string, until = '2026-12-31') => ({
  resource: NUMBER,
  consumer,
  until,
  reason: 'campaign 42',
  approvedBy: 'head of messaging',
});

describe('an allow list', () => {
  it.each<[string, ConsumerSelector[], string[], string[]]>([
    [
      'of accounts and services',
      [{ account: ALLOWED }, { service: SNS }],
      [ALLOWED, SNS],
      [OUTSIDER, PINPOINT, ou(CAMPAIGNS), ORGANIZATION],
    ],
    [
      'of an OU',
      [{ ou: CAMPAIGNS }],
      [ou(CAMPAIGNS), ou(SPRING), ALLOWED, OUTSIDER],
      [ORGANIZATION, SNS, organizations(`ou/o-someoneelse/${CAMPAIGNS}`)],
    ],
    [
      'of the organization',
      [{ organization: true }],
      [ORGANIZATION, ou(SANDBOXES), ALLOWED, OUTSIDER],
      [SNS, OTHER_ORGANIZATION],
    ],
    ['of nobody', [], [], [ALLOWED, SNS, ORGANIZATION, ou(CAMPAIGNS)]],
  ])('%s denies whom it surely does not hold', (_, allow, passing, denied) => {
    const { statements } = prevented(rule({ allow }));
    for (const action of SHARING) {
      expect(passing.filter((each) => isDenied(statements, of(each, action)))).toEqual([]);
      expect(denied.filter((each) => !isDenied(statements, of(each, action)))).toEqual([]);
    }
  });

  it('lets the checks of resources pass, which name no principal', () => {
    const { statements } = prevented(rule({ allow: [] }));
    expect(isDenied(statements, { action: SHARING[1], keys: { 'ram:ResourceArn': NUMBER } })).toBe(false);
  });

  it('leaves roles to other services: none can have an SMS resource', () => {
    const { statements } = prevented(rule({ allow: [{ account: ALLOWED }] }));
    expect(isDenied(statements, of('arn:aws:iam::444455556666:role/Reader'))).toBe(false);
  });
});

describe('a deny list', () => {
  it.each<[string, ConsumerSelector, string[], string[]]>([
    ['an account', { account: SANDBOX }, [ALLOWED, ORGANIZATION], [SANDBOX]],
    ['a service', { service: SNS }, [ALLOWED, PINPOINT], [SNS]],
    ['an OU', { ou: SANDBOXES }, [ou(CAMPAIGNS), SANDBOX, ORGANIZATION], [ou(SANDBOXES)]],
    [
      'the organization',
      { organization: true },
      [ALLOWED, SNS, OTHER_ORGANIZATION],
      [ORGANIZATION, ou(CAMPAIGNS)],
    ],
  ])('denies %s by name', (_, selector, passing, denied) => {
    const { statements } = prevented(rule({ deny: [selector] }));
    expect(passing.filter((each) => isDenied(statements, of(each)))).toEqual([]);
    expect(denied.filter((each) => !isDenied(statements, of(each)))).toEqual([]);
  });

  it('of any length is cut into statements', () => {
    const accounts = Array.from({ length: 60 }, (_, index) => String(100000000000 + index));
    const { statements } = prevented(rule({ deny: accounts.map((account) => ({ account })) }));
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'Guardrail1Denies',
      'Guardrail1Denies1',
      'Guardrail1Denies2',
    ]);
    expect(accounts.filter((each) => !isDenied(statements, of(each)))).toEqual([]);
  });
});

describe('a waiver', () => {
  it('of a policy that is open to everyone spares nobody: RAM does not know everyone', () => {
    const { statements } = prevented(rule({ allow: [] }, { waivers: [waiver('*')] }));
    expect(isDenied(statements, of(OUTSIDER))).toBe(true);
  });

  it('of an account that gets through anyway takes no room', () => {
    const { statements } = prevented(rule({ allow: [{ ou: CAMPAIGNS }] }, { waivers: [waiver(OUTSIDER)] }));
    expect(JSON.stringify(statements)).not.toContain(OUTSIDER);
  });
});

describe("Sharewarden's own role", () => {
  it('is denied nothing', () => {
    const file = rule(
      { allow: [], deny: [{ account: SANDBOX }] },
      { shares: { ...GUARDRAIL_DEFAULTS.shares, external: 'forbid', retainOnLeave: 'forbid' } },
    );
    const { statements } = prevented(file);
    expect(statements).toHaveLength(4);
    for (const action of statements.flatMap(({ Action }) => Action)) {
      const keys = {
        ...of(SANDBOX).keys,
        ...open('').keys,
        'ram:RetainSharingOnAccountLeaveOrganization': 'true',
      };
      expect(isDenied(statements, { action, keys })).toBe(true);
      const own = { ...keys, 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/sharewarden-enforcer' };
      expect(isDenied(statements, { action, keys: own })).toBe(false);
    }
  });
});

describe('shares that are open to principals outside', () => {
  const closing: [string, Guardrails][] = [
    ['the organization alone is allowed', rule({ allow: [{ organization: true }] })],
    ['OUs alone are allowed', rule({ allow: [{ ou: CAMPAIGNS }, { ou: SPRING }] })],
    ['an OU has a waiver', rule({ allow: [{ ou: CAMPAIGNS }] }, { waivers: [waiver(SPRING), waiver('*')] })],
    [
      'a waiver has ended',
      rule({ allow: [{ ou: CAMPAIGNS }] }, { waivers: [waiver(OUTSIDER, '2026-11-01')] }),
    ],
    [
      'the file forbids them',
      rule(
        { allow: [{ account: ALLOWED }] },
        { shares: { ...GUARDRAIL_DEFAULTS.shares, external: 'forbid' } },
      ),
    ],
  ];
  it.each(closing)('are denied when %s', (_, file) => {
    const { statements } = prevented(file);
    expect(isDenied(statements, open('ram:CreateResourceShare'))).toBe(true);
    expect(isDenied(statements, open('ram:UpdateResourceShare'))).toBe(true);
  });

  it.each<[string, Guardrails]>([
    ['an account is allowed, who may be outside', rule({ allow: [{ ou: CAMPAIGNS }, { account: ALLOWED }] })],
    ['a service is allowed', rule({ allow: [{ organization: true }, { service: SNS }] })],
    ['an account has a waiver', rule({ allow: [{ ou: CAMPAIGNS }] }, { waivers: [waiver(OUTSIDER)] })],
    [
      'a waiver is in its last day',
      rule({ allow: [{ ou: CAMPAIGNS }] }, { waivers: [waiver(OUTSIDER, '2026-11-02')] }),
    ],
    ['a service has a waiver', rule({ allow: [{ ou: CAMPAIGNS }] }, { waivers: [waiver(SNS)] })],
    ['nothing is allowed or not', rule({ deny: [{ account: SANDBOX }] })],
    [
      'the file only observes',
      rule({}, { mode: 'observe', shares: { ...GUARDRAIL_DEFAULTS.shares, external: 'forbid' } }),
    ],
  ])('may be needed when %s', (_, file) => {
    expect(isDenied(prevented(file).statements, open('ram:CreateResourceShare'))).toBe(false);
  });
});

describe('shares that stay when an account leaves', () => {
  const forbidden = { ...GUARDRAIL_DEFAULTS.shares, retainOnLeave: 'forbid' as const };
  const kept = (action: string) => ({
    action,
    keys: { 'ram:RetainSharingOnAccountLeaveOrganization': 'true' },
  });

  it('can neither be made nor grow, and can be taken apart', () => {
    const { statements } = prevented(rule({}, { shares: forbidden }));
    expect(SHARING.map((action) => isDenied(statements, kept(action)))).toEqual([true, true]);
    expect(isDenied(statements, kept('ram:DisassociateResourceShare'))).toBe(false);
  });

  it('are told only, where the file observes', () => {
    expect(prevented(rule({}, { shares: forbidden, mode: 'observe' })).statements).toEqual([]);
  });
});

describe('no statement', () => {
  it.each<[string, Guardrails]>([
    ['observes', rule({ allow: [], mode: 'observe' })],
    ['covers some types', rule({ allow: [], resources: { types: ['pool'] } })],
    ['covers some ARNs', rule({ allow: [], resources: { arns: ['arn:aws:sms-voice:*'] } })],
    ['covers some tags', rule({ allow: [], resources: { tags: { environment: 'production' } } })],
    ['covers some Regions', rule({ allow: [], resources: { regions: ['eu-west-1'] } })],
    ['covers some owners', rule({ allow: [], resources: { accounts: ['111122223333'] } })],
  ])('is made of a guardrail that %s, and a note says so', (_, file) => {
    const { statements, notes } = prevented(file);
    expect(statements).toEqual([]);
    expect(notes.map(({ about }) => about)).toEqual(['rule', 'resource policies']);
  });

  it('is lost to selectors that are empty: they match everything', () => {
    const resources = { types: [], arns: [], tags: {} };
    expect(prevented(rule({ allow: [], resources })).statements).toHaveLength(2);
  });

  it('is lost to the mode of the file, where the guardrail enforces', () => {
    expect(prevented(rule({ allow: [], mode: 'enforce' }, { mode: 'observe' })).statements).toHaveLength(2);
  });
});

describe('what is left to be found', () => {
  const reasons = (file: Guardrails, about: string) =>
    prevented(file)
      .notes.filter((note) => note.about === about)
      .map(({ reason }) => reason);

  it.each<[string, Guardrails, string, RegExp[]]>([
    [
      'accounts in a denied OU',
      rule({ deny: [{ ou: SANDBOXES }] }),
      'rule',
      [/accounts and OUs in OU ou-ab12-2/],
    ],
    [
      'accounts of a denied organization',
      rule({ deny: [{ organization: true }] }),
      'rule',
      [/^accounts in the/],
    ],
    ['a denied account within a group', rule({ deny: [{ account: SANDBOX }] }), 'rule', [/through an OU/]],
    ['a denied service: nothing', rule({ deny: [{ service: SNS }] }), 'rule', []],
    [
      'accounts outside an allowed OU',
      rule({ allow: [{ ou: CAMPAIGNS }] }),
      'rule',
      [/elsewhere in the organ/],
    ],
    [
      'accounts outside the organization',
      rule({ allow: [{ organization: true }, { service: SNS }] }),
      'rule',
      [/outside the organization look like/],
    ],
    [
      'accounts outside an OU of an allowed organization: nothing',
      rule({ allow: [{ organization: true }, { ou: CAMPAIGNS }] }),
      'rule',
      [],
    ],
    ['what is observed', rule({ allow: [], mode: 'observe' }), 'rule', [/^it observes/]],
    ['what the whole file observes', rule({ allow: [] }, { mode: 'observe' }), 'rule', [/^it observes/]],
    ['an organization that is closed: nothing', rule({ allow: [{ organization: true }] }), 'rule', []],
    ['named accounts: nothing', rule({ allow: [{ account: ALLOWED }] }), 'rule', []],
    [
      'who is waived',
      rule({ allow: [] }, { waivers: [waiver(OUTSIDER)] }),
      `waiver of ${OUTSIDER}`,
      [/not only arn.*2026-12-31/],
    ],
    [
      'denied accounts in groups that they would forbid',
      rule({}, { groups: { ...GUARDRAIL_DEFAULTS.groups, ouOrOrganization: 'remove' } }),
      'groups.ouOrOrganization',
      [/not of the accounts in it/],
    ],
    ['denied accounts in groups: nothing', rule({}), 'groups.ouOrOrganization', []],
    ['other services', rule({ allow: [] }), 'rules on ram:Principal', [/every service/]],
    [
      'a waiver where no rule is on principals: nothing',
      rule({}, { waivers: [waiver(OUTSIDER)] }),
      `waiver of ${OUTSIDER}`,
      [],
    ],
    [
      'owners that can have a policy of their own',
      rule({ allow: [], resources: { accounts: ['111122223333'], arns: [] } }),
      'rule',
      [/by their accounts,.*a file without that selector/],
    ],
    [
      'owners and types',
      rule({ allow: [], resources: { accounts: ['111122223333'], types: ['pool'] } }),
      'rule',
      [/by their accounts, types, and RAM checks a consumer apart from the resources that it gets$/],
    ],
    [
      'shares of a file that observes',
      rule({}, { mode: 'observe', shares: { ...GUARDRAIL_DEFAULTS.shares, retainOnLeave: 'forbid' } }),
      'shares: retainOnLeave',
      [/observes/],
    ],
  ])('%s', (_, file, about, expected) => {
    const told = reasons(file, about);
    expect(told).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(told[index]).toMatch(pattern);
  });
});

describe('whatever the guardrails say', () => {
  const places = new Map<string, Place>([
    [ALLOWED, { status: 'inside', path: [ROOT, CAMPAIGNS] }],
    ['111122224444', { status: 'inside', path: [ROOT, CAMPAIGNS, SPRING] }],
    [SANDBOX, { status: 'inside', path: [ROOT, SANDBOXES] }],
    [OUTSIDER, { status: 'outside' }],
    [CAMPAIGNS, { status: 'inside', path: [ROOT, CAMPAIGNS] }],
    [SPRING, { status: 'inside', path: [ROOT, CAMPAIGNS, SPRING] }],
    [SANDBOXES, { status: 'inside', path: [ROOT, SANDBOXES] }],
  ]);
  const accounts = [ALLOWED, '111122224444', SANDBOX, OUTSIDER];
  const ous = [CAMPAIGNS, SPRING, SANDBOXES];
  const consumer = fc.constantFrom(...accounts, ...ous.map(ou), ORGANIZATION, SNS, PINPOINT);
  const selector = fc.oneof(
    fc.constantFrom(...accounts).map((account): ConsumerSelector => ({ account })),
    fc.constantFrom(...ous).map((id): ConsumerSelector => ({ ou: id })),
    fc.constantFrom(SNS, PINPOINT).map((service): ConsumerSelector => ({ service })),
    fc.constant<ConsumerSelector>({ organization: true }),
  );
  const list = fc.option(fc.array(selector, { maxLength: 3 }), { nil: undefined });
  const mode = fc.constantFrom('observe' as const, 'enforce' as const);
  const resource = fc.constantFrom(NUMBER, POOL, SENDER_ID, OPT_OUT_LIST);
  const guardrail: fc.Arbitrary<Guardrail> = fc.record({
    id: fc.stringMatching(/^[a-z][a-z-]{0,5}$/),
    mode: fc.option(mode, { nil: undefined }),
    resources: fc.option(fc.record({ types: fc.subarray(['pool', 'phone-number'] as const) }), {
      nil: undefined,
    }),
    allow: list,
    deny: list,
  });
  const response = fc.constantFrom('forbid' as const, 'tell' as const);
  const parts = fc.record({
    mode,
    guardrails: fc.array(guardrail, { maxLength: 3 }),
    shares: fc.record({
      external: response,
      retainOnLeave: response,
      mixedWithOtherServices: fc.constant('tell' as const),
    }),
    waivers: fc.array(
      fc.record({
        resource,
        consumer: fc.constantFrom(...accounts, ...ous, 'o-exampleorgid', SNS, '*'),
        until: fc.constantFrom('2026-11-01', '2026-11-02', '2026-12-31'),
        reason: fc.constant('campaign 42'),
        approvedBy: fc.constant('head of messaging'),
      }),
      { maxLength: 2 },
    ),
  });
  const file = parts.map(someGuardrails);

  it('nothing is denied that they allow', () => {
    let allowed = 0;
    fc.assert(
      fc.property(
        file,
        resource,
        consumer,
        fc.constantFrom(...SHARING),
        (guardrails, arn, principal, action) => {
          const grant = { ...aGrant({ resource: arn }), consumer: consumerOf(principal) };
          if (evaluate(grant, guardrails, places, NOW).decision !== 'allowed') return;
          allowed += 1;
          const { statements } = prevented(guardrails);
          expect(isDenied(statements, of(principal, action))).toBe(false);
          expect(isDenied(statements, { action, keys: { 'ram:ResourceArn': arn } })).toBe(false);
          // Only an open share takes an account outside; whether a service can be on a closed one is not published.
          const isOpenNeeded = principal === OUTSIDER || [SNS, PINPOINT].includes(principal);
          const isOpenForbidden = guardrails.mode === 'enforce' && guardrails.shares.external === 'forbid';
          if (isOpenNeeded && !isOpenForbidden)
            expect(isDenied(statements, open('ram:CreateResourceShare'))).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
    expect(allowed).toBeGreaterThan(200);
  });

  it('what is denied by name is what they forbid, wherever it is enforced', () => {
    fc.assert(
      fc.property(file, consumer, (guardrails, principal) => {
        if (!isDenied(prevented(guardrails).statements, of(principal))) return;
        const verdict = evaluate(aGrant({ consumer: principal }), guardrails, places, NOW);
        expect(verdict).toMatchObject({ decision: 'forbidden', mode: 'enforce' });
      }),
      { numRuns: 1000 },
    );
  });
});
