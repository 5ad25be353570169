import { describe, expect, it } from 'vitest';
import { consumerOf } from '../../src/core/consumer.ts';
import { GUARDRAIL_DEFAULTS, type Guardrails } from '../../src/core/guardrail.ts';
import {
  type Judgement,
  judge as judgeGrants,
  judgeOf,
  type Known,
  NOTHING_KNOWN,
  questionsOf,
} from '../../src/core/judge.ts';
import {
  ALLOWED,
  aGrant,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  judgements,
  NOW,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  SANDBOX,
  type ShareParts,
  SNS,
  SUBNET,
  someGuardrails,
} from '../support/builders.ts';

const judge = (share: ShareParts, guardrails: Partial<Guardrails> = {}) => judgements(share, guardrails);
const undecidedConsumers = (judged: readonly Judgement[]) => questionsOf(judged).accountsAndOus;

describe('a share with an allowed and a forbidden account', () => {
  it.each(['ASSOCIATED', 'ASSOCIATING'])('forbids the one that is not listed while it is %s', (status) => {
    const judged = judge({ principals: [ALLOWED, `${OUTSIDER}=${status}`] });
    expect(judged.map(({ consumer, decision }) => [consumer.principal, decision])).toEqual([
      [ALLOWED, 'allowed'],
      [OUTSIDER, 'forbidden'],
    ]);
  });

  it('has nothing to decide once RAM takes it off', () => {
    expect(judge({ principals: [`${OUTSIDER}=DISASSOCIATING`] })).toEqual([
      { consumer: consumerOf(OUTSIDER), decision: 'ending', verdicts: [] },
    ]);
  });

  it.each(['DISASSOCIATED', 'FAILED'])('sees no grant in %s', (status) => {
    expect(judge({ principals: [`${OUTSIDER}=${status}`] })).toEqual([]);
  });

  it('never takes a state without a published meaning for allowed', () => {
    expect(judge({ principals: [`${ALLOWED}=SUSPENDED`] })[0]?.decision).toBe('unknown');
  });
});

describe('a share of several resources', () => {
  const numbersOnly = {
    guardrails: [{ id: 'numbers', resources: { types: ['phone-number'] }, allow: [] }],
  } as const;

  it('forbids the principal when one of them is forbidden, and says which', () => {
    const [judged] = judge({ principals: [ALLOWED], resources: [POOL, NUMBER] }, numbersOnly);
    expect(judged?.decision).toBe('forbidden');
    expect(judged?.verdicts.map(({ resource }) => resource)).toEqual([NUMBER]);
  });

  it('judges SMS resources only', () => {
    expect(judge({ principals: [OUTSIDER], resources: [SUBNET] })).toEqual([]);
  });
});

describe('undecided consumers', () => {
  it('are the accounts and OUs that only Organizations can place', () => {
    const ou = 'arn:aws:organizations::123456789012:ou/o-exampleorgid/ou-ab12-11111111';
    const judged = judge(
      { principals: [ALLOWED, OUTSIDER, ou, 'sns.amazonaws.com'] },
      { guardrails: [{ id: 'inside', allow: [{ account: ALLOWED }, { ou: 'ou-ab12-33333333' }] }] },
    );
    expect(undecidedConsumers(judged)).toEqual([OUTSIDER, 'ou-ab12-11111111']);
  });
});

describe('what is only observed so far', () => {
  const blindly = { principals: [OUTSIDER], resources: [POOL, NUMBER] };
  const observed = {
    id: 'numbers',
    mode: 'observe',
    resources: { types: ['phone-number'] },
    allow: [],
  } as const;
  const enforced = { id: 'inside', allow: [{ organization: true }] } as const;

  it.each([
    ['on the same resource', enforced],
    ['on another resource', { ...enforced, resources: { types: ['pool'] } }],
  ] as const)('is asked about where a guardrail that enforces needs to know, %s', (_, rule) => {
    const judged = judge(blindly, { guardrails: [observed, rule] });
    expect(judged[0]?.decision).toBe('forbidden');
    expect(undecidedConsumers(judged)).toEqual([OUTSIDER]);
  });

  it('is not, where nothing that enforces waits for an answer', () => {
    const numberOnly = { principals: [OUTSIDER], resources: [NUMBER] };
    expect(undecidedConsumers(judge(numberOnly, { mode: 'observe', guardrails: [observed] }))).toEqual([]);
  });

  it('is not, where it is enforced already', () => {
    const denied = { id: 'denied', resources: { types: ['pool'] }, deny: [{ account: OUTSIDER }] } as const;
    expect(undecidedConsumers(judge(blindly, { guardrails: [observed, enforced, denied] }))).toEqual([]);
  });
});

