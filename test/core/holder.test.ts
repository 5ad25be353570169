import { describe, expect, it } from 'vitest';
import { consumerOf } from '../../src/core/consumer.ts';
import type { ConsumerSelector } from '../../src/core/guardrail.ts';
import { type Held, holderOf, selectorText } from '../../src/core/holder.ts';
import type { Place } from '../../src/core/organization.ts';
import { ALLOWED, CAMPAIGNS, CAMPAIGNS_OU, OUTSIDER, SANDBOX, SNS } from '../support/builders.ts';

const OURS = 'o-exampleorgid';
const [ROOT, SPRING, OTHER] = ['r-ab12', 'ou-ab12-33333333', 'ou-ab12-22222222'];
const organizations = 'arn:aws:organizations::123456789012';
const SPRING_OU = `${organizations}:ou/${OURS}/${SPRING}`;
const FOREIGN_OU = `${organizations}:ou/o-someoneelse/${CAMPAIGNS}`;
const ORGANIZATION = `${organizations}:organization/${OURS}`;
const FOREIGN = `${organizations}:organization/o-someoneelse`;
const SILENT = '123412341234';

const places = new Map<string, Place>([
  [ALLOWED, { status: 'inside', path: [ROOT, CAMPAIGNS, SPRING] }],
  [OUTSIDER, { status: 'outside' }],
  [SANDBOX, { status: 'unknown', reason: 'AccessDenied' }],
  [SPRING, { status: 'inside', path: [ROOT, CAMPAIGNS, SPRING] }],
]);

const account = (id: string) => ({ account: id });
const ou = (id: string) => ({ ou: id });
const service = { service: SNS };
const whole = { organization: true } as const;
const yes = (selector: ConsumerSelector): Held => ({ answer: 'yes', selector });
const unknown = (selector: ConsumerSelector): Held => ({ answer: 'unknown', selector });
const no: Held = { answer: 'no' };

describe('a list of selectors', () => {
  it.each<[string, string, readonly ConsumerSelector[], Held]>([
    ['holds the account that it names', SANDBOX, [account(ALLOWED), account(SANDBOX)], yes(account(SANDBOX))],
    ['holds no other account', SANDBOX, [account(ALLOWED)], no],
    [
      'holds an account by its id before its place',
      ALLOWED,
      [whole, account(ALLOWED)],
      yes(account(ALLOWED)),
    ],
    ['holds an account in an OU', ALLOWED, [ou(SPRING)], yes(ou(SPRING))],
    ['names the outermost of two OUs', ALLOWED, [ou(SPRING), ou(CAMPAIGNS)], yes(ou(CAMPAIGNS))],
    ['holds no account of another OU', ALLOWED, [ou(OTHER)], no],
    ['names the organization before an OU', ALLOWED, [ou(SPRING), whole], yes(whole)],
    ['holds nobody outside by place', OUTSIDER, [whole, ou(CAMPAIGNS)], no],
    [
      'can not say of an account that nobody knows',
      SILENT,
      [service, ou(CAMPAIGNS), whole],
      unknown(ou(CAMPAIGNS)),
    ],
    ['can not say of an account in silence', SANDBOX, [account(ALLOWED), whole], unknown(whole)],
    ['needs no place where it names none', SILENT, [account(ALLOWED), service], no],
    ['holds the very OU', CAMPAIGNS_OU, [whole, ou(CAMPAIGNS)], yes(ou(CAMPAIGNS))],
    ['holds an OU inside the OU', SPRING_OU, [ou(CAMPAIGNS)], yes(ou(CAMPAIGNS))],
    ['holds an OU of the organization, also in silence', CAMPAIGNS_OU, [ou(OTHER), whole], yes(whole)],
    ['can not say where an OU is, in silence', CAMPAIGNS_OU, [ou(OTHER)], unknown(ou(OTHER))],
    ['holds no OU in an account', CAMPAIGNS_OU, [account(ALLOWED)], no],
    ['holds no OU of somebody else’s by its id', FOREIGN_OU, [ou(CAMPAIGNS), whole], no],
    ['holds the organization as a whole', ORGANIZATION, [ou(CAMPAIGNS), whole], yes(whole)],
    ['holds no organization in an OU', ORGANIZATION, [ou(CAMPAIGNS)], no],
    ['holds no other organization', FOREIGN, [whole], no],
    ['holds the service that it names', SNS, [whole, service], yes(service)],
    ['holds no other service', 'ses.amazonaws.com', [whole, service], no],
    ['holds never everyone', '*', [whole, ou(CAMPAIGNS), service, account(ALLOWED)], no],
    ['can not say of what it has no word for', 'AROAEXAMPLEID', [service, whole], unknown(service)],
    ['without entries holds not even that', 'AROAEXAMPLEID', [], no],
    ['without entries holds nobody', ALLOWED, [], no],
  ])('%s', (_, principal, selectors, expected) => {
    expect(holderOf(selectors, OURS)(consumerOf(principal), places)).toEqual(expected);
  });
});

describe('a selector', () => {
  it.each<[ConsumerSelector, string]>([
    [account(ALLOWED), 'account 444455556666'],
    [ou(CAMPAIGNS), 'OU ou-ab12-11111111'],
    [service, 'service sns.amazonaws.com'],
    [whole, 'the organization'],
  ])('%j reads as %s', (selector, text) => {
    expect(selectorText(selector)).toBe(text);
  });
});
