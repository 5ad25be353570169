import { describe, expect, it } from 'vitest';
import { type FindingBody, STATE_KINDS } from '../../src/core/finding.ts';
import { foundBy, POLICY_RULES, POOL_RULES, SHARE_RULES } from '../../src/guardrails/index.ts';
import type { PolicyCase, PoolCase, Rule, ShareCase } from '../../src/guardrails/rule.ts';
import {
  ALLOWED,
  aPolicyCase,
  aPolicyGrant,
  aPoolCase,
  aShare,
  aShareCase,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  NUMBER,
  OUTSIDER,
  OWNER,
  SANDBOX,
  SNS,
  smsArn,
  someGuardrails,
} from '../support/builders.ts';

const kindsOf = (bodies: readonly FindingBody[]) => bodies.map(({ kind }) => kind);

describe('the rules', () => {
  const opened = [...SHARE_RULES, ...POLICY_RULES, ...POOL_RULES].flatMap(({ opens }) => opens);

  it('open every kind of finding between them, and no other', () => {
    const others: readonly FindingBody['kind'][] = [
      'forbidden-consumer',
      'undecided-consumer',
      'denied-through-group',
      'unbound-service',
      'uncovered-pool',
    ];
    // What becomes of removals and waivers is no matter of rules about shares, policies and pools.
    const ofOurselves: readonly FindingBody['kind'][] = ['stuck-removal', 'budget-used-up', 'ending-waiver'];
    const kinds = [...STATE_KINDS, ...others].filter((kind) => !ofOurselves.includes(kind));
    expect([...new Set(opened)].sort()).toEqual(kinds.sort());
  });

  it.each([
    ['a share', SHARE_RULES],
    ['a policy', POLICY_RULES],
    ['a pool', POOL_RULES],
  ])('of %s open each kind in one place only', (_, rules: readonly { opens: Rule<never>['opens'] }[]) => {
    const kinds = rules.flatMap(({ opens }) => opens);
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});

describe('what is found of a case', () => {
  const file = someGuardrails({
    guardrails: [
      { id: 'only-inside', allow: [{ account: ALLOWED }, { ou: CAMPAIGNS }, { service: SNS }] },
      { id: 'no-sandbox', deny: [{ account: SANDBOX }] },
    ],
  });
  const member = { status: 'inside', path: ['r-ab12', CAMPAIGNS] } as const;
  const known = {
    places: new Map([[OUTSIDER, { status: 'outside' as const }]]),
    memberships: new Map([[CAMPAIGNS, new Map([[SANDBOX, member]])]]),
  };

  it('is a share’s, in the order of its rules', () => {
    const share = aShare({
      principals: [CAMPAIGNS_OU, SNS, OUTSIDER],
      resources: [NUMBER, `${smsArn('pool/pool-1')}=FAILED`],
      sources: [`${OWNER}=FAILED`],
      retainsOnLeave: true,
    });
    const found = foundBy<ShareCase>(SHARE_RULES, aShareCase({ share, known, file }));
    expect(kindsOf(found)).toEqual([
      'forbidden-consumer',
      'denied-through-group',
      'unbound-service',
      'retained-share',
      'failed-association',
    ]);
  });

  it('is a policy’s, in the order of its rules', () => {
    const grants = [
      aPolicyGrant({ consumer: SNS, source: 'open' }),
      aPolicyGrant({ consumer: '*' }),
      aPolicyGrant({ consumer: OUTSIDER }),
    ];
    const found = foundBy<PolicyCase>(POLICY_RULES, aPolicyCase({ grants, file, problem: 'one part' }));
    expect(kindsOf(found)).toEqual([
      'unreadable-policy',
      'forbidden-consumer',
      'undecided-consumer',
      'unbound-service',
    ]);
  });

  it('is a pool’s, in the order of its rules', () => {
    const pool = { ...aPoolCase().pool, members: [smsArn('rcs-agent/rcs-1')] };
    const gap = { missing: [{ consumer: ALLOWED, members: [NUMBER] }] };
    const found = foundBy<PoolCase>(POOL_RULES, aPoolCase({ pool, gap }));
    expect(kindsOf(found)).toEqual(['uncovered-pool', 'unshareable-member']);
  });

  it('is of the kinds that the rules say they open', () => {
    const share = aShare({ principals: [OUTSIDER, SANDBOX], retainsOnLeave: true });
    const found = aShareCase({ share, known, file });
    for (const rule of SHARE_RULES)
      expect(rule.opens).toEqual(expect.arrayContaining(kindsOf(rule.check(found))));
  });

  it('is nothing where all is well', () => {
    expect(foundBy(SHARE_RULES, aShareCase())).toEqual([]);
    expect(foundBy(POLICY_RULES, aPolicyCase())).toEqual([]);
    expect(foundBy(POOL_RULES, aPoolCase())).toEqual([]);
  });
});
