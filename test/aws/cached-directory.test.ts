import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { cachedDirectory, MAX_AGE_MS, MOST_SINGLE_CALLS } from '../../src/aws/cached-directory.ts';
import { directoryRecords } from '../../src/aws/dynamo-directory.ts';
import { documentClient, type Table, tableOf } from '../../src/aws/dynamo-table.ts';
import type { Inside, Organizations, Unknown, Whereabouts } from '../../src/aws/whereabouts.ts';
import { OWNER, REGION } from '../support/builders.ts';
import { makeTable } from '../support/service.ts';

const ORGANIZATION = 'o-exampleorgid';
const [ROOT, CAMPAIGNS, SANDBOX] = ['r-ab12', 'ou-ab12-11111111', 'ou-ab12-22222222'];
const [ALICE, BOB, CAROL] = ['444455556666', '555566667777', '999988887777'];
const START = Date.UTC(2026, 10, 2, 10);
const MINUTE = 60_000;

const isIn = (ou: string, state = 'ACTIVE'): Inside => ({
  status: 'inside',
  organization: ORGANIZATION,
  path: [ROOT, ou],
  state,
});
const at = (ou: string) => ({ status: 'inside', path: [ROOT, ou] });
const OUTSIDE = { status: 'outside' };
const LEFT = { status: 'outside', hasLeft: true };
const REFUSED: Unknown = { status: 'unknown', reason: 'AccessDeniedException: no' };

/** An organization that can be changed, refuse and fail, and remembers what it was asked. */
function anOrganization(members: Readonly<Record<string, Inside>>) {
  const accounts = new Map(Object.entries(members));
  const asked: (readonly string[] | 'all')[] = [];
  const state: { answers?: Unknown | Error; meanwhile?: () => Promise<unknown> } = {};
  const answer = async <Answer>(question: readonly string[] | 'all', known: () => Answer) => {
    asked.push(question);
    if (state.answers instanceof Error) throw state.answers;
    const answered = known();
    const meanwhile = state.meanwhile;
    delete state.meanwhile;
    await meanwhile?.();
    return answered;
  };
  const outside: Whereabouts = { status: 'outside' };
  const source: Organizations = {
    whereabouts: (ids) =>
      answer(ids, () => new Map(ids.map((id) => [id, refusal(state) ?? accounts.get(id) ?? outside]))),
    accounts: () =>
      answer('all', () => refusal(state) ?? new Map([...accounts].filter(([id]) => /^\d/.test(id)))),
  };
  return { accounts, asked, state, source };
}
const refusal = ({ answers }: { answers?: Unknown | Error }) =>
  answers instanceof Error ? undefined : answers;

let cloud: Cloud;
let table: Table;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual' });
  const client = new DynamoDBClient({
    requestHandler: cloud.requestHandler,
    region: REGION,
    endpoint: cloud.endpoint(),
    credentials: { accessKeyId: OWNER, secretAccessKey: 'local' },
  });
  await makeTable(client);
  table = tableOf(documentClient(client), 'sharewarden');
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  for (const { pk, sk } of await table.range('DIRECTORY', 'A', 'Z')) await table.delete({ pk, sk });
});

/** The directory before the organization, by clocks that run beside each other. */
function given(members: Readonly<Record<string, Inside>> = { [ALICE]: isIn(CAMPAIGNS) }) {
  const organization = anOrganization(members);
  let now = START;
  const directoryBy = (aheadMs: number) =>
    cachedDirectory(organization.source, directoryRecords(table), {
      now: () => new Date(now + aheadMs).toISOString(),
    });
  const directory = directoryBy(0);
  return {
    ...organization,
    directory,
    directoryBy,
    wait: (ms: number) => {
      now += ms;
    },
    placeOf: async (id: string, options?: { fresh: boolean }) =>
      (await directory.places([id], options)).get(id),
    membersOf: async (id: string) => {
      const members = (await directory.memberships([id])).get(id);
      return members && [...members.keys()];
    },
  };
}
const crowd = (count: number) => Array.from({ length: count }, (_, n) => String(200000000000 + n));

