import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers } from '../../src/core/covering.ts';
import { evaluate, type Verdict } from '../../src/core/evaluate.ts';
import {
  type ConsumerSelector,
  GUARDRAIL_DEFAULTS,
  type Guardrail,
  type Guardrails,
} from '../../src/core/guardrail.ts';
import type { Place, Places } from '../../src/core/organization.ts';
import { SMS_RESOURCE_TYPES, smsResource } from '../../src/core/resource.ts';
import {
  ALLOWED,
  aGrant,
  type GrantParts,
  NOW,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  SANDBOX,
  someGuardrails,
} from '../support/builders.ts';
import { runs } from '../support/runs.ts';

const ORGANIZATION = 'o-exampleorgid';
const [ROOT, CAMPAIGNS, SPRING, SANDBOXES] = [
  'r-ab12',
  'ou-ab12-11111111',
  'ou-ab12-33333333',
  'ou-ab12-22222222',
];
const arnOf = (path: string) => `arn:aws:organizations::123456789012:${path}`;
const CONSUMERS = {
  account: ALLOWED,
  'account in the child OU': '111122224444',
  sandbox: SANDBOX,
  outsider: OUTSIDER,
  OU: arnOf(`ou/${ORGANIZATION}/${CAMPAIGNS}`),
  'child OU': arnOf(`ou/${ORGANIZATION}/${SPRING}`),
  "OU of somebody else's": arnOf(`ou/o-someoneelse/${CAMPAIGNS}`),
  organization: arnOf(`organization/${ORGANIZATION}`),
  "organization of somebody else's": arnOf('organization/o-someoneelse'),
  sns: 'sns.amazonaws.com',
  role: 'arn:aws:iam::444455556666:role/Sender',
} as const;
type Name = keyof typeof CONSUMERS;

const PLACES: Places = new Map<string, Place>([
  [ALLOWED, { status: 'inside', path: [ROOT, CAMPAIGNS] }],
  ['111122224444', { status: 'inside', path: [ROOT, CAMPAIGNS, SPRING] }],
  [SANDBOX, { status: 'inside', path: [ROOT, SANDBOXES] }],
  [OUTSIDER, { status: 'outside' }],
  [CAMPAIGNS, { status: 'inside', path: [ROOT, CAMPAIGNS] }],
  [SPRING, { status: 'inside', path: [ROOT, CAMPAIGNS, SPRING] }],
]);

const SILENCE: Place = { status: 'unknown', reason: 'AccessDenied' };
const lifted = () => ({
  resource: NUMBER,
  consumer: OUTSIDER,
  until: '2026-12-31',
  reason: 'campaign 42',
  approvedBy: 'Ann',
});

function decide(
  consumer: string,
  rules: readonly Omit<Guardrail, 'id'>[],
  parts: Partial<Guardrails> & {
    places?: Places;
    state?: 'active' | 'pending' | 'unsettled';
    now?: string;
  } = {},
): Verdict {
  const { places = PLACES, state = 'active', now = NOW, ...file } = parts;
  const guardrails = rules.map((rule, index) => ({ id: `rule-${index}`, ...rule }));
  return evaluate(aGrant({ consumer, state }), someGuardrails({ guardrails, ...file }), places, now);
}

