import { describe, expect, it } from 'vitest';
import { consumerOf, EVERYONE } from '../../src/core/consumer.ts';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { remedyInPolicy, remedyOnShare } from '../../src/core/remedy.ts';
import {
  aShare,
  aVerdict,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  type ShareParts,
  SNS,
  SUBNET,
  someGuardrails,
} from '../support/builders.ts';

const FILE = someGuardrails();
const observing = aVerdict({ mode: 'observe' });

describe('the remedy on a share', () => {
  const judgement = { verdicts: [aVerdict()] } as const;
  const remedy = (parts: ShareParts = {}, through?: string, file = FILE) =>
    remedyOnShare(aShare(parts), { ...judgement, through }, file);
  const refuse = (reason: string) => ({ action: 'refuse', reason });

  it('is to take the principal off a share of SMS resources', () => {
    expect(remedy()).toEqual({ action: 'remove' });
  });

  it.each([
    ['the subnet', [NUMBER, SUBNET], `the share also gives it ${SUBNET} of other services`],
    ['all of them', [SUBNET, NUMBER, `${SUBNET}1`], 'the share also gives it 2 resources of other services'],
  ])('is to tell a person of %s where the share also gives other things', (_, resources, reason) => {
    expect(remedy({ resources })).toEqual(refuse(reason));
  });

  it('is to take off the SMS resources instead where the file says so', () => {
    const shares = { ...GUARDRAIL_DEFAULTS.shares, mixedWithOtherServices: 'remove-sms' } as const;
    const file = someGuardrails({ shares });
    const verdicts = [aVerdict(), aVerdict({ resource: POOL })];
    const share = aShare({ resources: [NUMBER, POOL, SUBNET] });
    expect(remedyOnShare(share, { verdicts }, file)).toEqual({
      action: 'remove-resources',
      resources: [NUMBER, POOL],
    });
    expect(remedy({}, undefined, file)).toEqual({ action: 'remove' });
  });

  it('does not mind a resource of another service that has left the share', () => {
    expect(remedy({ resources: [NUMBER, `${SUBNET}=DISASSOCIATED`] })).toEqual({ action: 'remove' });
  });

  it('is to tell a person where RAM does not change the share', () => {
    expect(remedy({ featureSet: 'CREATED_FROM_POLICY' })).toEqual(
      refuse('the share was made from a resource policy, which RAM does not change'),
    );
  });

  it.each([
    ['is one of two sources', [OWNER, OUTSIDER], { action: 'remove' }],
    ['is the only source', [OUTSIDER], refuse(`it is the only source of ${SNS}, and RAM keeps at least one`)],
    [
      'is the only source left',
      [`${OWNER}=DISASSOCIATING`, OUTSIDER],
      refuse(`it is the only source of ${SNS}, and RAM keeps at least one`),
    ],
  ])('of whom a service acts for, who %s', (_, sources, expected) => {
    expect(remedy({ sources }, SNS)).toEqual(expected);
  });

  it('of a service’s source whose sources have not been read is to tell a person', () => {
    expect(remedy({}, SNS).action).toBe('refuse');
  });

  it('does not ask for sources of a consumer that acts for itself', () => {
    expect(remedy({ sources: [] })).toEqual({ action: 'remove' });
  });

  it('is to observe only where every guardrail that forbids it observes', () => {
    expect(remedyOnShare(aShare(), { verdicts: [observing] }, FILE)).toEqual({ action: 'observe' });
    expect(remedyOnShare(aShare(), { verdicts: [observing, aVerdict()] }, FILE).action).toBe('remove');
    const fromPolicy = aShare({ featureSet: 'CREATED_FROM_POLICY' });
    expect(remedyOnShare(fromPolicy, { verdicts: [observing] }, FILE).action).toBe('observe');
  });
});

describe('the remedy in a policy', () => {
  const remedy = (...verdicts: readonly ReturnType<typeof aVerdict>[]) =>
    remedyInPolicy({ consumer: consumerOf(OUTSIDER), verdicts });

  it('is to take the consumer out, unless all that forbid it observe', () => {
    expect(remedy(aVerdict())).toEqual({ action: 'remove' });
    expect(remedy(observing, aVerdict())).toEqual({ action: 'remove' });
    expect(remedy(observing, observing)).toEqual({ action: 'observe' });
  });

  it('is to take everyone out', () => {
    expect(remedyInPolicy({ consumer: EVERYONE, verdicts: [aVerdict()] })).toEqual({ action: 'remove' });
  });

  it('is to tell a person of those whom a Deny leaves of everyone', () => {
    const left = { kind: 'account', principal: '*', id: OUTSIDER } as const;
    expect(remedyInPolicy({ consumer: left, verdicts: [aVerdict()] })).toEqual({
      action: 'refuse',
      reason: 'it is let in as everyone, whom a Deny narrows: taking everyone out would cut others too',
    });
    expect(remedyInPolicy({ consumer: left, verdicts: [observing] })).toEqual({ action: 'observe' });
  });
});
