import { describe, expect, it } from 'vitest';
import type { Places } from '../../src/core/organization.ts';
import { questionsAbout, reachOfPool } from '../../src/core/reach.ts';
import {
  ALLOWED,
  aGrant,
  type GrantParts,
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
  grants: readonly GrantParts[],
  {
    members,
    places = new Map(),
    guardrails = anything,
  }: { members?: Places; places?: Places; guardrails?: typeof anything } = {},
) {
  const memberships = new Map([[CAMPAIGNS, members]]);
  const reach = reachOfPool(
    { arn: POOL, owner: OWNER },
    grants.map((each) => aGrant(each)),
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

describe('what nobody can count on', () => {
  it.each<[string, GrantParts]>([
    ['what a condition may keep from them', { doubt: 'aws:SourceVpc' }],
    ['what a condition keeps from some', { bounds: [[{ account: ALLOWED }]] }],
    ['what a service uses for them', { through: 'sns.amazonaws.com' }],
  ])('is %s', (_, parts) => {
    expect(reached([{ ...parts, resource: POOL }, parts])).toEqual({});
    expect(
      reached([
        { ...parts, resource: POOL },
        { resource: POOL, consumer: OUTSIDER },
      ]),
    ).toEqual({
      [POOL]: [OUTSIDER],
    });
  });

  it('is not a grant without a bound', () => {
    expect(reached([{ bounds: [] }])).toEqual({ [NUMBER]: [ALLOWED] });
  });
});

describe('everyone', () => {
  it('is reached by a policy that lets everyone in, unless the file forbids it', () => {
    const grants = [{ resource: POOL, consumer: '*' }, { consumer: '*' }];
    expect(reached(grants)).toEqual({ [POOL]: [], [NUMBER]: ['*'] });
    const policies = { ...anything.policies, everyone: 'ignore' } as const;
    expect(reached(grants, { guardrails: { ...anything, policies } })).toEqual({
      [POOL]: ['*'],
      [NUMBER]: ['*'],
    });
  });
});

describe('an organization that a member is shared with', () => {
  const organization = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';
  const foreign = `arn:aws:organizations::123456789012:ou/o-someoneelse/ou-cd34-11111111`;
  const unnamed = [
    { resource: POOL, consumer: ou },
    { resource: POOL, consumer: foreign },
  ];

  it('reaches the OUs in it whose accounts nobody can name, and no other', () => {
    expect(reached([...unnamed, { consumer: organization }])).toEqual({
      [POOL]: [CAMPAIGNS, 'ou-cd34-11111111'],
      [NUMBER]: ['o-exampleorgid', CAMPAIGNS],
    });
  });

  it('does not so for an OU, or for accounts', () => {
    const grants = [...unnamed, { consumer: ou }, { consumer: ALLOWED }];
    expect(reached(grants)[NUMBER]).toEqual([CAMPAIGNS, ALLOWED]);
  });

  it('of a pool is not taken apart: its OUs wait for nothing of their own', () => {
    const grants = [{ resource: POOL, consumer: organization }, { consumer: ou }];
    expect(reached(grants)).toEqual({ [POOL]: ['o-exampleorgid'], [NUMBER]: [CAMPAIGNS] });
  });
});

describe('a consumer of a pool', () => {
  const both = [{ resource: POOL, consumer: SANDBOX }, { consumer: SANDBOX }];

  it('that a guardrail forbids waits for nothing, and is reached by members all the same', () => {
    const guardrails = someGuardrails();
    expect(reached(both, { guardrails })).toEqual({ [POOL]: [], [NUMBER]: [SANDBOX] });
  });

  it('of which nobody can say may wait', () => {
    const guardrails = someGuardrails({ guardrails: [{ id: 'x', allow: [{ organization: true }] }] });
    expect(reached(both, { guardrails })[POOL]).toEqual([SANDBOX]);
    expect(reached(both, { guardrails, places: new Map([[SANDBOX, { status: 'outside' }]]) })[POOL]).toEqual(
      [],
    );
    expect(reached(both, { guardrails, members: inside(SANDBOX) })[POOL]).toEqual([SANDBOX]);
  });

  it('waits for nothing when what Organizations says of the members of a group forbids it', () => {
    const guardrails = someGuardrails({ guardrails: [{ id: 'x', deny: [{ ou: CAMPAIGNS }] }] });
    const members = new Map([...inside(ALLOWED), [SANDBOX, { status: 'inside', path: ['r-ab12'] } as const]]);
    expect(reached([{ resource: POOL, consumer: ou }], { guardrails, members })).toEqual({
      [POOL]: [SANDBOX],
    });
  });

  it('may be the owner only of what is in it', () => {
    expect(reached([{ resource: POOL, consumer: OWNER }, { consumer: OWNER }])).toEqual({
      [POOL]: [],
      [NUMBER]: [OWNER],
    });
  });
});

describe('questions', () => {
  it('name each group and account once', () => {
    const organization = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';
    const named = [ou, ou, organization, ALLOWED, ALLOWED, 'sns.amazonaws.com', '*'];
    expect(questionsAbout(named.map((consumer) => aGrant({ consumer })))).toEqual({
      groups: [CAMPAIGNS, 'o-exampleorgid'],
      accounts: [ALLOWED],
    });
  });
});
