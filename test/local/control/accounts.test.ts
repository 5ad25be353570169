import { describe, expect, it } from 'vitest';
import { accountRoutes } from '../../../local/control/accounts.ts';
import {
  EXAMPLE_ACCOUNTS,
  EXAMPLE_ORGANIZATION,
  EXAMPLE_UNITS,
  organizationsService,
} from '../../../local/organizations/index.ts';
import { seededRandom } from '../../../local/random.ts';
import { DEFAULT_SWITCHES } from '../../../local/switches.ts';
import { virtualClock } from '../../../local/virtual-clock.ts';
import type { Peers, World } from '../../../local/world.ts';
import { asking } from './api.ts';

function given(tree: typeof EXAMPLE_ORGANIZATION | undefined = EXAMPLE_ORGANIZATION) {
  const world: World = {
    ...seededRandom(1),
    clock: virtualClock({ mode: 'manual', startMs: 0 }),
    switches: { ...DEFAULT_SWITCHES },
    emit: () => {},
    inFlight: () => () => {},
    peers: {} as Peers, // an organization asks no peer where accounts are
  };
  const { truth } = organizationsService(world, tree);
  return { truth, ask: asking(accountRoutes(() => truth)) };
}

const { outside, sandbox, management } = EXAMPLE_ACCOUNTS;

describe('the accounts of the organization', () => {
  it('join at an OU path, which is made where it is missing', async () => {
    const { ask, truth } = given();
    const { status, body } = await ask('POST /_local/accounts', {
      account: outside,
      ouPath: 'Campaigns/Spring',
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      account: outside,
      path: ['r-ab12', EXAMPLE_UNITS.campaigns, expect.stringMatching(/^ou-ab12-/)],
      state: 'ACTIVE',
    });
    expect(truth.pathOf(outside)).toHaveLength(3);
  });

  it('move', async () => {
    const { ask } = given();
    expect(await ask('POST /_local/accounts', { account: sandbox, ouPath: 'Campaigns' })).toMatchObject({
      body: { path: ['r-ab12', EXAMPLE_UNITS.campaigns] },
    });
  });

  it.each([[{ account: sandbox }], [{ account: sandbox, ouPath: '' }]])(
    'go directly under the root with %j',
    async (body) => {
      const { ask } = given();
      expect(await ask('POST /_local/accounts', body)).toMatchObject({ body: { path: ['r-ab12'] } });
    },
  );

  it('are put into a state, and stay where they are', async () => {
    const { ask, truth } = given();
    const path = ['r-ab12', EXAMPLE_UNITS.sandbox];
    const answer = await ask('POST /_local/accounts', { account: sandbox, state: 'SUSPENDED' });
    expect(answer).toEqual({ status: 200, body: { account: sandbox, path, state: 'SUSPENDED' } });
    expect(truth.pathOf(sandbox)).toEqual(path);
  });

  it('join in a state', async () => {
    const { ask } = given();
    const body = { account: outside, ouPath: 'Campaigns', state: 'CLOSED' };
    expect(await ask('POST /_local/accounts', body)).toMatchObject({
      body: { path: ['r-ab12', EXAMPLE_UNITS.campaigns], state: 'CLOSED' },
    });
  });

  it.each([[{ ouPath: null }], [{ leave: true }]])('leave with %j', async (how) => {
    const { ask, truth } = given();
    const answer = await ask('POST /_local/accounts', { account: sandbox, ...how });
    expect(answer).toEqual({ status: 200, body: { account: sandbox, path: null, state: null } });
    expect(truth.accounts()).not.toContain(sandbox);
  });

  it.each([
    ['no account', {}, /account: .*expected string/],
    ['an id of eleven digits', { account: '11112222333' }, /twelve digits/],
    [
      'a mistyped key',
      { account: sandbox, path: 'Campaigns' },
      /unknown "path"; allowed: account, ouPath, leave, state/,
    ],
    ['an unknown state', { account: sandbox, state: 'ASLEEP' }, /state/],
    ['a state of who leaves', { account: sandbox, leave: true, state: 'CLOSED' }, /contradict/],
    ['a state of who is outside', { account: outside, state: 'CLOSED' }, /not in the organization/],
    ['a contradiction', { account: sandbox, ouPath: 'Campaigns', leave: true }, /contradict/],
    ['a path too deep', { account: sandbox, ouPath: 'a/b/c/d/e/f' }, /too deep/],
    ['the management account that is to leave', { account: management, ouPath: null }, /can't leave/],
  ])('are left where they are by %s', async (_, body, message) => {
    const { ask, truth } = given();
    expect(await ask('POST /_local/accounts', body)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(message) },
    });
    expect(truth.pathOf(sandbox)).toEqual(['r-ab12', EXAMPLE_UNITS.sandbox]);
  });
});

describe('a cloud without organization', () => {
  it('has no place for accounts', async () => {
    const { truth } = organizationsService({} as World, undefined); // nothing of the world is looked at
    const ask = asking(accountRoutes(() => truth));
    expect(await ask('POST /_local/accounts', { account: sandbox })).toMatchObject({
      status: 409,
      body: { error: 'this cloud has no organization' },
    });
  });
});
