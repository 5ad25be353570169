import { describe, expect, it } from 'vitest';
import { consumerOf } from '../../src/core/consumer.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { type Judgement, questionsOf } from '../../src/core/judge.ts';
import { ALLOWED, judgements, NUMBER, OUTSIDER, POOL, type ShareParts, SUBNET } from '../support/builders.ts';

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