describe('an allow list', () => {
  it.each<[Name, ConsumerSelector, Verdict['decision']]>([
    ['account', { account: ALLOWED }, 'allowed'],
    ['outsider', { account: ALLOWED }, 'forbidden'],
    ['OU', { account: ALLOWED }, 'forbidden'],
    ['account', { ou: CAMPAIGNS }, 'allowed'],
    ['account', { ou: SPRING }, 'forbidden'],
    ['account in the child OU', { ou: CAMPAIGNS }, 'allowed'],
    ['sandbox', { ou: CAMPAIGNS }, 'forbidden'],
    ['outsider', { ou: CAMPAIGNS }, 'forbidden'],
    ['OU', { ou: CAMPAIGNS }, 'allowed'],
    ['OU', { ou: SPRING }, 'forbidden'],
    ['child OU', { ou: CAMPAIGNS }, 'allowed'],
    ["OU of somebody else's", { ou: CAMPAIGNS }, 'forbidden'],
    ['organization', { ou: CAMPAIGNS }, 'forbidden'],
    ['account', { organization: true }, 'allowed'],
    ['sandbox', { organization: true }, 'allowed'],
    ['outsider', { organization: true }, 'forbidden'],
    ['OU', { organization: true }, 'allowed'],
    ["OU of somebody else's", { organization: true }, 'forbidden'],
    ['organization', { organization: true }, 'allowed'],
    ["organization of somebody else's", { organization: true }, 'forbidden'],
    ['sns', { organization: true }, 'forbidden'],
    ['sns', { service: 'sns.amazonaws.com' }, 'allowed'],
    ['sns', { service: 'ses.amazonaws.com' }, 'forbidden'],
    ['account', { service: 'sns.amazonaws.com' }, 'forbidden'],
    ['role', { organization: true }, 'allowed'],
    ['role', { account: OUTSIDER }, 'forbidden'],
  ])('of %s against %j: %s', (name, selector, decision) => {
    expect(decide(CONSUMERS[name], [{ allow: [selector] }]).decision).toBe(decision);
  });

  it('allows whoever one of its entries holds', () => {
    expect(decide(ALLOWED, [{ allow: [{ service: 'sns.amazonaws.com' }, { ou: CAMPAIGNS }] }]).decision).toBe(
      'allowed',
    );
  });

  it('that is empty allows nobody, whatever they are', () => {
    for (const principal of Object.values(CONSUMERS)) {
      expect(decide(principal, [{ allow: [] }])).toMatchObject({
        decision: 'forbidden',
        reason: 'rule-0 allows only nobody',
      });
    }
  });
});

describe('a deny list', () => {
  it.each<[Name, ConsumerSelector, Verdict['decision']]>([
    ['sandbox', { ou: SANDBOXES }, 'forbidden'],
    ['account', { ou: SANDBOXES }, 'allowed'],
    ['account in the child OU', { ou: CAMPAIGNS }, 'forbidden'],
    ['sandbox', { account: SANDBOX }, 'forbidden'],
    ['outsider', { organization: true }, 'allowed'],
    ['sns', { service: 'sns.amazonaws.com' }, 'forbidden'],
  ])('of %s against %j: %s', (name, selector, decision) => {
    expect(decide(CONSUMERS[name], [{ deny: [selector] }]).decision).toBe(decision);
  });

  it('wins over an allow list, of the same guardrail and of another', () => {
    const [allow, deny] = [[{ organization: true }], [{ ou: SANDBOXES }]] as const;
    expect(decide(SANDBOX, [{ allow, deny }]).decision).toBe('forbidden');
    expect(decide(SANDBOX, [{ allow }, { deny }])).toMatchObject({
      decision: 'forbidden',
      guardrail: 'rule-1',
      reason: `rule-1 denies OU ${SANDBOXES}`,
    });
  });
});

describe('several guardrails', () => {
  it('must all agree', () => {
    const rules = [{ allow: [{ organization: true }] }, { allow: [{ account: OWNER }] }] as const;
    expect(decide(ALLOWED, rules)).toMatchObject({ decision: 'forbidden', guardrail: 'rule-1' });
  });

  it('count only where they cover the resource', () => {
    const rules = [{ resources: { types: ['pool'] }, allow: [] }] as const;
    expect(decide(ALLOWED, rules)).toMatchObject({ decision: 'allowed', reason: 'no guardrail covers it' });
  });

  it('tell why they are there', () => {
    const rules = [{ why: 'our numbers are for us', allow: [] }];
    expect(decide(OUTSIDER, rules)).toMatchObject({ guardrail: 'rule-0', why: 'our numbers are for us' });
  });
});

describe('the mode', () => {
  const observes = { mode: 'observe', allow: [] } as const;
  const enforces = { mode: 'enforce', deny: [{ account: OUTSIDER }] } as const;

  it('is that of the file, unless the guardrail says its own', () => {
    expect(decide(OUTSIDER, [{ allow: [] }], { mode: 'observe' }).mode).toBe('observe');
    expect(decide(OUTSIDER, [{ mode: 'enforce', allow: [] }], { mode: 'observe' }).mode).toBe('enforce');
    expect(decide(OUTSIDER, [observes]).mode).toBe('observe');
  });

  it.each([
    ['first', [enforces, observes]],
    ['last', [observes, enforces]],
  ])('of the guardrail that enforces decides, when it comes %s', (_, rules) => {
    expect(decide(OUTSIDER, rules)).toMatchObject({ decision: 'forbidden', mode: 'enforce' });
  });

  it('may still be enforced where a guardrail that enforces waits for the directory', () => {
    const rules = [observes, { allow: [{ organization: true }] }] as const;
    const blind = decide(OUTSIDER, rules, { places: new Map() });
    expect(blind).toMatchObject({ decision: 'forbidden', mode: 'observe', isOpen: true });
    const sighted = decide(OUTSIDER, rules);
    expect(sighted).toMatchObject({ decision: 'forbidden', mode: 'enforce' });
    expect(sighted.isOpen).toBeUndefined();
  });
});

