import { beginningWith, type Key } from './dynamo-keys.ts';
import { type Condition, type Item, isAbsent, type Table } from './dynamo-table.ts';
import type { Entry, Known, Listing, Read } from './known-directory.ts';
import { type Packed, pack, unpack } from './packed.ts';
import type { Inside, Whereabouts } from './whereabouts.ts';

/** The directory on record, in one partition. Of two reads the later one stays, whichever is written last. */
export interface DirectoryRecords {
  /** What is on record of these ids at least, however old it is, and the last listing. */
  read(ids: readonly string[] | 'all'): Promise<Known>;
  keep(id: string, entry: Entry): Promise<void>;
  keepListing(listing: Listing): Promise<void>;
}

/**
 * One item for each account or OU that was asked for by itself, and one for the whole listing: all accounts of one read
 * in one write, so that no reader sees half of it and no two writers mix theirs. 2,000 accounts take 50 KB; 50,000 in
 * 2,000 OUs (the most OUs there can be, facts 7.1) take 380 KB of the 400 KB that an item may have.
 */
export function directoryRecords(table: Table): DirectoryRecords {
  return {
    async read(ids) {
      const items =
        ids === 'all' || ids.length > MOST_GETS
          ? await table.range(PK, ...EVERYTHING)
          : await table.getEach([LISTING, ...ids.map(sortKey)].map(keyOf));
      const found = items.filter((item) => item !== undefined);
      const listing = found.find(({ kind }) => kind === 'listing');
      const places = found.filter(({ kind }) => kind === 'place');
      return {
        listing: listing && listingFrom(listing),
        entries: new Map(places.map((item) => [String(item.id), entryFrom(item)])),
      };
    },

    async keep(id, { whereabouts, readAt, turn }) {
      const item = { ...keyOf(sortKey(id)), kind: 'place' as const, id, whereabouts, readAt, turn };
      await table.put({ ...item, expiresAt: expiryOf(readAt) }, isNotLater(turn));
    },

    async keepListing({ accounts, left, readAt, turn }) {
      const packed = pack({ groups: groupsOf(accounts), left: [...left] } satisfies Listed);
      const item = { ...keyOf(LISTING), kind: 'listing' as const, packed, readAt, turn };
      await table.put({ ...item, expiresAt: expiryOf(readAt) }, isNotLater(turn));
    },
  };
}

const PK = 'DIRECTORY';
const LISTING = 'LISTING';
const sortKey = (id: string): string => `PLACE#${id}`;
const keyOf = (sk: string): Key => ({ pk: PK, sk });
const EVERYTHING = [LISTING, beginningWith(sortKey(''))[1]] as const;

/** So many gets cost less than a read of everything. */
const MOST_GETS = 10;

const isNotLater = (turn: string): Condition => ({
  holds: `${isAbsent.holds} OR #turn <= :turn`,
  with: { turn },
});

/** Long enough to know of somebody who is outside that they were inside once. */
const KEPT_MS = 400 * 24 * 3600 * 1000;

/** The attribute by which DynamoDB drops old items: seconds since 1970. Nothing is decided by it. */
const expiryOf = (readAt: string): number => Math.floor((Date.parse(readAt) + KEPT_MS) / 1000);

/** A listing as it is stored: the accounts of one OU in one state share everything but their ids. */
interface Listed {
  readonly groups: readonly Group[];
  readonly left: readonly string[];
}
type Group = Pick<Inside, 'organization' | 'path' | 'state'> & { readonly ids: readonly string[] };

function groupsOf(accounts: Listing['accounts']): readonly Group[] {
  const groups = new Map<string, Group & { readonly ids: string[] }>();
  for (const [id, { organization, path, state }] of accounts) {
    const shared = JSON.stringify([organization, path, state]);
    const group = groups.get(shared) ?? { organization, path, state, ids: [] };
    group.ids.push(id);
    groups.set(shared, group);
  }
  return [...groups.values()];
}

function listingFrom(item: Item): Listing {
  const { groups, left } = unpack(item.packed as Packed) as Listed; // put by `keepListing`, as the next two casts
  const accounts = groups.flatMap(({ ids, ...inside }) =>
    ids.map((id) => [id, { status: 'inside', ...inside }] as const),
  );
  return { ...readFrom(item), accounts: new Map(accounts), left: new Set(left) };
}

const entryFrom = (item: Item): Entry => ({
  ...readFrom(item),
  whereabouts: item.whereabouts as Whereabouts, // put by `keep`
});

const readFrom = ({ readAt, turn }: Item): Read => ({ readAt: String(readAt), turn: String(turn) });
