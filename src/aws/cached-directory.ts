import type { Place } from '../core/organization.ts';
import type { Clock, Directory } from '../ports.ts';
import { concurrently } from './concurrently.ts';
import type { DirectoryRecords } from './dynamo-directory.ts';
import {
  accountsInside,
  type Known,
  latest,
  leftSince,
  type Read,
  readAfter,
  remembering,
} from './known-directory.ts';
import {
  canAct,
  type Inside,
  isAccount,
  type Organizations,
  placeFrom,
  type Unknown,
  type Whereabouts,
} from './whereabouts.ts';

/** How old an answer may be that is given again. */
export const MAX_AGE_MS = 15 * 60 * 1000;

/** So many accounts are asked for one by one: 2.5 seconds of calls. A listing of 2,000 accounts takes 12 (facts 7.1). */
export const MOST_SINGLE_CALLS = 50;

/** Writes at a time. */
const WRITES = 16;

/**
 * The organization from the record where that is young enough, else from Organizations, which is asked as little as can
 * be. When Organizations refuses or fails there is no answer: what is on record but too old is not one.
 */
export function cachedDirectory(
  organizations: Organizations,
  records: DirectoryRecords,
  clock: Clock,
): Directory {
  /** Asks about each of them, and puts the answers on record. */
  const ask = async (ids: readonly string[], known: Known) => {
    const read = readAfter(known, clock.now());
    const answers = await organizations.whereabouts(ids);
    const remembered = await concurrently(WRITES, answers, async ([id, answer]): Promise<Answered> => {
      if (answer.status === 'unknown') return [id, answer];
      const whereabouts = remembering(known, id, answer);
      await records.keep(id, { ...read, whereabouts });
      return [id, whereabouts];
    });
    return new Map(remembered);
  };

  /** What is known with all accounts as Organizations lists them now, which is put on record. */
  const list = async (known: Known): Promise<Known | Unknown> => {
    const read = readAfter(known, clock.now());
    const accounts = await organizations.accounts();
    if (isUnknown(accounts)) return accounts;
    const listing = { ...read, accounts, left: leftSince(known, accounts) };
    await records.keepListing(listing);
    return { ...known, listing };
  };

  /** As {@link ask}, by a listing where that takes less. */
  const learn = async (ids: readonly string[], known: Known) => {
    const accounts = ids.filter(isAccount);
    if (accounts.length <= MOST_SINGLE_CALLS) return ask(ids, known);
    const others = ids.filter((id) => !isAccount(id));
    const listed = await list(known);
    const answers = accounts.flatMap((id): readonly Answered[] => {
      const answer = isUnknown(listed) ? listed : latest(listed, id)?.whereabouts;
      return answer ? [[id, answer]] : [];
    });
    return new Map([...answers, ...(others.length > 0 ? await ask(others, known) : [])]);
  };

  return {
    async places(ids, { fresh = false } = {}) {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return new Map();
      const known = await records.read(wanted);
      const recent = fresh ? new Map<string, Whereabouts>() : recentOf(known, wanted, clock.now());
      const missing = wanted.filter((id) => !recent.has(id));
      const learned = missing.length > 0 ? await learn(missing, known) : [];
      return new Map([...recent, ...learned].map(([id, answer]) => [id, placeFrom(answer)]));
    },

    async memberships(ousAndOrganizations, { fresh = false } = {}) {
      if (ousAndOrganizations.length === 0) return new Map();
      const known = await records.read('all');
      const isKnown = !fresh && isRecent(known.listing, clock.now());
      const listed = isKnown ? known : await list(known);
      if (isUnknown(listed)) return new Map(ousAndOrganizations.map((id) => [id, undefined]));
      const members = accountsInside(listed).filter(([, inside]) => canAct(inside));
      return new Map(ousAndOrganizations.map((id) => [id, new Map(placesIn(id, members))]));
    },
  };
}

type Answered = readonly [id: string, Whereabouts | Unknown];

const isUnknown = (answer: object): answer is Unknown => 'status' in answer;

function recentOf(known: Known, ids: readonly string[], now: string): ReadonlyMap<string, Whereabouts> {
  return new Map(
    ids.flatMap((id) => {
      const entry = latest(known, id);
      return entry && isRecent(entry, now) ? [[id, entry.whereabouts] as const] : [];
    }),
  );
}

/** A read from the future is one by a clock that is fast: it is believed no longer than another one. */
const isRecent = (read: Read | undefined, now: string): boolean =>
  read !== undefined && Math.abs(Date.parse(now) - Date.parse(read.readAt)) < MAX_AGE_MS;

function placesIn(
  ouOrOrganization: string,
  members: readonly (readonly [id: string, Inside])[],
): readonly (readonly [id: string, Place])[] {
  return members
    .filter(
      ([, { organization, path }]) => organization === ouOrOrganization || path.includes(ouOrOrganization),
    )
    .map(([id, inside]) => [id, placeFrom(inside)]);
}