describe('the guardrail that is named', () => {
  it('is the first of those that forbid alike', () => {
    expect(decide(OUTSIDER, [{ allow: [] }, { allow: [] }]).guardrail).toBe('rule-0');
  });

  it('is one that can not say, before one that allows', () => {
    const rules = [{ allow: [{ account: OUTSIDER }] }, { mode: 'observe', deny: [{ ou: SPRING }] }] as const;
    expect(decide(OUTSIDER, rules, { places: new Map() })).toMatchObject({
      decision: 'unknown',
      guardrail: 'rule-1',
    });
  });
});

describe('a directory that does not answer', () => {
  const blind = new Map<string, Place>([[OUTSIDER, { status: 'unknown', reason: 'AccessDenied' }]]);
  it('leaves the question open, and says why', () => {
    expect(decide(OUTSIDER, [{ allow: [{ organization: true }] }], { places: blind })).toMatchObject({
      decision: 'unknown',
      guardrail: 'rule-0',
      reason: 'whether rule-0 means it by the organization is unknown: AccessDenied',
    });
  });

  it('is not needed where a guardrail forbids without it', () => {
    const rules = [{ allow: [{ organization: true }] }, { deny: [{ account: OUTSIDER }] }] as const;
    expect(decide(OUTSIDER, rules, { places: blind })).toMatchObject({
      decision: 'forbidden',
      guardrail: 'rule-1',
    });
  });

  it('is not needed where the list holds the account by its id', () => {
    const rules = [{ allow: [{ organization: true }, { account: OUTSIDER }] }] as const;
    expect(decide(OUTSIDER, rules, { places: blind }).decision).toBe('allowed');
  });

  it('leaves a denial by OU open, though the account is listed', () => {
    const rules = [{ allow: [{ account: OUTSIDER }], deny: [{ ou: SANDBOXES }] }] as const;
    expect(decide(OUTSIDER, rules, { places: blind }).decision).toBe('unknown');
  });

  it('is not blamed for a principal that guardrails have no word for', () => {
    expect(decide('AROAEXAMPLEID', [{ allow: [{ organization: true }] }]).reason).toContain(
      `AROAEXAMPLEID is no account, OU, organization or service`,
    );
  });
});

describe('a waiver', () => {
  const waivers = [
    { resource: NUMBER, consumer: OUTSIDER, until: '2026-11-02', reason: 'campaign 42', approvedBy: 'Ann' },
  ];
  const nobody = [{ allow: [] }, { deny: [{ account: OUTSIDER }] }];

  it('lifts what any number of guardrails forbid, and says who allowed it', () => {
    expect(decide(OUTSIDER, nobody, { waivers })).toMatchObject({
      decision: 'allowed',
      reason: 'waived until 2026-11-02 by Ann: campaign 42',
      waivedUntil: '2026-11-02',
    });
  });

  it.each([
    ['2026-11-02T00:00:00.000Z', 'allowed'],
    ['2026-11-02T23:59:59.999Z', 'allowed'],
    ['2026-11-03T00:00:00.000Z', 'forbidden'],
  ])('holds to the end of its day: %s is %s', (now, decision) => {
    expect(decide(OUTSIDER, nobody, { waivers, now }).decision).toBe(decision);
  });

  it('lifts exactly one consumer and one resource', () => {
    expect(decide(SANDBOX, nobody, { waivers }).decision).toBe('forbidden');
    const onPool = waivers.map((waiver) => ({ ...waiver, resource: POOL }));
    expect(decide(OUTSIDER, nobody, { waivers: onPool }).decision).toBe('forbidden');
  });

  it('of an OU or a service names it as people do', () => {
    for (const [principal, id] of [
      [CONSUMERS.OU, CAMPAIGNS],
      [CONSUMERS.sns, CONSUMERS.sns],
    ] as const) {
      const own = waivers.map((waiver) => ({ ...waiver, consumer: id }));
      expect(decide(principal, [{ allow: [] }], { waivers: own }).decision).toBe('allowed');
    }
  });

  it('that is over does not hide one that is in force', () => {
    const over = waivers.map((waiver) => ({ ...waiver, until: '2026-01-01' }));
    expect(decide(OUTSIDER, nobody, { waivers: [...over, ...waivers] }).decision).toBe('allowed');
  });

  it('makes the directory needless: it is allowed either way', () => {
    const rules = [{ allow: [{ organization: true }] }] as const;
    expect(decide(OUTSIDER, rules, { waivers, places: new Map() }).decision).toBe('allowed');
  });
});

