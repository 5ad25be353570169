import { describe, expect, it } from 'vitest';
import type { Places } from '../../src/core/organization.ts';
import { questionsAbout, reachOfPool } from '../../src/core/reach.ts';
import {
  ALLOWED,
  aGrant,
  NOW,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  SANDBOX,
  someGuardrails,
} from '../support/builders.ts';

const CAMPAIGNS = 'ou-ab12-11111111';
const ou = `arn:aws:organizations::123456789012:ou/o-exampleorgid/${CAMPAIGNS}`;
const inside = (...accounts: readonly string[]): Places =>
  new Map(accounts.map((account) => [account, { status: 'inside', path: ['r-ab12', CAMPAIGNS] }]));
const anything = someGuardrails({ guardrails: [] });

function reached(
  grants: Parameters<typeof aGrant>[0][],
  {
    members,
    places = new Map(),
    guardrails = anything,
  }: { members?: Places; places?: Places; guardrails?: typeof anything } = {},
) {
  const memberships = new Map([[CAMPAIGNS, members]]);
  const reach = reachOfPool(
    { arn: POOL, owner: OWNER },
    grants.map(aGrant),
    memberships,
    places,
    guardrails,
    NOW,
  );
  return Object.fromEntries([...reach].map(([resource, consumers]) => [resource, [...consumers]]));
}

describe('a pool shared with an OU', () => {
  it('reaches each account in it, but not the owner itself', () => {
    expect(reached([{ resource: POOL, consumer: ou }], { members: inside(OWNER, ALLOWED, SANDBOX) })).toEqual(
      {
        [POOL]: [ALLOWED, SANDBOX],
      },
    );
  });

  it('does not wait for accounts that a guardrail forbids', () => {
    const guardrails = someGuardrails({ guardrails: [{ id: 'x', deny: [{ account: SANDBOX }] }] });
    const members = inside(ALLOWED, SANDBOX);
    expect(reached([{ resource: POOL, consumer: ou }], { members, guardrails })).toEqual({
      [POOL]: [ALLOWED],
    });
  });

  it('stands for itself where nobody can name its accounts', () => {
    expect(reached([{ resource: POOL, consumer: ou }])).toEqual({ [POOL]: [CAMPAIGNS] });
  });
});

describe('what is in a pool', () => {
  it('is reached by anybody it is shared with', () => {
    const grants = [{ consumer: ALLOWED }, { consumer: 'sns.amazonaws.com' }, { consumer: ou }];
    expect(reached(grants, { members: inside(OUTSIDER) })).toEqual({
      [NUMBER]: [ALLOWED, 'sns.amazonaws.com', OUTSIDER],
    });
  });
});

describe('questions', () => {
  it('name each group and account once', () => {
    const grants = [ou, ou, ALLOWED, ALLOWED, 'sns.amazonaws.com'].map((consumer) => aGrant({ consumer }));
    expect(questionsAbout(grants)).toEqual({ groups: [CAMPAIGNS], accounts: [ALLOWED] });
  });
});
