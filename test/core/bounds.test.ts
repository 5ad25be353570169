import { describe, expect, it } from 'vitest';
import { isWithin } from '../../src/core/bounds.ts';
import { consumerOf } from '../../src/core/consumer.ts';
import type { Bound } from '../../src/core/grant.ts';
import type { Answer, Place } from '../../src/core/organization.ts';
import { ALLOWED, CAMPAIGNS, CAMPAIGNS_OU, OUTSIDER, SANDBOX, SNS } from '../support/builders.ts';

const [OURS, THEIRS] = ['o-exampleorgid', 'o-someoneelse'];
const [ROOT, SPRING, OTHER] = ['r-ab12', 'ou-ab12-33333333', 'ou-ab12-22222222'];
const organizations = 'arn:aws:organizations::123456789012';
const ORGANIZATION = `${organizations}:organization/${OURS}`;
const SPRING_OU = `${organizations}:ou/${OURS}/${SPRING}`;
const FOREIGN_OU = `${organizations}:ou/${THEIRS}/${CAMPAIGNS}`;
const SILENT = '123412341234';
const places = new Map<string, Place>([
  [ALLOWED, { status: 'inside', path: [ROOT, CAMPAIGNS] }],
  [SANDBOX, { status: 'inside', path: [ROOT, OTHER] }],
  [OUTSIDER, { status: 'outside' }],
  [CAMPAIGNS, { status: 'inside', path: [ROOT, CAMPAIGNS] }],
  [SPRING, { status: 'inside', path: [ROOT, CAMPAIGNS, SPRING] }],
]);
const account = (id: string) => ({ account: id });
const ours = { organization: OURS };
const theirs = { organization: THEIRS };
const campaigns = { organization: OURS, ou: CAMPAIGNS };
const theirCampaigns = { organization: THEIRS, ou: CAMPAIGNS };

const within = (principal: string, ...bounds: readonly Bound[]): Answer =>
  isWithin(bounds, consumerOf(principal), places, OURS);

describe('a consumer', () => {
  it.each<[string, string, Bound, Answer]>([
    ['an account', ALLOWED, [account(ALLOWED)], 'yes'],
    ['an account', ALLOWED, [account(SANDBOX)], 'no'],
    ['an account of ours', ALLOWED, [ours], 'yes'],
    ['an outsider', OUTSIDER, [ours], 'no'],
    ['an account in silence', SILENT, [ours], 'unknown'],
    ['an account of ours', ALLOWED, [theirs], 'no'],
    ['an account of ours', ALLOWED, [theirCampaigns], 'no'],
    ['an outsider', OUTSIDER, [theirs], 'unknown'],
    ['an account in silence', SILENT, [theirs], 'unknown'],
    ['an account in the OU', ALLOWED, [campaigns], 'yes'],
    ['an account of another OU', SANDBOX, [campaigns], 'no'],
    ['an account in silence', SILENT, [campaigns], 'unknown'],
    ['an OU', CAMPAIGNS_OU, [account(ALLOWED)], 'unknown'],
    ['an OU of ours', CAMPAIGNS_OU, [ours], 'yes'],
    ['an OU of ours', CAMPAIGNS_OU, [theirs], 'no'],
    ['an OU of theirs', FOREIGN_OU, [ours], 'no'],
    ['an OU of theirs', FOREIGN_OU, [theirs], 'yes'],
    ['the OU itself', CAMPAIGNS_OU, [campaigns], 'yes'],
    ['an OU inside the OU', SPRING_OU, [campaigns], 'yes'],
    ['an OU around the OU', CAMPAIGNS_OU, [{ organization: OURS, ou: SPRING }], 'no'],
    ['an OU of the same id, which is theirs', FOREIGN_OU, [campaigns], 'no'],
    ['an OU of theirs', FOREIGN_OU, [{ organization: THEIRS, ou: SPRING }], 'no'],
    ['the organization', ORGANIZATION, [account(ALLOWED)], 'unknown'],
    ['the organization', ORGANIZATION, [ours], 'yes'],
    ['the organization', ORGANIZATION, [theirs], 'no'],
    ['the organization', ORGANIZATION, [campaigns], 'unknown'],
    ['a service', SNS, [account(ALLOWED)], 'unknown'],
    ['a service', SNS, [ours], 'unknown'],
    ['a service', SNS, [theirs], 'unknown'],
    ['everyone', '*', [ours], 'unknown'],
    ['what nobody has a word for', 'AROAEXAMPLEID', [campaigns], 'unknown'],
  ])('%s (%s) within %j: %s', (_, principal, bound, expected) => {
    expect(within(principal, bound)).toBe(expected);
  });

  it('is within one bound when any of its entries holds it', () => {
    expect(within(ALLOWED, [account(SANDBOX), ours])).toBe('yes');
    expect(within(SILENT, [ours, account(SILENT)])).toBe('yes');
    expect(within(SILENT, [account(SANDBOX), ours])).toBe('unknown');
    expect(within(OUTSIDER, [account(SANDBOX), ours])).toBe('no');
    expect(within(OUTSIDER, [])).toBe('no');
  });

  it('is within several when each holds it', () => {
    expect(within(ALLOWED)).toBe('yes');
    expect(within(ALLOWED, [ours], [campaigns])).toBe('yes');
    expect(within(ALLOWED, [ours], [account(SANDBOX)])).toBe('no');
    expect(within(SILENT, [account(SILENT)], [ours])).toBe('unknown');
    expect(within(SILENT, [ours], [account(SANDBOX)])).toBe('no');
  });
});