describe('an association whose state has no published meaning', () => {
  const waivers = [
    { resource: NUMBER, consumer: OUTSIDER, until: '2027-01-01', reason: 'x', approvedBy: 'x' },
  ];
  it.each([
    ['allowed', [], {}],
    ['forbidden', [{ allow: [] }], {}],
    ['waived', [{ allow: [] }], { waivers }],
  ] as const)('is unknown, also where it would be %s', (_, rules, parts) => {
    expect(decide(OUTSIDER, rules, { ...parts, state: 'unsettled' }).decision).toBe('unknown');
  });
});

describe('an invitation that waits to be accepted', () => {
  it('is judged like any other', () => {
    expect(decide(OUTSIDER, [{ allow: [] }], { state: 'pending' }).decision).toBe('forbidden');
  });
});

describe('everyone', () => {
  const everyone = (
    policy: 'forbid' | 'tell' | 'ignore',
    rules: readonly Omit<Guardrail, 'id'>[],
    parts = {},
  ) => decide('*', rules, { policies: { ...GUARDRAIL_DEFAULTS.policies, everyone: policy }, ...parts });

  it('is forbidden by the file, where that says so', () => {
    expect(everyone('forbid', [])).toEqual({
      decision: 'forbidden',
      resource: NUMBER,
      consumer: '*',
      guardrail: 'policies.everyone',
      mode: 'enforce',
      reason: 'policies.everyone forbids policies that let everyone in',
    });
    expect(everyone('forbid', [{ mode: 'enforce' }], { mode: 'observe' }).mode).toBe('observe');
  });

  it.each(['tell', 'ignore'] as const)('is allowed where nobody forbids it: %s', (policy) => {
    expect(everyone(policy, []).decision).toBe('allowed');
    expect(everyone(policy, [{ deny: [] }]).decision).toBe('allowed');
  });

  it('is forbidden by a list of those who may', () => {
    expect(everyone('ignore', [{ allow: [{ organization: true }] }])).toMatchObject({
      decision: 'forbidden',
      guardrail: 'rule-0',
      reason: 'rule-0 allows only the organization',
    });
  });

  it('is forbidden where anybody is denied', () => {
    expect(everyone('ignore', [{ deny: [{ account: OUTSIDER }, { ou: SPRING }] }])).toMatchObject({
      decision: 'forbidden',
      guardrail: 'rule-0',
      reason: 'rule-0 denies account 999988887777, and everyone includes it',
    });
  });

  it('is the denied only of a list, not an account', () => {
    expect(decide(ALLOWED, [{ deny: [{ account: OUTSIDER }] }]).decision).toBe('allowed');
  });
});

