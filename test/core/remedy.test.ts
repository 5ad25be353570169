import { describe, expect, it } from 'vitest';
import { remedyOnShare } from '../../src/core/remedy.ts';
import { aShare, aVerdict, NUMBER, SUBNET, someGuardrails } from '../support/builders.ts';

const FILE = someGuardrails();

describe('the remedy', () => {
  const judgement = { verdicts: [aVerdict()] } as const;

  it('is to take the principal off a share of SMS resources', () => {
    expect(remedyOnShare(aShare(), judgement, FILE)).toEqual({ action: 'remove' });
  });

  it('is to tell a person where the share also gives resources of other services', () => {
    const remedy = remedyOnShare(aShare({ resources: [NUMBER, SUBNET] }), judgement, FILE);
    expect(remedy).toEqual({
      action: 'refuse',
      reason: `the share also gives it ${SUBNET} of other services`,
    });
  });

  it('does not mind a resource of another service that has left the share', () => {
    expect(
      remedyOnShare(aShare({ resources: [NUMBER, `${SUBNET}=DISASSOCIATED`] }), judgement, FILE).action,
    ).toBe('remove');
  });

  it('is to tell a person where RAM does not change the share', () => {
    expect(remedyOnShare(aShare({ featureSet: 'CREATED_FROM_POLICY' }), judgement, FILE).action).toBe(
      'refuse',
    );
  });

  it('is to observe only where every guardrail that forbids it observes', () => {
    const observing = aVerdict({ mode: 'observe' });
    expect(remedyOnShare(aShare(), { ...judgement, verdicts: [observing] }, FILE).action).toBe('observe');
    expect(remedyOnShare(aShare(), { ...judgement, verdicts: [observing, aVerdict()] }, FILE).action).toBe(
      'remove',
    );
  });
});