describe('a consumer that comes by several paths', () => {
  const allowSns = { guardrails: [{ id: 'x', allow: [{ service: SNS }, { account: ALLOWED }] }] } as const;

  it('is judged for itself, and for each service that acts for it', () => {
    const judged = judge({ principals: [OUTSIDER, SNS], sources: [OWNER, OUTSIDER] }, allowSns);
    expect(judged.map(({ consumer, through, decision }) => [consumer.id, through, decision])).toEqual([
      [OUTSIDER, undefined, 'forbidden'],
      [SNS, undefined, 'allowed'],
      [OUTSIDER, SNS, 'forbidden'],
    ]);
    expect(judged[0]).not.toHaveProperty('through');
  });

  it('is ending only when all of them are', () => {
    const principals = [OUTSIDER];
    const resources = [NUMBER, `${POOL}=DISASSOCIATING`];
    expect(judge({ principals, resources })).toMatchObject([
      { decision: 'forbidden', verdicts: [{ resource: NUMBER }] },
    ]);
    const ending = { principals: [SNS], sources: [`${OUTSIDER}=DISASSOCIATING`] };
    expect(judge(ending, allowSns)[1]).toEqual({
      consumer: consumerOf(OUTSIDER),
      through: SNS,
      decision: 'ending',
      verdicts: [],
    });
  });

  it('is undecided when one is, and none is forbidden', () => {
    const guardrails = [
      { id: 'numbers', resources: { types: ['phone-number'] }, allow: [{ organization: true }] },
      { id: 'pools', resources: { types: ['pool'] }, allow: [{ account: OUTSIDER }] },
    ] as const;
    const [judged] = judge({ principals: [OUTSIDER], resources: [POOL, NUMBER] }, { guardrails });
    expect(judged).toMatchObject({ decision: 'unknown', verdicts: [{ resource: NUMBER }], isOpen: true });
  });

  it('keeps only the verdicts that led to its decision', () => {
    const [judged] = judge({ principals: [ALLOWED], resources: [POOL, NUMBER] });
    expect(judged?.verdicts.map(({ decision }) => decision)).toEqual(['allowed', 'allowed']);
    expect(judged).not.toHaveProperty('isOpen');
    expect(judged).not.toHaveProperty('reached');
  });
});