describe('a place', () => {
  it.each([
    ['ACTIVE', {}],
    ['PENDING_ACTIVATION', {}],
    ['SUSPENDED', { isInactive: true }],
    ['PENDING_CLOSURE', { isInactive: true }],
    ['CLOSED', { isInactive: true }],
  ])('of an account that is %s says so, read now and remembered', async (state, own) => {
    const { placeOf, asked } = given({ [ALICE]: isIn(CAMPAIGNS, state) });
    expect(await placeOf(ALICE)).toEqual({ ...at(CAMPAIGNS), ...own });
    expect(await placeOf(ALICE)).toEqual({ ...at(CAMPAIGNS), ...own });
    expect(asked).toEqual([[ALICE]]);
  });

  it('is remembered for a quarter of an hour, and no longer', async () => {
    const { placeOf, accounts, asked, wait } = given();
    await placeOf(ALICE);
    accounts.set(ALICE, isIn(SANDBOX));
    wait(MAX_AGE_MS - 1);
    expect(await placeOf(ALICE)).toEqual(at(CAMPAIGNS));
    wait(1);
    expect(await placeOf(ALICE)).toEqual(at(SANDBOX));
    expect(asked).toHaveLength(2);
    wait(MAX_AGE_MS - 1);
    await placeOf(ALICE);
    expect(asked).toHaveLength(2);
  });

  it('of an OU is remembered too, with a listing beside it', async () => {
    const { directory, placeOf, asked } = given({ [CAMPAIGNS]: isIn(CAMPAIGNS), [ALICE]: isIn(CAMPAIGNS) });
    await directory.memberships([ORGANIZATION]);
    expect(await placeOf(CAMPAIGNS)).toEqual(at(CAMPAIGNS));
    expect(await placeOf(CAMPAIGNS)).toEqual(at(CAMPAIGNS));
    expect(asked).toEqual(['all', [CAMPAIGNS]]);
  });

  it('that is to be fresh is read now, and remembered', async () => {
    const { placeOf, accounts, asked } = given();
    await placeOf(ALICE);
    accounts.set(ALICE, isIn(SANDBOX));
    expect(await placeOf(ALICE, { fresh: true })).toEqual(at(SANDBOX));
    expect(await placeOf(ALICE, { fresh: false })).toEqual(at(SANDBOX));
    expect(asked).toHaveLength(2);
  });

  it('is asked for only where it is not remembered, once each', async () => {
    const { directory, asked } = given({ [ALICE]: isIn(CAMPAIGNS), [BOB]: isIn(SANDBOX) });
    await directory.places([ALICE]);
    const places = await directory.places([BOB, ALICE, BOB]);
    expect(places).toEqual(
      new Map<string, object>([
        [ALICE, at(CAMPAIGNS)],
        [BOB, at(SANDBOX)],
      ]),
    );
    expect(asked).toEqual([[ALICE], [BOB]]);
  });

  it.each([
    [10, ['BatchGetItem']],
    [11, ['Query']],
  ])('of each of %i comes at %o', async (count, calls) => {
    const { directory } = given();
    await directory.places(crowd(count));
    const before = cloud.calls.entries().length;
    await directory.places(crowd(count));
    const made = cloud.calls.entries().slice(before);
    expect(made.map(({ operation }) => operation)).toEqual(calls);
  });

  it('of nobody is nowhere, at no call', async () => {
    const { directory, asked } = given();
    expect(await directory.places([], { fresh: true })).toEqual(new Map());
    expect(await directory.memberships([])).toEqual(new Map());
    expect(asked).toEqual([]);
  });
});

