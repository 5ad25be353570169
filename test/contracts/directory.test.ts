import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DirectoryRecords, directoryRecords } from '../../src/aws/dynamo-directory.ts';
import { tableOf } from '../../src/aws/dynamo-table.ts';
import type { Entry, Listing } from '../../src/aws/known-directory.ts';
import type { Inside } from '../../src/aws/whereabouts.ts';
import { interleavings } from './interleaved.ts';
import { at } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const ACCOUNT = '111122223333';
const OU = 'ou-ab12-11111111';
const inside = (own: Partial<Inside> = {}): Inside => ({
  status: 'inside',
  organization: 'o-exampleorgid',
  path: ['r-ab12', OU],
  state: 'ACTIVE',
  ...own,
});
const entry = (second: number, whereabouts: Entry['whereabouts'] = inside()): Entry => ({
  readAt: at(second),
  turn: at(second),
  whereabouts,
});
const listing = (second: number, ids: readonly string[], own: Partial<Listing> = {}): Listing => ({
  readAt: at(second),
  turn: at(second),
  accounts: new Map(ids.map((id) => [id, inside()])),
  left: new Set(),
  ...own,
});
/** As irregular as ids of accounts are: they hardly compress. */
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => String(100000000000 + ((n * 716151937) % 899999999981)));

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the directory on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let tableName: string;
    let records: DirectoryRecords;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      tableName = await running.createTable();
      records = directoryRecords(tableOf(running.client, tableName));
    });

    it('comes of a table that gives many items at once, in the order that they are asked for', async () => {
      const table = tableOf(running.client, tableName);
      const key = (n: number) => ({ pk: `PK${n % 3}`, sk: `SK${n}` });
      for (let n = 0; n < 100; n += 1) await table.put({ ...key(n), kind: 'mark', n });
      const asked = Array.from({ length: 100 }, (_, n) => 120 - n);
      expect(await table.getEach(asked.map(key))).toEqual(
        asked.map((n) => (n < 100 ? { ...key(n), kind: 'mark', n } : undefined)),
      );
    });

    it('knows nothing', async () => {
      const nothing = { listing: undefined, entries: new Map() };
      expect(await records.read([ACCOUNT])).toEqual(nothing);
      expect(await records.read('all')).toEqual(nothing);
    });

    it.each([
      ['an account', ACCOUNT, inside({ state: 'SUSPENDED' })],
      ['an OU', OU, inside({ state: undefined })],
      ['an account at the root', ACCOUNT, inside({ path: ['r-ab12'] })],
      ['who is outside', ACCOUNT, { status: 'outside' } as const],
      ['who has left', ACCOUNT, { status: 'outside', hasLeft: true } as const],
    ])('shows %s, by itself and with everything', async (_what, id, whereabouts) => {
      const kept = { ...entry(1, whereabouts), turn: at(2) };
      await records.keep(id, kept);
      expect((await records.read([id])).entries).toEqual(new Map([[id, kept]]));
      expect((await records.read('all')).entries).toEqual(new Map([[id, kept]]));
    });

    it('shows a listing as it was, with whom it is asked about and with everything', async () => {
      const accounts = new Map([
        [ACCOUNT, inside()],
        ['444455556666', inside({ path: ['r-ab12'] })],
        ['555566667777', inside({ state: 'SUSPENDED' })],
        ['123456789012', inside({ state: undefined })],
        ['999988887777', inside()],
      ]);
      const kept = { ...listing(1, [], { accounts, left: new Set(['222233334444']) }), turn: at(2) };
      await records.keepListing(kept);
      expect((await records.read([])).listing).toEqual(kept);
      expect((await records.read([ACCOUNT])).listing).toEqual(kept);
      expect(await records.read('all')).toEqual({ listing: kept, entries: new Map() });
    });

    it.each([1, 10, 11, 40])('shows %i of many that are asked for', async (count) => {
      const ids = many(40);
      for (const id of ids) await records.keep(id, entry(1));
      const { entries } = await records.read(ids.slice(0, count));
      expect([...entries.keys()]).toEqual(expect.arrayContaining(ids.slice(0, count)));
    });

    it('keeps the later read of an account, and of the listing, by their turns', async () => {
      await records.keep(ACCOUNT, entry(2));
      await records.keep(ACCOUNT, entry(1, { status: 'outside' }));
      await records.keep(ACCOUNT, { ...entry(3, { status: 'outside' }), turn: at(1) });
      await records.keepListing(listing(2, [ACCOUNT]));
      await records.keepListing(listing(1, []));
      expect(await records.read([ACCOUNT])).toEqual({
        listing: listing(2, [ACCOUNT]),
        entries: new Map([[ACCOUNT, entry(2)]]),
      });
      await records.keep(ACCOUNT, { ...entry(1, { status: 'outside' }), turn: at(3) });
      await records.keepListing(listing(3, []));
      const { entries, listing: last } = await records.read('all');
      expect(entries.get(ACCOUNT)?.whereabouts).toEqual({ status: 'outside' });
      expect(last?.accounts.size).toBe(0);
    });

    it('keeps what is written last of two reads of one turn', async () => {
      await records.keep(ACCOUNT, entry(1));
      await records.keep(ACCOUNT, entry(1, { status: 'outside' }));
      expect((await records.read([ACCOUNT])).entries.get(ACCOUNT)).toEqual(entry(1, { status: 'outside' }));
    });

    it('keeps the latest of several that write at once', async () => {
      const seconds = fc.uniqueArray(fc.nat(9), { minLength: 2, maxLength: 4 });
      let histories = 0;
      await fc.assert(
        fc.asyncProperty(interleavings(), seconds, async (interleaving, reads) => {
          const id = String(300000000000 + ++histories);
          const scheduled = directoryRecords(tableOf(interleaving.through(running.client), tableName));
          await interleaving.run(reads.map((second) => scheduled.keep(id, entry(second))));
          const { entries } = await records.read([id]);
          expect(entries.get(id)?.turn).toBe(at(Math.max(...reads)));
        }),
        { numRuns: 30 },
      );
    });

    it('holds 50,000 accounts in 2,000 OUs, and whoever has left', async () => {
      const ids = many(50_000);
      const path = (n: number) => ['r-ab12', `ou-ab12-${String(n).padStart(8, '0')}`];
      const accounts = new Map(ids.map((id, n) => [id, inside({ path: path(n % 2000) })]));
      const kept = listing(1, [], { accounts, left: new Set(['111122223333', '444455556666']) });
      await records.keepListing(kept);
      expect((await records.read([])).listing).toEqual(kept);
    });

    it('lets DynamoDB drop what nobody has read for 400 days', async () => {
      await records.keep(ACCOUNT, entry(0));
      await records.keepListing(listing(0, [ACCOUNT]));
      const items = await tableOf(running.client, tableName).range('DIRECTORY', 'A', 'Z');
      const then = Date.parse(at(400 * 24 * 3600)) / 1000;
      expect(items.map(({ kind, expiresAt }) => [kind, expiresAt])).toEqual([
        ['listing', then],
        ['place', then],
      ]);
    });
  });
});