describe('an account that can not act any more', () => {
  const gone = '123412341234';
  const closed = '432143214321';
  const places: Places = new Map<string, Place>([
    ...PLACES,
    [gone, { status: 'outside', hasLeft: true }],
    [closed, { status: 'inside', path: [ROOT, CAMPAIGNS], isInactive: true }],
  ]);
  const left = 'the account has left the organization, and no guardrail allows it';
  const suspended = 'the account is suspended or closed, and no guardrail allows it';
  const told = (consumer: string, reason: string) => ({
    decision: 'forbidden',
    resource: NUMBER,
    consumer,
    guardrail: 'consumer-is-active',
    mode: 'enforce',
    reason,
  });

  it.each([
    [gone, left],
    [closed, suspended],
  ])('is forbidden without a guardrail that says so: %s', (account, reason) => {
    expect(decide(account, [], { places })).toEqual(told(account, reason));
    expect(decide(account, [{ deny: [{ account: OUTSIDER }] }], { places })).toEqual(told(account, reason));
  });

  it('is allowed by a list that holds it', () => {
    expect(decide(gone, [{ allow: [{ account: gone }] }], { places }).decision).toBe('allowed');
    expect(decide(closed, [{ allow: [{ ou: CAMPAIGNS }] }], { places }).decision).toBe('allowed');
  });

  it('is not allowed by a list that may not be about the resource', () => {
    const rules = [
      { allow: [{ account: gone }], resources: { tags: { environment: 'production' } } },
    ] as const;
    expect(decide(gone, rules, { places })).toMatchObject({
      decision: 'unknown',
      guardrail: 'consumer-is-active',
      reason: left,
    });
  });

  it('is forbidden in the mode of the file', () => {
    expect(decide(gone, [{ mode: 'enforce' }], { places, mode: 'observe' }).mode).toBe('observe');
  });

  it.each([
    ['an account outside that was never inside', OUTSIDER],
    ['an account inside', ALLOWED],
    ['an OU', CONSUMERS.OU],
    ['a service', CONSUMERS.sns],
  ])('is not %s', (_, consumer) => {
    expect(decide(consumer, [], { places }).decision).toBe('allowed');
  });
});

describe('a question that the directory could still answer', () => {
  const blind = { places: new Map() };
  const isOpen = (...args: Parameters<typeof decide>) => decide(...args).isOpen ?? false;

  it('is whether an account that no list holds is still there', () => {
    expect(decide(OUTSIDER, [], blind)).toEqual({
      decision: 'allowed',
      resource: NUMBER,
      consumer: OUTSIDER,
      mode: 'enforce',
      reason: 'no guardrail covers it',
      isOpen: true,
    });
    expect(decide(OUTSIDER, [{ deny: [] }], blind)).toEqual({
      decision: 'allowed',
      resource: NUMBER,
      consumer: OUTSIDER,
      guardrail: 'rule-0',
      mode: 'enforce',
      reason: 'every guardrail that covers it allows it',
      isOpen: true,
    });
  });

  it.each<[string, Parameters<typeof decide>, boolean]>([
    ['of an account that a list holds', [ALLOWED, [{ allow: [{ account: ALLOWED }] }], blind], false],
    ['of an account whose place is known', [OUTSIDER, []], false],
    ['of an account in silence', [OUTSIDER, [], { places: new Map([[OUTSIDER, SILENCE]]) }], true],
    ['of a service', [CONSUMERS.sns, [], blind], false],
    ['of an OU', [CONSUMERS.OU, [], blind], false],
    ['of an account that is forbidden, enforced', [OUTSIDER, [{ allow: [] }], blind], false],
    ['of one that is forbidden, observed', [OUTSIDER, [{ mode: 'observe', allow: [] }], blind], true],
    [
      'of one that is forbidden in a file that observes',
      [OUTSIDER, [{ allow: [] }], { ...blind, mode: 'observe' }],
      false,
    ],
    [
      'of one that is observed, when a list holds it besides',
      [ALLOWED, [{ mode: 'observe', deny: [{ account: ALLOWED }], allow: [{ account: ALLOWED }] }], blind],
      false,
    ],
    ['of an account whose OU a list names', [OUTSIDER, [{ allow: [{ ou: CAMPAIGNS }] }], blind], true],
    ['of one that is waived', [OUTSIDER, [{ allow: [] }], { ...blind, waivers: [lifted()] }], false],
  ])('%s', (_, args, expected) => {
    expect(isOpen(...args)).toBe(expected);
  });

  it('is asked about what no tags have been read for, if it may make that worse', () => {
    const tagged = { allow: [], resources: { tags: { environment: 'production' } } };
    const elsewhere = { allow: [{ ou: SPRING }] };
    expect(decide(OUTSIDER, [tagged])).toMatchObject({ decision: 'unknown', isOpen: undefined });
    expect(decide(OUTSIDER, [tagged], blind)).toMatchObject({ decision: 'unknown', isOpen: true });
    expect(decide(CONSUMERS.OU, [tagged], blind).isOpen).toBeUndefined();
    expect(decide(CONSUMERS.OU, [tagged, elsewhere], blind)).toMatchObject({
      decision: 'unknown',
      isOpen: true,
    });
    expect(decide(CONSUMERS.OU, [tagged, elsewhere])).toMatchObject({ decision: 'forbidden' });
  });

  it('is asked by what observes, where nothing is forbidden yet', () => {
    const observes = { mode: 'observe', allow: [{ ou: SPRING }] } as const;
    const tagged = { allow: [], resources: { tags: { environment: 'production' } } };
    expect(isOpen(CONSUMERS.OU, [tagged, observes], blind)).toBe(true);
    expect(isOpen(CONSUMERS.OU, [{ ...observes, allow: [] }, observes], blind)).toBe(false);
    expect(isOpen(CONSUMERS.OU, [{ allow: [] }, { allow: [{ ou: SPRING }] }], blind)).toBe(false);
  });

  it('is none where nothing that enforces waits for it', () => {
    const observed = {
      mode: 'observe',
      deny: [{ account: OUTSIDER }],
      allow: [{ account: OUTSIDER }],
    } as const;
    const open = { mode: 'observe', allow: [{ account: OUTSIDER }], deny: [{ ou: SPRING }] } as const;
    expect(isOpen(OUTSIDER, [observed, open], blind)).toBe(false);
    expect(isOpen(OUTSIDER, [observed, { ...open, mode: 'enforce' }], blind)).toBe(true);
  });
});

