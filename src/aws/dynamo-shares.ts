import type { Association, ShareOnRecord } from '../core/share.ts';
import type { Ledger } from '../ports.ts';
import { concurrently } from './concurrently.ts';
import { beginningWith, type Key, partitionOf } from './dynamo-keys.ts';
import { type Item, isAbsent, type Table } from './dynamo-table.ts';

/**
 * What shares were when last read: one item for the share, and one for each association, since 5,000 of them do not
 * fit in one item.
 *
 * Many items can't be replaced at once, so writers take turns. A turn begins with a conditional write of the share's
 * item, which the next writer's turn overtakes. An association carries the turn that wrote it, and counts from the
 * share's `since` on:
 * - a turn that follows a settled one writes only what differs;
 * - a turn that follows one which has not settled (it runs still, or died) writes everything anew and sets `since` to
 *   itself. What the overtaken writer goes on to write is of a lower turn and counts for nothing.
 */
export function shareRecords(table: Table): Pick<Ledger, 'recordShare' | 'share' | 'forgetShare'> {
  /** What shares on record were read from. */
  const readFrom = new WeakMap<ShareOnRecord, readonly Item[]>();
  return {
    async recordShare({ principals, resources, ...share }, actor, known) {
      const associations = [...resources.map(held), ...principals.map(reached)];
      const next: Next = (before) =>
        before && String(before.readAt) > share.readAt
          ? undefined
          : { ...share, actor: actor ?? before?.actor, isGone: false };
      await takeTurn(table, share.arn, associations, next, known && readFrom.get(known));
    },

    async share(shareArn) {
      const [share, ...stored] = await table.range(partitionOf(shareArn), ...beginningWith(SHARE));
      if (!share || share.isGone) return undefined;
      const associations = stored.filter(counts(share));
      const of = (start: string) => associations.filter(({ sk }) => sk.startsWith(start)).map(associationIn);
      const { readAt, actor, sources, arePoolsDue } = share as Item & ShareOnRecord; // as `recordShare` put them
      const record = { resources: of(HELD), principals: of(REACHED), sources, readAt, actor, arePoolsDue };
      readFrom.set(record, [share, ...stored]);
      return record;
    },

    async forgetShare(shareArn) {
      await takeTurn(table, shareArn, [], (before) =>
        before && !before.isGone ? { ...before, isGone: true } : undefined,
      );
    },
  };
}

const SHARE = 'SHARE';
const HELD = 'SHARE#HELD#';
const REACHED = 'SHARE#REACHED#';

/** How often a writer starts again when others begin their turns between its read and its own beginning. */
const MOST_STARTS = 30;
/** Writes at a time. */
const WRITES = 16;

type Stored = Association & { readonly sk: string };
const held = (association: Association): Stored => ({ ...association, sk: HELD + association.entity });
const reached = (association: Association): Stored => ({ ...association, sk: REACHED + association.entity });

function associationIn({ pk, sk, kind, turn, ...association }: Item): Association {
  return association as unknown as Association; // only the keys are gone
}

/** What the share's item becomes; `undefined` leaves everything as it is. */
type Next = (before: Item | undefined) => Readonly<Record<string, unknown>> | undefined;

/**
 * Brings what is stored to `next` and `associations`.
 *
 * @param read what was read of it before. Should others have written since, it is read anew.
 */
async function takeTurn(
  table: Table,
  shareArn: string,
  associations: readonly Stored[],
  next: Next,
  read?: readonly Item[],
): Promise<void> {
  const pk = partitionOf(shareArn);
  for (let start = 0; start < MOST_STARTS; start++) {
    const known = start === 0 ? read : undefined;
    const [before, ...stored] = known ?? (await table.range(pk, ...beginningWith(SHARE)));
    const share = next(before);
    if (!share) return;
    const turn = Number(before?.turn ?? 0) + 1;
    const since = before?.isSettled ? before.since : turn;
    const changes = changesBetween(stored.filter(counts({ since })), associations, stored);
    const isNext = before ? { holds: '#turn = :seen', with: { seen: before.turn } } : isAbsent;
    const isSettled = changes.length === 0;
    const item = { ...share, pk, sk: SHARE, kind: 'share' as const, turn, since, isSettled };
    if (!(await table.put(item, isNext))) continue;
    if (isSettled) return;
    await concurrently(WRITES, changes, (change) => write(table, pk, turn, change));
    const isMine = { holds: '#turn = :turn', with: { turn } };
    await table.update({ pk, sk: SHARE }, { does: 'SET #isSettled = :yes', with: { yes: true } }, isMine);
    return;
  }
  throw new Error(`others kept writing the record of ${shareArn}: gave up after ${MOST_STARTS} starts`);
}

/** Whether an association is part of the share that is on record. */
const counts =
  (share: { readonly since?: unknown } | Item) =>
  ({ turn }: Item): boolean =>
    Number(turn) >= Number(share.since);

/** What to put, and the sort keys of what to delete. */
function changesBetween(
  current: readonly Item[],
  wanted: readonly Stored[],
  stored: readonly Item[],
): readonly (Stored | string)[] {
  const known = new Map(current.map((item) => [item.sk, item]));
  const kept = new Set(wanted.map(({ sk }) => sk));
  const isNew = (association: Stored): boolean => {
    const item = known.get(association.sk);
    return (
      item?.state !== association.state ||
      item.status !== association.status ||
      item.statusMessage !== association.statusMessage
    );
  };
  return [...wanted.filter(isNew), ...stored.map(({ sk }) => sk).filter((sk) => !kept.has(sk))];
}

/** A writer that was overtaken changes nothing that a later turn wrote. */
function write(table: Table, pk: string, turn: number, change: Stored | string): Promise<boolean> {
  const isEarlier = { holds: `${isAbsent.holds} OR #turn < :turn`, with: { turn } };
  if (typeof change === 'string') return table.delete({ pk, sk: change } satisfies Key, isEarlier);
  return table.put({ ...change, pk, kind: 'association', turn }, isEarlier);
}