describe('an OU that a denied account may be in', () => {
  const denies = (mode?: 'observe', ...accounts: readonly string[]) => ({
    guardrails: [
      { id: 'no-sandbox', why: 'it is a sandbox', mode, deny: accounts.map((account) => ({ account })) },
    ],
  });
  const groups = (ouOrOrganization: 'tell' | 'remove') => ({
    groups: { ...GUARDRAIL_DEFAULTS.groups, ouOrOrganization },
  });
  const member = { status: 'inside', path: ['r-ab12', CAMPAIGNS] } as const;
  const holding = (...accounts: readonly string[]): Known => ({
    places: new Map(),
    memberships: new Map([[CAMPAIGNS, new Map(accounts.map((id) => [id, member]))]]),
  });
  const judged = (file: Partial<Guardrails>, known: Known, parts: Parameters<typeof aGrant>[0] = {}) =>
    judgeGrants([aGrant({ consumer: CAMPAIGNS_OU, ...parts })], judgeOf(someGuardrails(file)), known, NOW);

  it('is to be asked about first', () => {
    const open = judged(denies(undefined, SANDBOX), NOTHING_KNOWN);
    expect(open).toMatchObject([
      {
        decision: 'unknown',
        isOpen: true,
        verdicts: [
          { decision: 'unknown', isOpen: true, reason: `nobody can say which accounts are in ${CAMPAIGNS}` },
        ],
      },
    ]);
    expect(questionsOf(open)).toEqual({ accountsAndOus: [CAMPAIGNS], groups: [CAMPAIGNS] });
  });

  it('is undecided, and no question any more, when Organizations may not be asked', () => {
    const silent = { places: new Map(), memberships: new Map([[CAMPAIGNS, undefined]]) };
    const known = judged(denies(undefined, SANDBOX), silent);
    expect(known).toMatchObject([{ decision: 'unknown' }]);
    expect(known[0]).not.toHaveProperty('isOpen');
    expect(known[0]).not.toHaveProperty('reached');
    expect(questionsOf(known)).toEqual({ accountsAndOus: [], groups: [] });
  });

  it('is allowed, and says whom it reaches', () => {
    expect(judged(denies(undefined, SANDBOX), holding(SANDBOX, ALLOWED))).toMatchObject([
      { decision: 'allowed', reached: [{ consumer: SANDBOX, decision: 'forbidden' }] },
    ]);
  });

  it('reaches nobody when no such account is in it', () => {
    const [found] = judged({ ...denies(undefined, SANDBOX), ...groups('remove') }, holding(ALLOWED));
    expect(found?.decision).toBe('allowed');
    expect(found).not.toHaveProperty('reached');
  });

  it.each([
    [[SANDBOX], `no-sandbox denies account ${SANDBOX}: ${SANDBOX} is reached through ${CAMPAIGNS}`],
    [
      [ALLOWED, SANDBOX],
      `no-sandbox denies account ${ALLOWED}: 2 denied accounts are reached through ${CAMPAIGNS}`,
    ],
  ])('is forbidden for %s where the file says so', (accounts, reason) => {
    const file = { ...denies(undefined, ALLOWED, SANDBOX), ...groups('remove') };
    const [found] = judged(file, holding(...accounts));
    expect(found).toEqual({
      consumer: consumerOf(CAMPAIGNS_OU),
      decision: 'forbidden',
      verdicts: [
        {
          decision: 'forbidden',
          resource: NUMBER,
          consumer: CAMPAIGNS,
          guardrail: 'no-sandbox',
          why: 'it is a sandbox',
          mode: 'enforce',
          reason,
        },
      ],
    });
  });

  it('is forbidden in the mode of the guardrail that denies the account', () => {
    const file = { ...denies('observe', SANDBOX), ...groups('remove') };
    expect(judged(file, holding(SANDBOX))[0]?.verdicts).toMatchObject([{ mode: 'observe' }]);
  });

  it('is undecided where a condition may keep it out', () => {
    const file = { ...denies(undefined, SANDBOX), ...groups('remove') };
    expect(judged(file, holding(SANDBOX), { doubt: 'aws:SourceVpc' })).toMatchObject([
      { decision: 'unknown' },
    ]);
  });

  it('is not looked into when it is forbidden itself', () => {
    const file = { guardrails: [{ id: 'nobody', allow: [], deny: [{ account: SANDBOX }] }] };
    const [found] = judged(file, holding(SANDBOX));
    expect(found?.decision).toBe('forbidden');
    expect(found).not.toHaveProperty('reached');
  });
});

describe('questions for Organizations', () => {
  const open = (consumer: string): Judgement => ({
    consumer: consumerOf(consumer),
    decision: 'unknown',
    verdicts: [],
    isOpen: true,
  });
  const ORGANIZATION = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';

  it('name accounts, OUs and organizations once, and nothing else', () => {
    const asked = [OUTSIDER, OUTSIDER, CAMPAIGNS_OU, ORGANIZATION, SNS, '*'].map(open);
    expect(questionsOf(asked)).toEqual({
      accountsAndOus: [OUTSIDER, CAMPAIGNS],
      groups: [CAMPAIGNS, 'o-exampleorgid'],
    });
  });

  it('are not asked about what stands', () => {
    expect(questionsOf([{ ...open(OUTSIDER), isOpen: undefined }])).toEqual({
      accountsAndOus: [],
      groups: [],
    });
  });
});
