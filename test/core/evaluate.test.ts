import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers } from '../../src/core/covering.ts';
import { evaluate, type Verdict } from '../../src/core/evaluate.ts';
import type { ConsumerSelector, Guardrail, Guardrails } from '../../src/core/guardrail.ts';
import type { Place, Places } from '../../src/core/organization.ts';
import { SMS_RESOURCE_TYPES, smsResource } from '../../src/core/resource.ts';
import {
  ALLOWED,
  aGrant,
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
    );
  });
});
