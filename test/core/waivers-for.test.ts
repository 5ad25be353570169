import { describe, expect, it } from 'vitest';
import { waiversFor } from '../../src/core/waivers-for.ts';
import {
  aRemoval,
  aVerdict,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  NOW,
  NUMBER,
  OUTSIDER,
  POOL,
  SHARE,
  SNS,
} from '../support/builders.ts';

const terms = { until: '2027-12-31', reason: 'campaign 42', approvedBy: 'Ann', grantedAt: NOW };

describe('the waivers of a removal that is undone', () => {
  it('are one for each resource, and name the removal', () => {
    const removal = aRemoval({ resources: [NUMBER, POOL] });
    expect(waiversFor(removal, terms)).toEqual([
      { resource: NUMBER, consumer: OUTSIDER, ...terms, removal: removal.id },
      { resource: POOL, consumer: OUTSIDER, ...terms, removal: removal.id },
    ]);
  });

  it.each([
    [OUTSIDER, OUTSIDER],
    [`arn:aws:iam::${OUTSIDER}:root`, OUTSIDER],
    [CAMPAIGNS_OU, CAMPAIGNS],
    [SNS, SNS],
    ['*', '*'],
    ['o-exampleorgid/r-ab12/ou-ab12-11111111/*', 'ou-ab12-11111111'],
    ['o-exampleorgid', 'o-exampleorgid'],
    [`arn:aws:sns:us-east-1:${OUTSIDER}:topic`, OUTSIDER],
    ['AROAEXAMPLEID', 'as judged'],
  ])('call %s %s', (principal, consumer) => {
    const removal = aRemoval({ principal, verdicts: [aVerdict({ consumer: 'as judged' })] });
    expect(waiversFor(removal, terms)).toMatchObject([{ consumer }]);
  });

  it('call a share what a member was put on', () => {
    const before = { resources: [], sources: [], permissions: [] };
    const removal = aRemoval({ act: { kind: 'share-member', member: NUMBER, before }, principal: '' });
    expect(waiversFor(removal, terms)).toMatchObject([{ resource: NUMBER, consumer: SHARE }]);
  });
});
