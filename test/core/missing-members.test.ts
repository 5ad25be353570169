import { describe, expect, it } from 'vitest';
import { missingMembers } from '../../src/core/missing-members.ts';
import {
  ALLOWED,
  aShare,
  NUMBER,
  OPT_OUT_LIST,
  OUTSIDER,
  POOL,
  SENDER_ID,
  type ShareParts,
  SUBNET,
  smsArn,
} from '../support/builders.ts';

const gapOf = (...members: readonly string[]) => ({ missing: [{ consumer: ALLOWED, members }] });
const missing = (gap: ReturnType<typeof gapOf>, ...shares: readonly ShareParts[]) =>
  missingMembers(POOL, gap, shares.map(aShare)).map(({ share, member, grants }) => [
    share.name,
    member.arn,
    grants.map(({ resource, consumer }) => [resource.arn, consumer.id]),
  ]);
const POOLS = { resources: [POOL] };

describe('a share that gives a pool without its members', () => {
  it('lacks each of them, and would grant them to all of its consumers', () => {
    const share = { resources: [POOL, SUBNET], principals: [ALLOWED, `${OUTSIDER}=ASSOCIATING`] };
    const grants = (member: string) => [
      [member, ALLOWED],
      [member, OUTSIDER],
    ];
    expect(missing(gapOf(NUMBER, SENDER_ID), share)).toEqual([
      ['campaign', NUMBER, grants(NUMBER)],
      ['campaign', SENDER_ID, grants(SENDER_ID)],
    ]);
  });

  it('lacks a member once that several consumers lack', () => {
    const gap = {
      missing: [
        { consumer: ALLOWED, members: [NUMBER] },
        { consumer: OUTSIDER, members: [NUMBER] },
      ],
    };
    expect(missing(gap, POOLS)).toEqual([['campaign', NUMBER, [[NUMBER, ALLOWED]]]]);
  });

  it('is left to people for opt-out lists, pools and what can not be shared', () => {
    const gap = gapOf(OPT_OUT_LIST, smsArn('pool/pool-1'), smsArn('rcs-agent/rcs-1'), NUMBER);
    expect(missing(gap, POOLS).map(([, member]) => member)).toEqual([NUMBER]);
  });

  it.each([
    ['holds the member', { resources: [POOL, NUMBER] }],
    ['is getting the member', { resources: [POOL, `${NUMBER}=ASSOCIATING`] }],
    ['loses the member, for somebody takes it off', { resources: [POOL, `${NUMBER}=DISASSOCIATING`] }],
    ['does not hold the pool', { resources: [SENDER_ID] }],
    ['loses the pool', { resources: [`${POOL}=DISASSOCIATING`] }],
    ['gives it to nobody', { resources: [POOL], principals: [] }],
    ['gives it to somebody who is being taken off', { ...POOLS, principals: [`${ALLOWED}=DISASSOCIATING`] }],
    ['was made from a policy', { ...POOLS, featureSet: 'CREATED_FROM_POLICY' }],
  ])('but %s lacks nothing', (_, parts) => {
    expect(missing(gapOf(NUMBER), parts)).toEqual([]);
  });

  it.each(['DISASSOCIATED', 'FAILED'])('lacks a member that is %s', (status) => {
    expect(missing(gapOf(NUMBER), { resources: [POOL, `${NUMBER}=${status}`] })).toHaveLength(1);
  });

  it('is one of several, each for itself', () => {
    const other = { ...POOLS, name: 'winter', principals: [OUTSIDER] };
    expect(missing(gapOf(NUMBER), POOLS, { resources: [NUMBER] }, other)).toEqual([
      ['campaign', NUMBER, [[NUMBER, ALLOWED]]],
      ['winter', NUMBER, [[NUMBER, OUTSIDER]]],
    ]);
  });
});
