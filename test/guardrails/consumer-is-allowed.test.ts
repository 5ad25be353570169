import { describe, expect, it } from 'vitest';
import { consumerIsAllowed } from '../../src/guardrails/consumer-is-allowed.ts';
import {
  ALLOWED,
  aPolicyCase,
  aPolicyGrant,
  aShare,
  aShareCase,
  aVerdict,
  CAMPAIGNS_OU,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  SHARE,
  SNS,
  SUBNET,
  someGuardrails,
} from '../support/builders.ts';

const share = { arn: SHARE, name: 'campaign' };
const onShare = (parts: Parameters<typeof aShare>[0], file = someGuardrails()) =>
  consumerIsAllowed.check(aShareCase({ share: aShare(parts), file }));
const forbidden = {
  kind: 'forbidden-consumer',
  principal: OUTSIDER,
  resources: [NUMBER],
  verdicts: [aVerdict()],
  remedy: { action: 'remove' },
};
const refused = { action: 'refuse', reason: `the share also gives it ${SUBNET} of other services` };
const observing = someGuardrails({ mode: 'observe' });

describe('consumers of a share', () => {
  it('that are allowed make no finding', () => {
    expect(onShare({ principals: [ALLOWED] })).toEqual([]);
  });

  it('that are forbidden do, and only those', () => {
    expect(onShare({ principals: [ALLOWED, OUTSIDER] })).toEqual([{ ...forbidden, share }]);
  });

  it('are told with each resource that they may not use', () => {
    const [body] = onShare({ principals: [OUTSIDER], resources: [NUMBER, POOL] });
    expect(body).toMatchObject({ resources: [NUMBER, POOL] });
  });

  it.each([
    ['is observed in a file that observes', {}, observing, { action: 'observe' }],
    ['is left to a person who shares a subnet with it', { resources: [NUMBER, SUBNET] }, undefined, refused],
  ] as const)('whose removal %s', (_, parts, file, remedy) => {
    expect(onShare({ principals: [OUTSIDER], ...parts }, file)).toMatchObject([{ remedy }]);
  });

  it('of which nobody can say are told, and nothing is done about them', () => {
    const file = someGuardrails({ guardrails: [{ id: 'inside', allow: [{ organization: true }] }] });
    const [body, ...more] = onShare({ principals: [OUTSIDER] }, file);
    expect(more).toEqual([]);
    expect(body).toMatchObject({
      kind: 'undecided-consumer',
      share,
      principal: OUTSIDER,
      resources: [NUMBER],
      verdicts: [{ decision: 'unknown', guardrail: 'inside' }],
    });
    expect(body).not.toHaveProperty('remedy');
  });

  it('that RAM is taking off already make no finding', () => {
    expect(onShare({ principals: [`${OUTSIDER}=DISASSOCIATING`] })).toEqual([]);
  });

  it('for which a service acts are named with it', () => {
    const file = someGuardrails({ guardrails: [{ id: 'sns', allow: [{ service: SNS }] }] });
    expect(onShare({ principals: [SNS], sources: [OWNER, OUTSIDER] }, file)).toMatchObject([
      { kind: 'forbidden-consumer', share, principal: OUTSIDER, through: SNS, remedy: { action: 'remove' } },
    ]);
  });
});

describe('consumers of a policy', () => {
  it('that are allowed make no finding', () => {
    expect(consumerIsAllowed.check(aPolicyCase())).toEqual([]);
  });

  it('that are forbidden are told once for a resource, with the statements that name them', () => {
    const grants = [
      aPolicyGrant({ consumer: OUTSIDER }),
      aPolicyGrant(),
      aPolicyGrant({ consumer: OUTSIDER, statement: 'statement 2' }),
    ];
    const policy = { resource: NUMBER, statements: ['Campaigns', 'statement 2'] };
    expect(consumerIsAllowed.check(aPolicyCase({ grants }))).toEqual([
      { ...forbidden, policy, verdicts: [aVerdict(), aVerdict()] },
    ]);
  });

  it('are left where they are in a file that observes', () => {
    const grants = [aPolicyGrant({ consumer: OUTSIDER })];
    expect(consumerIsAllowed.check(aPolicyCase({ grants, file: observing }))).toMatchObject([
      { kind: 'forbidden-consumer', remedy: { action: 'observe' } },
    ]);
  });

  it('of which nobody can say are told', () => {
    const file = someGuardrails({ guardrails: [{ id: 'x', allow: [{ ou: 'ou-ab12-33333333' }] }] });
    const grants = [aPolicyGrant({ consumer: CAMPAIGNS_OU })];
    expect(consumerIsAllowed.check(aPolicyCase({ grants, file }))).toMatchObject([
      { kind: 'undecided-consumer', policy: { resource: NUMBER, statements: ['Campaigns'] } },
    ]);
  });
});
