import { describe, expect, it } from 'vitest';
import { EVERYONE } from '../../src/core/consumer.ts';
import { GUARDRAIL_DEFAULTS, type Guardrails } from '../../src/core/guardrail.ts';
import { policyIsNotOpen } from '../../src/guardrails/policy-is-not-open.ts';
import { ALLOWED, aPolicyCase, aPolicyGrant, aVerdict, NUMBER, someGuardrails } from '../support/builders.ts';

const fileThat = (everyone: Guardrails['policies']['everyone'], parts: Partial<Guardrails> = {}) =>
  someGuardrails({ guardrails: [], policies: { ...GUARDRAIL_DEFAULTS.policies, everyone }, ...parts });
const check = (file: Guardrails, ...consumers: readonly string[]) =>
  policyIsNotOpen.check(
    aPolicyCase({ grants: consumers.map((consumer) => aPolicyGrant({ consumer })), file }),
  );
const open = {
  kind: 'open-policy',
  subject: { arn: NUMBER, name: 'phone-0123456789abcdef0123456789abcdef' },
  reason: 'its policy lets everyone in',
  entities: [],
};
const only = { guardrails: [{ id: 'only-campaigns', allow: [{ account: ALLOWED }] }] };
const waivers = [{ resource: NUMBER, consumer: '*', until: '2026-11-02', reason: 'x', approvedBy: 'Ann' }];

describe('a policy', () => {
  it.each([
    ['that lets everyone in is told', fileThat('tell'), ['*'], [open]],
    ['that lets an account and everyone in is told', fileThat('tell'), [ALLOWED, '*'], [open]],
    ['that names an account is as it should be', fileThat('tell'), [ALLOWED], []],
    ['that lets nobody in is as it should be', fileThat('tell'), [], []],
    ['that lets everyone in may be ignored', fileThat('ignore'), ['*'], []],
    ['that lets everyone in is a forbidden consumer, not this', fileThat('forbid'), ['*'], []],
    ['that a guardrail forbids is a forbidden consumer too', fileThat('tell', only), ['*'], []],
    ['that is waived is told nobody', fileThat('tell', { ...only, waivers }), ['*'], []],
  ])('%s', (_, file, consumers, expected) => {
    expect(check(file, ...consumers)).toEqual(expected);
  });

  it('is told nobody as soon as it is waived in one place', () => {
    const allowed = aVerdict({ decision: 'allowed', consumer: '*' });
    const judgements = [
      {
        consumer: EVERYONE,
        decision: 'allowed',
        verdicts: [allowed, { ...allowed, waivedUntil: '2026-11-02' }],
      },
    ] as const;
    expect(policyIsNotOpen.check(aPolicyCase({ judgements, file: fileThat('tell') }))).toEqual([]);
  });
});
