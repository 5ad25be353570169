import { describe, expect, it } from 'vitest';
import { consumerOf, EVERYONE } from '../../src/core/consumer.ts';
import { GUARDRAIL_DEFAULTS, type Guardrails, type Mode } from '../../src/core/guardrail.ts';
import { remedyInPolicy, remedyOnShare } from '../../src/core/remedy.ts';
import {
  ALLOWED,
  aShare,
  aVerdict,
  CAMPAIGNS_OU,
  judgements,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  type ShareParts,
  SNS,
  SUBNET,
  someGuardrails,
} from '../support/builders.ts';

const ORGANIZATION_ARN = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';
const FILE = someGuardrails();
const observing = aVerdict({ mode: 'observe' });

describe('the remedy on a share', () => {
  const consumer = consumerOf(OUTSIDER);
  const judgement = { consumer, verdicts: [aVerdict()] } as const;
  const remedy = (parts: ShareParts = {}, through?: string, file = FILE) =>
    remedyOnShare(aShare(parts), { ...judgement, through }, [], file);
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
    expect(remedyOnShare(share, { consumer, verdicts }, [], file)).toEqual({
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
    expect(remedyOnShare(aShare(), { consumer, verdicts: [observing] }, [], FILE)).toEqual({
      action: 'observe',
    });
    expect(remedyOnShare(aShare(), { consumer, verdicts: [observing, aVerdict()] }, [], FILE).action).toBe(
      'remove',
    );
    const fromPolicy = aShare({ featureSet: 'CREATED_FROM_POLICY' });
    expect(remedyOnShare(fromPolicy, { consumer, verdicts: [observing] }, [], FILE).action).toBe('observe');
  });
});

describe('the remedy where a removal reaches further than one account', () => {
  const groups = (own: Partial<Guardrails['groups']>) =>
    someGuardrails({ groups: { ...GUARDRAIL_DEFAULTS.groups, ...own } });
  const remedy = (
    principal: string,
    principals: readonly string[],
    file: Guardrails,
    mode: Mode = 'enforce',
  ) => {
    const all = judgements({ principals });
    const verdicts = [aVerdict({ mode })];
    return remedyOnShare(aShare({ principals }), { consumer: consumerOf(principal), verdicts }, all, file)
      .action;
  };

  it.each([
    [CAMPAIGNS_OU, 'tell', 'refuse'],
    [ORGANIZATION_ARN, 'tell', 'refuse'],
    [OUTSIDER, 'tell', 'remove'],
    [CAMPAIGNS_OU, 'remove', 'remove'],
  ] as const)('of %s is as groups.forbiddenGroup: %s says', (principal, forbiddenGroup, action) => {
    expect(remedy(principal, [principal, ALLOWED], groups({ forbiddenGroup }))).toBe(action);
  });

  it.each([
    ['alone', [OUTSIDER], 'tell', 'refuse'],
    ['beside others who go too', [OUTSIDER, `${OUTSIDER}1=DISASSOCIATING`], 'tell', 'refuse'],
    ['beside somebody who stays', [OUTSIDER, ALLOWED], 'tell', 'remove'],
    ['alone, where the file has it removed', [OUTSIDER], 'remove', 'remove'],
  ] as const)(
    'of somebody who is %s is as groups.lastConsumer says',
    (_, principals, lastConsumer, action) => {
      expect(remedy(OUTSIDER, principals, groups({ lastConsumer }))).toBe(action);
    },
  );

  it('is to observe before anything else', () => {
    const file = groups({ forbiddenGroup: 'tell', lastConsumer: 'tell' });
    expect(remedy(CAMPAIGNS_OU, [CAMPAIGNS_OU], file, 'observe')).toBe('observe');
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
