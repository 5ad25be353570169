import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantsOf } from '../../src/core/grant.ts';
import { associationState } from '../../src/core/share.ts';
import { ALLOWED, aShare, NUMBER, OUTSIDER, OWNER, POOL, SNS, SUBNET } from '../support/builders.ts';
import { runs } from '../support/runs.ts';

const edges = (share: Parameters<typeof aShare>[0]) =>
  grantsOf(aShare(share)).map(({ resource, consumer, state }) => [resource.arn, consumer.id, state]);

describe('the grants of a share', () => {
  it('are every principal with every SMS resource', () => {
    expect(edges({ principals: [ALLOWED, OUTSIDER], resources: [NUMBER, SUBNET, POOL] })).toEqual([
      [NUMBER, ALLOWED, 'active'],
      [POOL, ALLOWED, 'active'],
      [NUMBER, OUTSIDER, 'active'],
      [POOL, OUTSIDER, 'active'],
    ]);
  });

  it('name the share that they come by', () => {
    expect(grantsOf(aShare())[0]?.via).toStrictEqual({ kind: 'resource-share', shareArn: aShare().arn });
  });

  it.each([
    ['ASSOCIATED', 'ASSOCIATED', 'active'],
    ['ASSOCIATING', 'ASSOCIATED', 'pending'],
    ['ASSOCIATED', 'ASSOCIATING', 'pending'],
    ['DISASSOCIATING', 'ASSOCIATING', 'ending'],
    ['ASSOCIATED', 'DISASSOCIATING', 'ending'],
    ['ASSOCIATED', 'SUSPENDED', 'unsettled'],
    ['RESTORING', 'DISASSOCIATING', 'unsettled'],
  ])('of a principal %s and a resource %s are %s', (principal, resource, state) => {
    const share = { principals: [`${ALLOWED}=${principal}`], resources: [`${NUMBER}=${resource}`] };
    expect(edges(share)).toEqual([[NUMBER, ALLOWED, state]]);
  });

  it.each(['DISASSOCIATED', 'FAILED'])('leave out what is %s', (status) => {
    expect(edges({ principals: [`${ALLOWED}=${status}`] })).toEqual([]);
    expect(edges({ resources: [`${NUMBER}=${status}`] })).toEqual([]);
  });

  it('outlive the older association of the same principal', () => {
    expect(edges({ principals: [`${ALLOWED}=DISASSOCIATED`, ALLOWED] })).toEqual([
      [NUMBER, ALLOWED, 'active'],
    ]);
  });
});

describe('a service on a share', () => {
  const shared = (parts: Parameters<typeof aShare>[0]) =>
    grantsOf(aShare({ principals: [SNS], ...parts })).map(({ consumer, via, source, state }) => [
      consumer.id,
      via.through,
      source,
      state,
    ]);

  it.each<[string, readonly string[] | undefined, readonly unknown[]]>([
    ['acts for anybody without sources', [], [[SNS, undefined, 'open', 'active']]],
    [
      'acts for anybody when its source is gone',
      [`${OWNER}=DISASSOCIATED`],
      [[SNS, undefined, 'open', 'active']],
    ],
    ['is bound by the owner as its source', [OWNER], [[SNS, undefined, 'bound', 'active']]],
    [
      'is bound while the source is on its way',
      [`${OWNER}=ASSOCIATING`],
      [[SNS, undefined, 'bound', 'active']],
    ],
    ['is neither when its sources have not been read', undefined, [[SNS, undefined, undefined, 'active']]],
    [
      'lets in each foreign source, of which it tells the service and the slower state',
      [OWNER, OUTSIDER, `o-exampleorgid=ASSOCIATING`, `${ALLOWED}=FAILED`],
      [
        [SNS, undefined, 'bound', 'active'],
        [OUTSIDER, SNS, undefined, 'active'],
        ['o-exampleorgid', SNS, undefined, 'pending'],
      ],
    ],
  ])('%s', (_, sources, expected) => {
    expect(shared(sources ? { sources } : {})).toEqual(expected);
  });

  it('makes its sources no consumers of accounts beside it', () => {
    expect(shared({ principals: [ALLOWED, SNS], sources: [OUTSIDER], resources: [NUMBER, POOL] })).toEqual([
      [ALLOWED, undefined, undefined, 'active'],
      [ALLOWED, undefined, undefined, 'active'],
      [SNS, undefined, 'bound', 'active'],
      [SNS, undefined, 'bound', 'active'],
      [OUTSIDER, SNS, undefined, 'active'],
      [OUTSIDER, SNS, undefined, 'active'],
    ]);
  });

  it('that is gone takes its sources with it', () => {
    expect(shared({ principals: [`${SNS}=DISASSOCIATED`], sources: [OUTSIDER] })).toEqual([]);
  });
});

describe('a status that RAM may add one day', () => {
  it('is unsettled', () => {
    const known = ['ASSOCIATING', 'ASSOCIATED', 'DISASSOCIATING', 'DISASSOCIATED', 'FAILED'];
    const other = fc.string().filter((status) => !known.includes(status));
    fc.assert(
      fc.property(other, (status) => associationState(status) === 'unsettled'),
      runs(),
    );
    expect(associationState(undefined)).toBe('unsettled');
  });
});