describe('an undecided consumer', () => {
  const blind = { places: new Map() };
  it('is told by the guardrail that enforces, of several', () => {
    const observes = { mode: 'observe', allow: [{ organization: true }] } as const;
    const enforces = { allow: [{ ou: CAMPAIGNS }] } as const;
    expect(decide(OUTSIDER, [observes, enforces], blind)).toEqual({
      decision: 'unknown',
      resource: NUMBER,
      consumer: OUTSIDER,
      guardrail: 'rule-1',
      mode: 'enforce',
      reason: `whether rule-1 means it by OU ${CAMPAIGNS} is unknown: the directory did not answer`,
      isOpen: true,
    });
    expect(decide(OUTSIDER, [observes], blind)).toMatchObject({ guardrail: 'rule-0', mode: 'observe' });
  });

  it('may be so by a list of the denied', () => {
    expect(decide(OUTSIDER, [{ deny: [{ ou: SPRING }] }], blind).reason).toBe(
      `whether rule-0 means it by OU ${SPRING} is unknown: the directory did not answer`,
    );
    const both = [{ deny: [{ ou: SPRING }], allow: [{ ou: CAMPAIGNS }] }];
    expect(decide(OUTSIDER, both, blind).reason).toContain(`OU ${SPRING}`);
  });

  it('is told to be unreadable where it is', () => {
    expect(decide('AROAEXAMPLEID', [{ allow: [{ organization: true }] }]).reason).toBe(
      'whether rule-0 means it by the organization is unknown: AROAEXAMPLEID is no account, OU, organization or service',
    );
  });

  it('is so by an association without a published meaning', () => {
    expect(decide(ALLOWED, [], { state: 'unsettled' })).toEqual({
      decision: 'unknown',
      resource: NUMBER,
      consumer: ALLOWED,
      mode: 'enforce',
      reason: 'RAM reports a state of the association whose meaning is not published',
    });
  });
});