describe('an account that is outside', () => {
  it('was never inside as far as anybody knows', async () => {
    const { placeOf, directory } = given();
    expect(await placeOf(CAROL)).toEqual(OUTSIDE);
    expect(await placeOf(CAROL)).toEqual(OUTSIDE);
    await directory.memberships([ORGANIZATION]);
    expect(await placeOf(CAROL)).toEqual(OUTSIDE);
  });

  it('has left where it was inside before, however long ago, until it comes back', async () => {
    const { placeOf, accounts, wait } = given();
    await placeOf(ALICE);
    accounts.delete(ALICE);
    wait(300 * 24 * 60 * MINUTE);
    expect(await placeOf(ALICE)).toEqual(LEFT);
    expect(await placeOf(ALICE)).toEqual(LEFT);
    wait(MAX_AGE_MS);
    expect(await placeOf(ALICE)).toEqual(LEFT);
    accounts.set(ALICE, isIn(SANDBOX));
    expect(await placeOf(ALICE, { fresh: true })).toEqual(at(SANDBOX));
  });

  it('has left where a listing held it, whatever is asked next', async () => {
    const { placeOf, directory, accounts, wait } = given({ [ALICE]: isIn(SANDBOX), [BOB]: isIn(SANDBOX) });
    await directory.memberships([ORGANIZATION]);
    accounts.delete(ALICE);
    expect(await placeOf(ALICE, { fresh: true })).toEqual(LEFT);
    accounts.delete(BOB);
    for (let listings = 0; listings < 3; listings++) {
      wait(MAX_AGE_MS);
      await directory.memberships([ORGANIZATION]);
      expect(await placeOf(BOB)).toEqual(LEFT);
    }
    accounts.set(BOB, isIn(CAMPAIGNS));
    wait(MAX_AGE_MS);
    await directory.memberships([ORGANIZATION]);
    expect(await placeOf(BOB)).toEqual(at(CAMPAIGNS));
    const { listing } = await directoryRecords(table).read([]);
    expect(listing?.left).toEqual(new Set([ALICE]));
  });

  it('has left where only its own record says that it was inside, and a listing does not', async () => {
    const { placeOf, membersOf, accounts, wait } = given({ [ALICE]: isIn(SANDBOX), [BOB]: isIn(SANDBOX) });
    await placeOf(ALICE);
    accounts.delete(ALICE);
    wait(MINUTE);
    expect(await membersOf(ORGANIZATION)).toEqual([BOB]);
    expect(await placeOf(ALICE)).toEqual(LEFT);
  });
});

describe('more places than are asked for one by one', () => {
  const listed = crowd(MOST_SINGLE_CALLS + 1);
  const members = Object.fromEntries(listed.map((id) => [id, isIn(CAMPAIGNS)]));

  it('come from one listing, which the next questions are answered from', async () => {
    const { directory, placeOf, membersOf, asked } = given(members);
    const places = await directory.places([...listed, CAROL]);
    expect(places).toEqual(
      new Map<string, object>([...listed.map((id) => [id, at(CAMPAIGNS)] as const), [CAROL, OUTSIDE]]),
    );
    expect(await placeOf(ALICE)).toEqual(OUTSIDE);
    expect(await membersOf(CAMPAIGNS)).toEqual(listed);
    expect(asked).toEqual(['all']);
  });

  it('are read now where they are to be fresh', async () => {
    const { directory, accounts, asked } = given(members);
    await directory.places(listed);
    accounts.set(listed[0] ?? '', isIn(SANDBOX));
    accounts.delete(listed[1] ?? '');
    const places = await directory.places(listed, { fresh: true });
    expect([...places.values()].slice(0, 3)).toEqual([at(SANDBOX), LEFT, at(CAMPAIGNS)]);
    expect(asked).toEqual(['all', 'all']);
  });

  it('leave OUs to be asked for by themselves', async () => {
    const { directory, asked } = given({ ...members, [CAMPAIGNS]: isIn(CAMPAIGNS) });
    const places = await directory.places([CAMPAIGNS, SANDBOX, ...listed]);
    expect(places.get(CAMPAIGNS)).toEqual(at(CAMPAIGNS));
    expect(places.get(SANDBOX)).toEqual(OUTSIDE);
    expect(places.get(listed[0] ?? '')).toEqual(at(CAMPAIGNS));
    expect(asked).toEqual(['all', [CAMPAIGNS, SANDBOX]]);
  });

  it('are not counted among those that are remembered', async () => {
    const { directory, asked } = given(members);
    await directory.places(listed.slice(0, MOST_SINGLE_CALLS));
    await directory.places(listed);
    expect(asked).toEqual([listed.slice(0, MOST_SINGLE_CALLS), listed.slice(MOST_SINGLE_CALLS)]);
  });

  it('are unknown when Organizations refuses the listing', async () => {
    const { directory, state } = given(members);
    state.answers = REFUSED;
    const places = await directory.places(listed);
    expect(new Set(places.values())).toEqual(new Set([REFUSED]));
    expect(places.size).toBe(listed.length);
  });
});

