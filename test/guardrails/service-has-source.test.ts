import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { serviceHasSource } from '../../src/guardrails/service-has-source.ts';
import {
  ALLOWED,
  aPolicyCase,
  aPolicyGrant,
  aShare,
  aShareCase,
  NUMBER,
  OWNER,
  POOL,
  SHARE,
  SNS,
  someGuardrails,
} from '../support/builders.ts';

const SES = 'ses.amazonaws.com';
const allowing = { guardrails: [{ id: 'services', allow: [{ service: SNS }, { service: SES }] }] } as const;
const fileThat = (
  serviceWithoutSource: 'forbid' | 'tell' | 'ignore',
  mode: 'enforce' | 'observe' = 'enforce',
) =>
  someGuardrails({ ...allowing, mode, policies: { ...GUARDRAIL_DEFAULTS.policies, serviceWithoutSource } });
const FORBID = fileThat('forbid');

const onShare = (parts: Parameters<typeof aShare>[0], file = FORBID) =>
  serviceHasSource.check(aShareCase({ share: aShare({ principals: [SNS], ...parts }), file }));
const unbound = {
  kind: 'unbound-service',
  share: { arn: SHARE, name: 'campaign' },
  principal: SNS,
  resources: [NUMBER],
  remedy: { action: 'bind' },
};

describe('a service on a share', () => {
  it.each([
    ['acts for its sources', { sources: [OWNER] }],
    ['has sources that have not been read', {}],
    ['is being taken off', { principals: [`${SNS}=DISASSOCIATING`], sources: [] }],
    ['is no service, but an account', { principals: [ALLOWED], sources: [] }],
  ])('that %s makes no finding', (_, parts) => {
    expect(onShare(parts)).toEqual([]);
  });

  it('that acts for anybody is told, and bound to the owner', () => {
    expect(onShare({ sources: [] })).toEqual([unbound]);
    expect(onShare({ sources: [`${OWNER}=DISASSOCIATED`] })).toEqual([unbound]);
  });

  it('that waits to be associated is told all the same', () => {
    expect(onShare({ principals: [`${SNS}=ASSOCIATING`], sources: [] })).toEqual([unbound]);
  });

  it.each([
    ['that undid its being bound', { removal: `unbound-service|${SHARE}|${SNS}|1` }, []],
    ['that undid another removal', { removal: `forbidden-consumer|${SHARE}|${SNS}|1` }, [unbound]],
    ['of the file', {}, [unbound]],
    ['that is over', { removal: `unbound-service|${SHARE}|${SNS}|1`, until: '2026-11-01' }, [unbound]],
    ['of another number', { removal: `unbound-service|${SHARE}|${SNS}|1`, resource: POOL }, [unbound]],
  ])('beside a waiver %s is left alone, or not', (_, parts, found) => {
    const terms = { until: '2026-11-02', reason: 'x', approvedBy: 'Ann' };
    const waivers = [{ resource: NUMBER, consumer: SNS, ...terms, ...parts }];
    expect(onShare({ sources: [] }, { ...FORBID, waivers })).toEqual(found);
  });

  it('is told once for all that it may use', () => {
    expect(onShare({ resources: [NUMBER, POOL], sources: [] })).toEqual([
      { ...unbound, resources: [NUMBER, POOL] },
    ]);
  });

  it('is told apart from another', () => {
    const found = onShare({ principals: [SNS, SES], sources: [] });
    expect(found).toEqual([unbound, { ...unbound, principal: SES }]);
  });

  it('is left to a person where the share was made from a policy', () => {
    const reason = 'the share was made from a resource policy, which RAM does not change';
    expect(onShare({ sources: [], featureSet: 'CREATED_FROM_POLICY' })).toEqual([
      { ...unbound, remedy: { action: 'refuse', reason } },
    ]);
  });

  it('that is forbidden is another rule’s', () => {
    const file = someGuardrails({ guardrails: [{ id: 'services', allow: [{ service: SES }] }] });
    expect(onShare({ principals: [SNS, SES], sources: [] }, file)).toEqual([{ ...unbound, principal: SES }]);
  });

  it.each([
    ['ignores it', fileThat('ignore'), []],
    ['tells it', fileThat('tell'), [{ ...unbound, remedy: { action: 'observe' } }]],
    ['observes', fileThat('forbid', 'observe'), [{ ...unbound, remedy: { action: 'observe' } }]],
  ])('in a file that %s', (_, file, expected) => {
    expect(onShare({ sources: [] }, file)).toEqual(expected);
  });
});

describe('a service in a policy', () => {
  const inPolicy = (...sources: readonly ('open' | 'unproven' | 'bound' | undefined)[]) =>
    serviceHasSource.check(
      aPolicyCase({
        grants: sources.map((source, at) =>
          aPolicyGrant({ consumer: SNS, source, statement: `statement ${at + 1}` }),
        ),
        file: FORBID,
      }),
    );
  const unproven = {
    action: 'refuse',
    reason: 'it has a condition on its source of which nobody can say what it lets through',
  };

  it.each([
    ['with a source is as it should be', ['bound'], []],
    ['of which a source is not asked is as it should be', [undefined], []],
    ['without one is bound', ['open'], [{ action: 'bind' }]],
    ['with a condition that nobody can read is left to a person', ['unproven'], [unproven]],
    ['is left to a person as soon as one statement is', ['open', 'unproven'], [unproven]],
  ] as const)('%s', (_, sources, remedies) => {
    expect(inPolicy(...sources)).toMatchObject(
      remedies.map((remedy) => ({ kind: 'unbound-service', remedy })),
    );
  });

  it('is named by its statements', () => {
    expect(inPolicy('open')).toEqual([
      { ...unbound, share: undefined, policy: { resource: NUMBER, statements: ['statement 1'] } },
    ]);
  });
});