describe('a grant that a condition narrows', () => {
  const ORGANIZATIONS = {
    inside: [{ organization: ORGANIZATION }],
    elsewhere: [{ organization: 'o-someoneelse' }],
  };
  const narrowed = (
    rules: readonly Omit<Guardrail, 'id'>[],
    grant: Pick<GrantParts, 'doubt' | 'bounds' | 'consumer'>,
    { places = PLACES, ...file }: Partial<Guardrails> & { places?: Places } = {},
  ) => {
    const guardrails = rules.map((rule, index) => ({ id: `rule-${index}`, ...rule }));
    return evaluate(
      aGrant({ consumer: OUTSIDER, ...grant }),
      someGuardrails({ guardrails, ...file }),
      places,
      NOW,
    );
  };
  const nobody = [{ allow: [] }];

  it('gives nothing to whom it keeps out', () => {
    expect(narrowed(nobody, { bounds: [ORGANIZATIONS.inside] })).toEqual({
      decision: 'allowed',
      resource: NUMBER,
      consumer: OUTSIDER,
      mode: 'enforce',
      reason: 'a condition keeps it out',
    });
  });

  it('is judged like any other of whom it lets in', () => {
    expect(narrowed(nobody, { consumer: ALLOWED, bounds: [ORGANIZATIONS.inside] })).toMatchObject({
      decision: 'forbidden',
      reason: 'rule-0 allows only nobody',
    });
  });

  it('forbids nobody whom it may keep out, and asks', () => {
    const blind = { places: new Map<string, Place>() };
    expect(narrowed(nobody, { bounds: [ORGANIZATIONS.inside] }, blind)).toEqual({
      decision: 'unknown',
      resource: NUMBER,
      consumer: OUTSIDER,
      guardrail: 'rule-0',
      mode: 'enforce',
      reason:
        'rule-0 allows only nobody; whether a condition keeps it out is unknown: the directory did not answer',
      isOpen: true,
    });
    expect(
      narrowed([{ allow: [{ account: OUTSIDER }] }], { bounds: [ORGANIZATIONS.inside] }, blind).decision,
    ).toBe('allowed');
  });

  it('asks about an OU as well', () => {
    const bounds = [[{ organization: ORGANIZATION, ou: SPRING }]];
    const undecided = narrowed(nobody, { consumer: CONSUMERS.OU, bounds }, { places: new Map() });
    expect(undecided).toMatchObject({ decision: 'unknown', isOpen: true });
    expect(narrowed(nobody, { consumer: CONSUMERS.OU, bounds }).decision).toBe('allowed');
  });

  it('that nobody can prove forbids nobody, and asks nothing', () => {
    expect(narrowed(nobody, { doubt: 'aws:SourceVpc' })).toEqual({
      decision: 'unknown',
      resource: NUMBER,
      consumer: OUTSIDER,
      guardrail: 'rule-0',
      mode: 'enforce',
      reason: 'rule-0 allows only nobody, unless aws:SourceVpc keeps it out, which nobody can prove',
    });
  });

  it('is told by its bounds before its doubts', () => {
    const both = { doubt: 'aws:SourceVpc', bounds: [ORGANIZATIONS.elsewhere] };
    expect(narrowed(nobody, both).reason).toContain('whether a condition keeps it out is unknown');
  });

  it('is allowed or undecided as if nothing narrowed it', () => {
    const allowed = narrowed([{ allow: [{ account: OUTSIDER }] }], { doubt: 'aws:SourceVpc' });
    expect(allowed).toMatchObject({
      decision: 'allowed',
      reason: 'every guardrail that covers it allows it',
    });
    expect(narrowed([], { doubt: 'aws:SourceVpc' }).reason).toBe('no guardrail covers it');
    const blind = { places: new Map<string, Place>() };
    const undecided = narrowed([{ allow: [{ organization: true }] }], { doubt: 'aws:SourceVpc' }, blind);
    expect(undecided.reason).toBe(
      'whether rule-0 means it by the organization is unknown: the directory did not answer',
    );
  });

  it('is lifted by a waiver as well', () => {
    expect(narrowed(nobody, { doubt: 'aws:SourceVpc' }, { waivers: [lifted()] })).toEqual({
      decision: 'allowed',
      resource: NUMBER,
      consumer: OUTSIDER,
      guardrail: 'rule-0',
      mode: 'enforce',
      reason: 'waived until 2026-12-31 by Ann: campaign 42',
      waivedUntil: '2026-12-31',
    });
  });
});

describe('a guardrail over tags that have not been read', () => {
  const tagged = { resources: { tags: { environment: 'production' } } };
  it('leaves open what it would forbid', () => {
    expect(decide(OUTSIDER, [{ ...tagged, why: 'x', deny: [{ account: OUTSIDER }] }])).toEqual({
      decision: 'unknown',
      resource: NUMBER,
      consumer: OUTSIDER,
      guardrail: 'rule-0',
      why: 'x',
      mode: 'enforce',
      reason: 'rule-0 denies account 999988887777, if its tags are so: they have not been read',
    });
  });

  it('allows what it would allow', () => {
    expect(decide(ALLOWED, [{ ...tagged, allow: [{ account: ALLOWED }] }]).decision).toBe('allowed');
  });

  it('is not needed where another forbids', () => {
    expect(decide(OUTSIDER, [{ ...tagged, allow: [] }, { allow: [] }])).toMatchObject({
      decision: 'forbidden',
      guardrail: 'rule-1',
    });
  });
});

