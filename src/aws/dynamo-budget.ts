import { createHash } from 'node:crypto';
import type { Budget } from '../core/budget.ts';
import type { Ledger } from '../ports.ts';
import type { Key } from './dynamo-keys.ts';
import { type Condition, type Item, isAbsent, type Table } from './dynamo-table.ts';

const HOUR_MS = 3_600_000;
/** Longer than a budget is looked at. */
const KEPT_MS = 48 * HOUR_MS;
/** How often a budget is looked at again when others take from it between a read and a write. */
const MOST_RACES = 50;

/** What removals took out of each budget: one item a budget, with when each was taken, by digest. */
export function budgetRecords(table: Table): Pick<Ledger, 'spend' | 'giveBack' | 'spent'> {
  /** @param read what there is of it. @returns whether it had room. */
  async function take(budget: Budget, id: string, at: string, read: Item | undefined): Promise<boolean> {
    let hasRoom = false;
    await rewritten(budget.of, read, (item) => {
      const before = takenIn(item, at);
      hasRoom = isRoom(budget, before, id);
      const taken = hasRoom ? new Map(before).set(id, Date.parse(at)) : before;
      const expiresAt = Math.floor((Date.parse(at) + KEPT_MS) / 1000);
      return { taken: Object.fromEntries(taken), refusedAt: hasRoom ? item?.refusedAt : at, expiresAt };
    });
    return hasRoom;
  }

  /** Puts what becomes of it in its place, anew when others write it in between. */
  async function rewritten(
    of: string,
    read: Item | undefined,
    change: (item: Item | undefined) => Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const key = keyOf(of);
    for (let race = 0; race < MOST_RACES; race++) {
      const item = race === 0 ? read : await table.get(key);
      const version = Number(item?.version ?? 0);
      const isAsRead: Condition = item ? { holds: '#version = :read', with: { read: version } } : isAbsent;
      const next = { ...key, kind: 'budget' as const, ...change(item), version: version + 1 };
      if (await table.put(next, isAsRead)) return;
    }
    throw new Error(`others kept writing the budget of ${of}: gave up after ${MOST_RACES} attempts`);
  }

  return {
    async spend(removalId, budgets, at) {
      const id = digestOf(removalId);
      const items = await table.getEach(budgets.map(({ of }) => keyOf(of)));
      const read = budgets.map((budget, n) => ({ budget, item: items[n] }));
      const isFull = ({ budget, item }: (typeof read)[number]) => !isRoom(budget, takenIn(item, at), id);
      // Those without room first: what can't be done takes nothing from the others.
      const inTurn = [...read.filter(isFull), ...read.filter((each) => !isFull(each))];
      for (const { budget, item } of inTurn) if (!(await take(budget, id, at, item))) return budget;
      return undefined;
    },

    async giveBack(removalId, budgets) {
      const id = digestOf(removalId);
      const items = await table.getEach(budgets.map(({ of }) => keyOf(of)));
      for (const [n, { of }] of budgets.entries()) {
        const item = items[n];
        if (!item || !(id in takenOf(item))) continue;
        await rewritten(of, item, (now) => {
          const { [id]: ours, ...others } = takenOf(now);
          return { ...now, taken: others };
        });
      }
    },

    async spent(of, at) {
      const item = await table.get(keyOf(of));
      const refusedAt = item?.refusedAt as string | undefined; // as `take` put it
      return { used: takenIn(item, at).size, ...(refusedAt && { refusedAt }) };
    },
  };
}

const keyOf = (of: string): Key => ({ pk: `BUDGET#${of}`, sk: 'BUDGET' });

/** What counts at `at`: the last sixty minutes. */
function takenIn(item: Item | undefined, at: string): ReadonlyMap<string, number> {
  return new Map(Object.entries(takenOf(item)).filter(([, when]) => Date.parse(at) - when < HOUR_MS));
}

/** By digest of the removal, when. */
const takenOf = (item: Item | undefined): Readonly<Record<string, number>> =>
  (item?.taken ?? {}) as Readonly<Record<string, number>>; // as `take` put it

/** What has been taken stays taken, unless the budget came to be smaller than that. */
const isRoom = ({ limit }: Budget, taken: ReadonlyMap<string, number>, id: string): boolean =>
  taken.has(id) ? taken.size <= limit : taken.size < limit;

/** Ids of removals hold ARNs: the largest budget (5,000) of them would not fit into an item (400 KB). */
const digestOf = (removalId: string): string =>
  createHash('sha256').update(removalId).digest('base64url').slice(0, 22);