describe('the accounts of a group', () => {
  const members = {
    [ALICE]: isIn(CAMPAIGNS),
    [CAROL]: isIn(CAMPAIGNS, 'SUSPENDED'),
    [BOB]: isIn(SANDBOX),
    '111122223333': isIn(CAMPAIGNS, 'PENDING_ACTIVATION'),
    '123456789012': isIn(CAMPAIGNS),
  };

  it('are those that can act, in the order of their ids, each with its place', async () => {
    const { directory } = given(members);
    const groups = await directory.memberships([CAMPAIGNS, ORGANIZATION, 'o-anotherone']);
    const campaigns = [
      ['123456789012', at(CAMPAIGNS)],
      [ALICE, at(CAMPAIGNS)],
    ];
    expect([...(groups.get(CAMPAIGNS) ?? [])]).toEqual(campaigns);
    expect([...(groups.get(ORGANIZATION) ?? [])]).toEqual([...campaigns, [BOB, at(SANDBOX)]]);
    expect(groups.get('o-anotherone')).toEqual(new Map());
  });

  it('are listed once in a quarter of an hour', async () => {
    const { membersOf, placeOf, accounts, asked, wait } = given(members);
    await membersOf(CAMPAIGNS);
    accounts.delete(ALICE);
    wait(MAX_AGE_MS - 1);
    expect(await membersOf(CAMPAIGNS)).toEqual(['123456789012', ALICE]);
    expect(await placeOf(BOB)).toEqual(at(SANDBOX));
    expect(await placeOf(CAROL)).toEqual({ ...at(CAMPAIGNS), isInactive: true });
    expect(asked).toEqual(['all']);
    wait(1);
    expect(await membersOf(CAMPAIGNS)).toEqual(['123456789012']);
  });

  it('follow what was read of single accounts since the listing, and OUs are none of them', async () => {
    const { directory, membersOf, accounts, asked } = given({
      ...members,
      [SANDBOX]: isIn(SANDBOX, undefined),
    });
    await membersOf(SANDBOX);
    accounts.set(ALICE, isIn(SANDBOX));
    accounts.set(BOB, isIn(SANDBOX, 'CLOSED'));
    accounts.set('222233334444', isIn(SANDBOX));
    accounts.delete('123456789012');
    await directory.places([ALICE, BOB, '222233334444', '123456789012', SANDBOX], { fresh: true });
    expect(await membersOf(SANDBOX)).toEqual(['222233334444', ALICE]);
    expect(await membersOf(CAMPAIGNS)).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('follow a listing rather than what was read of single accounts before it', async () => {
    const { placeOf, membersOf, accounts } = given(members);
    await placeOf(BOB);
    accounts.set(BOB, isIn(CAMPAIGNS));
    expect(await membersOf(SANDBOX)).toEqual([]);
    expect(await placeOf(BOB)).toEqual(at(CAMPAIGNS));
  });
});

describe('an organization that does not answer', () => {
  it.each([
    ['refuses', REFUSED],
    ['fails', new Error('ServiceException')],
  ])('and %s is not made up for by what is too old, nor by what was not asked fresh', async (_, answers) => {
    const { directory, state, wait } = given();
    await directory.memberships([CAMPAIGNS]);
    state.answers = answers;
    const fresh = directory.places([ALICE], { fresh: true });
    if (answers instanceof Error) await expect(fresh).rejects.toBe(answers);
    else expect(await fresh).toEqual(new Map([[ALICE, REFUSED]]));
    wait(MAX_AGE_MS);
    const late = [directory.places([ALICE]), directory.memberships([CAMPAIGNS])];
    if (answers instanceof Error) {
      for (const answer of await Promise.allSettled(late)) expect(answer).toMatchObject({ reason: answers });
    } else {
      expect(await Promise.all(late)).toEqual([
        new Map([[ALICE, REFUSED]]),
        new Map([[CAMPAIGNS, undefined]]),
      ]);
    }
  });

  it('leaves what is remembered as it was', async () => {
    const { directory, placeOf, state } = given();
    await placeOf(ALICE);
    state.answers = REFUSED;
    await directory.places([ALICE], { fresh: true });
    await directory.memberships([CAMPAIGNS]);
    expect(await placeOf(ALICE)).toEqual(at(CAMPAIGNS));
    delete state.answers;
    expect(await placeOf(BOB)).toEqual(OUTSIDE);
  });

  it('is asked again about whom it said nothing', async () => {
    const { placeOf, state, asked } = given();
    state.answers = REFUSED;
    expect(await placeOf(ALICE)).toEqual(REFUSED);
    delete state.answers;
    expect(await placeOf(ALICE)).toEqual(at(CAMPAIGNS));
    expect(asked).toHaveLength(2);
  });
});

describe('two processes', () => {
  it.each([0, 5, -5, 60, -60])('whose clocks are %i minutes apart: the later read stays', async (minutes) => {
    const { directory, directoryBy, accounts, wait } = given();
    const other = directoryBy(minutes * MINUTE);
    await other.places([ALICE], { fresh: true });
    accounts.set(ALICE, isIn(SANDBOX));
    wait(10);
    await directory.places([ALICE], { fresh: true });
    expect((await directory.places([ALICE])).get(ALICE)).toEqual(at(SANDBOX));
    const members = async () => [
      ...((await directory.memberships([SANDBOX])).get(SANDBOX) ?? new Map()).keys(),
    ];
    await other.memberships([SANDBOX]);
    accounts.set(ALICE, isIn(CAMPAIGNS));
    await directory.places([ALICE], { fresh: true });
    expect(await members()).toEqual([]);
    accounts.set(ALICE, isIn(SANDBOX));
    const everybody = crowd(MOST_SINGLE_CALLS + 1);
    await directory.places(everybody, { fresh: true });
    expect(await members()).toEqual([ALICE]);
  });

  it('do not believe a clock that is too fast', async () => {
    const { placeOf, directoryBy, accounts } = given();
    await directoryBy(MAX_AGE_MS).places([ALICE]);
    accounts.set(ALICE, isIn(SANDBOX));
    expect(await placeOf(ALICE)).toEqual(at(SANDBOX));
  });

  it('that read at once keep what was read last, whichever is written last', async () => {
    const { directory, placeOf, accounts, state, wait } = given();
    state.meanwhile = async () => {
      wait(10);
      accounts.set(ALICE, isIn(SANDBOX));
      await directory.places([ALICE], { fresh: true });
    };
    expect(await placeOf(ALICE)).toEqual(at(CAMPAIGNS));
    expect(await placeOf(ALICE)).toEqual(at(SANDBOX));
  });

  it('one of which reads an account while the other lists all keep what was read of the account', async () => {
    const { directory, membersOf, accounts, state, wait } = given();
    state.meanwhile = async () => {
      wait(10);
      accounts.set(ALICE, isIn(SANDBOX));
      await directory.places([ALICE], { fresh: true });
    };
    await directory.memberships([CAMPAIGNS]);
    expect(await membersOf(SANDBOX)).toEqual([ALICE]);
  });
});