describe('the reason', () => {
  it('names all that a list allows', () => {
    expect(decide(OUTSIDER, [{ allow: [{ account: ALLOWED }, { ou: SPRING }] }]).reason).toBe(
      `rule-0 allows only account ${ALLOWED}, OU ${SPRING}`,
    );
  });

  it('is there without a why where the guardrail has none', () => {
    expect(decide(OUTSIDER, [{ allow: [] }]).why).toBeUndefined();
    expect(decide(OUTSIDER, [{ allow: [] }]).isOpen).toBeUndefined();
  });
});

describe('the resources that a guardrail covers', () => {
  const number = smsResource(NUMBER);
  it.each([
    [undefined, true],
    [{}, true],
    [{ types: [], arns: [] }, true],
    [{ types: ['phone-number'] }, true],
    [{ types: ['pool'] }, false],
    [{ arns: [NUMBER] }, true],
    [{ arns: [POOL, 'arn:aws:sms-voice:*:111122223333:phone-number/*'] }, true],
    [{ arns: [POOL] }, false],
    [{ types: ['pool'], arns: [NUMBER] }, false],
  ] as const)('%j', (resources, expected) => {
    expect(number && covers({ id: 'x', resources }, number)).toBe(expected ? 'yes' : 'no');
  });
});

describe('any guardrails, consumer and places', () => {
  const selector: fc.Arbitrary<ConsumerSelector> = fc.oneof(
    fc.constantFrom(ALLOWED, SANDBOX, OUTSIDER).map((account) => ({ account })),
    fc.constantFrom(CAMPAIGNS, SPRING, SANDBOXES).map((ou) => ({ ou })),
    fc.constant({ organization: true } as const),
    fc.constant({ service: 'sns.amazonaws.com' }),
  );
  const selectors = fc.option(fc.array(selector, { maxLength: 3 }), { nil: undefined });
  const rule = fc.record({
    mode: fc.constantFrom('observe', 'enforce', undefined),
    resources: fc.option(fc.record({ types: fc.subarray([...SMS_RESOURCE_TYPES]) }), { nil: undefined }),
    allow: selectors,
    deny: selectors,
  });
  const rules = fc.array(rule, { maxLength: 4 });
  const consumer = fc.constantFrom(...Object.values(CONSUMERS));
  const waivers = fc.subarray(
    [ALLOWED, SANDBOX, OUTSIDER, CAMPAIGNS].map((id) => ({
      resource: NUMBER,
      consumer: id,
      until: '2026-12-31',
      reason: 'x',
      approvedBy: 'x',
    })),
  );
  const forgotten = fc.subarray([...PLACES.keys()]);
  const without = (ids: readonly string[]): Places =>
    new Map([...PLACES].filter(([id]) => !ids.includes(id)));

  it('lose nothing but certainty when places become unknown', () => {
    fc.assert(
      fc.property(consumer, rules, waivers, forgotten, (who, made, waived, ids) => {
        const sighted = decide(who, made, { waivers: waived });
        const blind = decide(who, made, { waivers: waived, places: without(ids) });
        expect([sighted.decision, 'unknown']).toContain(blind.decision);
        const isWeaker = blind.decision === 'forbidden' && blind.mode !== sighted.mode;
        if (isWeaker) expect(blind).toMatchObject({ mode: 'observe', isOpen: true });
      }),
      runs(3000),
    );
  });

  it('decide alike in whatever order the guardrails stand', () => {
    fc.assert(
      fc.property(consumer, rules, forgotten, (who, made, ids) => {
        const places = without(ids);
        const [one, other] = [decide(who, made, { places }), decide(who, made.toReversed(), { places })];
        expect([other.decision, other.mode]).toEqual([one.decision, one.mode]);
      }),
      runs(),
    );
  });

  it('forbid no less with one more guardrail', () => {
    const gravity = { allowed: 0, unknown: 1, forbidden: 2 };
    fc.assert(
      fc.property(consumer, rules, rule, forgotten, (who, made, more, ids) => {
        const places = without(ids);
        const before = gravity[decide(who, made, { places }).decision];
        expect(gravity[decide(who, [...made, more], { places }).decision]).toBeGreaterThanOrEqual(before);
      }),
      runs(),
    );
  });

  it('name a guardrail that forbids by itself, when they forbid', () => {
    fc.assert(
      fc.property(consumer, rules, (who, made) => {
        const verdict = decide(who, made);
        fc.pre(verdict.decision === 'forbidden');
        const alone = made.filter((_, index) => verdict.guardrail === `rule-${index}`);
        expect(decide(who, alone).decision).toBe('forbidden');
      }),
      runs(),
    );
  });
});
