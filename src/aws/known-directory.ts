import { type Inside, isAccount, type Whereabouts } from './whereabouts.ts';

/** What is on record of the organization, or the part of it that was asked for. */
export interface Known {
  readonly listing: Listing | undefined;
  /** What was asked one by one, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/**
 * When a read began. `readAt` tells its age. `turn` tells which of two reads is the later one: it is `readAt`, or behind
 * everything that was on record when the read began. So a clock that is slow, or was fast, makes no later read lose;
 * only of reads that run at the same time the clocks say which is later. Both ISO 8601.
 */
export interface Read {
  readonly readAt: string;
  readonly turn: string;
}
export interface Entry extends Read {
  readonly whereabouts: Whereabouts;
}
/** All accounts of the organization. `left`: the accounts that earlier listings held. */
export interface Listing extends Read {
  readonly accounts: ReadonlyMap<string, Inside>;
  readonly left: ReadonlySet<string>;
}

/** A read that begins now. */
export function readAfter({ listing, entries }: Known, now: string): Read {
  const turns = [...entries.values(), ...(listing ? [listing] : [])].map(({ turn }) => turn);
  const last = turns.reduce((latest, turn) => (turn > latest ? turn : latest), '');
  const turn = last < now ? now : new Date(Date.parse(last) + 1).toISOString();
  return { readAt: now, turn };
}

/** The latest word on an account or OU. An account that a listing does not hold is outside. */
export function latest(known: Known, id: string): Entry | undefined {
  const { listing } = known;
  const entry = known.entries.get(id);
  if (!listing || !isAccount(id) || (entry && entry.turn > listing.turn)) return entry;
  const { readAt, turn, accounts } = listing;
  return { readAt, turn, whereabouts: remembering(known, id, accounts.get(id) ?? { status: 'outside' }) };
}

/** The same answer, with what the record remembers of somebody who is outside now. */
export function remembering(known: Known, id: string, answer: Whereabouts): Whereabouts {
  return answer.status === 'outside' && wasInside(known, id) ? { status: 'outside', hasLeft: true } : answer;
}

/** Whom a new listing no longer holds. */
export function leftSince({ listing }: Known, accounts: ReadonlyMap<string, Inside>): ReadonlySet<string> {
  const before = [...(listing?.left ?? []), ...(listing?.accounts.keys() ?? [])];
  return new Set(before.filter((id) => !accounts.has(id)));
}

/** Every account inside by the latest word on it, in the order of ids. Makes sense with a listing. */
export function accountsInside(known: Known): readonly (readonly [id: string, Inside])[] {
  const ids = new Set([...(known.listing?.accounts.keys() ?? []), ...known.entries.keys()]);
  return [...ids]
    .filter(isAccount)
    .toSorted()
    .flatMap((id) => {
      const whereabouts = latest(known, id)?.whereabouts;
      return whereabouts?.status === 'inside' ? [[id, whereabouts] as const] : [];
    });
}

function wasInside({ listing, entries }: Known, id: string): boolean {
  const before = entries.get(id)?.whereabouts;
  const isOnRecord = before?.status === 'inside' || before?.hasLeft === true;
  return isOnRecord || listing?.accounts.has(id) === true || listing?.left.has(id) === true;
}
