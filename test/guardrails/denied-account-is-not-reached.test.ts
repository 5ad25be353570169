import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import type { Judgement, Known } from '../../src/core/judge.ts';
import { deniedAccountIsNotReached } from '../../src/guardrails/denied-account-is-not-reached.ts';
import {
  ALLOWED,
  aGrant,
  aPolicyCase,
  aPolicyGrant,
  aShare,
  aShareCase,
  aVerdict,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  NUMBER,
  POOL,
  SANDBOX,
  SHARE,
  someGuardrails,
} from '../support/builders.ts';

const DENY = { guardrails: [{ id: 'no-sandbox', deny: [{ account: SANDBOX }] }] } as const;
const file = someGuardrails(DENY);
const holding = (...accounts: readonly string[]): Known => ({
  places: new Map(),
  memberships: new Map([
    [CAMPAIGNS, new Map(accounts.map((id) => [id, { status: 'inside', path: ['r-ab12', CAMPAIGNS] }]))],
  ]),
});
const check = (known: Known, guardrails = file, resources = [NUMBER]) =>
  deniedAccountIsNotReached.check(
    aShareCase({ share: aShare({ principals: [CAMPAIGNS_OU], resources }), known, file: guardrails }),
  );
const reached = aVerdict({
  consumer: SANDBOX,
  guardrail: 'no-sandbox',
  reason: `no-sandbox denies account ${SANDBOX}`,
});

describe('a share with an OU', () => {
  it('that holds nobody who is denied makes no finding', () => {
    expect(check(holding(ALLOWED))).toEqual([]);
  });

  it('that holds a denied account is told, once for a resource', () => {
    expect(check(holding(ALLOWED, SANDBOX))).toEqual([
      {
        kind: 'denied-through-group',
        share: { arn: SHARE, name: 'campaign' },
        principal: CAMPAIGNS_OU,
        resources: [NUMBER],
        verdicts: [reached],
      },
    ]);
  });

  it('that holds two of them names both, and each resource once', () => {
    const denied = someGuardrails({
      guardrails: [{ id: 'no-sandbox', deny: [{ account: SANDBOX }, { account: ALLOWED }] }],
    });
    const [body] = check(holding(ALLOWED, SANDBOX), denied, [NUMBER, POOL]);
    expect(body).toMatchObject({
      resources: [NUMBER, POOL],
      verdicts: [ALLOWED, SANDBOX, ALLOWED, SANDBOX].map((consumer) => ({ consumer })),
    });
  });

  it('is another rule’s where the whole group is taken off for it', () => {
    const groups = { ...GUARDRAIL_DEFAULTS.groups, ouOrOrganization: 'remove' } as const;
    expect(check(holding(SANDBOX), someGuardrails({ ...DENY, groups }))).toEqual([]);
  });

  it('is another rule’s where nobody can say who is in it', () => {
    expect(check({ places: new Map(), memberships: new Map() })).toEqual([]);
  });

  it.each(['forbidden', 'unknown', 'ending'] as const)('is another rule’s where it is %s', (decision) => {
    const { consumer } = aGrant({ consumer: CAMPAIGNS_OU });
    const judgements: readonly Judgement[] = [{ consumer, decision, verdicts: [], reached: [reached] }];
    expect(deniedAccountIsNotReached.check(aShareCase({ judgements }))).toEqual([]);
  });
});

describe('a policy that names an OU', () => {
  it('is told with the statement that names it', () => {
    const grants = [aPolicyGrant({ consumer: CAMPAIGNS_OU })];
    const consumer = aGrant({ consumer: CAMPAIGNS_OU }).consumer;
    const judgements: readonly Judgement[] = [
      { consumer, decision: 'allowed', verdicts: [], reached: [reached] },
    ];
    expect(deniedAccountIsNotReached.check(aPolicyCase({ grants, judgements }))).toMatchObject([
      { kind: 'denied-through-group', policy: { resource: NUMBER, statements: ['Campaigns'] } },
    ]);
  });
});
