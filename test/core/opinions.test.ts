import { describe, expect, it } from 'vitest';
import { opinionsOf } from '../../src/core/evaluate.ts';
import { ALLOWED, aGrant, OUTSIDER, someGuardrails } from '../support/builders.ts';

const file = someGuardrails({
  mode: 'observe',
  guardrails: [
    { id: 'one', why: 'because', mode: 'enforce', allow: [{ account: ALLOWED }] },
    { id: 'of-pools', resources: { types: ['pool'] }, allow: [] },
    { id: 'two', deny: [{ account: ALLOWED }] },
    { id: 'three', allow: [{ organization: true }] },
  ],
});

describe('what each guardrail says', () => {
  it('is said of those that cover the resource, in their order, whatever the others say', () => {
    expect(opinionsOf(aGrant({ consumer: ALLOWED }), file, new Map())).toEqual([
      { guardrail: 'one', why: 'because', mode: 'enforce', decision: 'allowed', reason: 'one allows it' },
      {
        guardrail: 'two',
        mode: 'observe',
        decision: 'forbidden',
        reason: 'two denies account 444455556666',
      },
      {
        guardrail: 'three',
        mode: 'observe',
        decision: 'unknown',
        isOpen: true,
        reason: 'whether three means it by the organization is unknown: the directory did not answer',
      },
    ]);
  });

  it('goes by where the consumer is', () => {
    const said = opinionsOf(
      aGrant({ consumer: OUTSIDER }),
      file,
      new Map([[OUTSIDER, { status: 'outside' }]]),
    );
    expect(said.map(({ decision }) => decision)).toEqual(['forbidden', 'allowed', 'forbidden']);
  });
});
