import { describe, expect, it } from 'vitest';
import { type Consumer, consumerOf, EVERYONE } from '../../src/core/consumer.ts';
import type { Grant } from '../../src/core/grant.ts';
import type { Places } from '../../src/core/organization.ts';
import { isHeld } from '../../src/flows/survey/held.ts';
import { ALLOWED, aGrant, OUTSIDER } from '../support/builders.ts';

const OWN = 'o-exampleorgid';
const OU = 'ou-ab12-11111111';
const ou = (id: string, organization = OWN): Consumer => ({ kind: 'ou', principal: id, id, organization });
const organization = (id = OWN): Consumer => ({ kind: 'organization', principal: id, id });
const account = consumerOf(ALLOWED);
const service = consumerOf('sns.amazonaws.com');
const places: Places = new Map([
  [ALLOWED, { status: 'inside', path: ['r-ab12', OU] }],
  [OUTSIDER, { status: 'outside' }],
  ['ou-ab12-33333333', { status: 'inside', path: ['r-ab12', OU, 'ou-ab12-33333333'] }],
]);
const held = (group: Consumer, consumer: Consumer, narrowed: Partial<Grant> = {}, known = places) =>
  isHeld({ ...aGrant(), consumer: group, ...narrowed }, consumer, known, OWN);

describe('a grant to a group', () => {
  it.each([
    ['an account in its OU', ou(OU), account, 'yes'],
    ['an account in another OU', ou('ou-ab12-22222222'), account, 'no'],
    ['an account outside', ou(OU), consumerOf(OUTSIDER), 'no'],
    ['an OU in it', ou(OU), ou('ou-ab12-33333333'), 'yes'],
    ['an account of the organization', organization(), account, 'yes'],
    ['an OU of the organization', organization(), ou('ou-ab12-44444444'), 'yes'],
    ['an account that is ours, by another organization', organization('o-another0rg'), account, 'no'],
    ['a service', organization(), service, 'no'],
    ['everyone', ou(OU), EVERYONE, 'no'],
    ['any account, as everyone', EVERYONE, account, 'yes'],
    ['any service, as everyone', EVERYONE, service, 'yes'],
    ['nobody, where it names an account', consumerOf(OUTSIDER), account, 'no'],
  ] as const)('holds %s or not', (_, group, consumer, answer) => {
    expect(held(group, consumer)).toBe(answer);
  });

  it('holds nobody for certain whose place is not known', () => {
    expect(held(ou(OU), account, {}, new Map())).toBe('unknown');
  });

  it('holds only those whom its conditions leave in', () => {
    expect(held(EVERYONE, account, { bounds: [[{ account: ALLOWED }]] })).toBe('yes');
    expect(held(EVERYONE, account, { bounds: [[{ account: OUTSIDER }]] })).toBe('no');
  });

  it('holds nobody for certain where a condition is in doubt', () => {
    expect(held(EVERYONE, account, { doubt: 'aws:SourceIp' })).toBe('unknown');
    expect(held(ou('ou-ab12-22222222'), account, { doubt: 'aws:SourceIp' })).toBe('no');
  });
});
