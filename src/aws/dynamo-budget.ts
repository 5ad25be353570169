import { createHash } from 'node:crypto';
import type { Ledger } from '../ports.ts';
import { isAbsent, type Table } from './dynamo-table.ts';

/** Longer than an hour's budget is looked at. */
const KEPT_SECONDS = 48 * 3600;

/** What removals took out of each hour's budget: one item an owner account and hour, with the removals by digest. */
export function budgetRecords(table: Table): Pick<Ledger, 'spend'> {
  return {
    spend(owner, removalId, limit, at) {
      if (limit <= 0) return Promise.resolve(false);
      const hour = at.slice(0, 13);
      const id = digestOf(removalId);
      const take = {
        does: 'SET #kind = :kind, #expiresAt = :expiresAt ADD #removals :removal',
        with: {
          kind: 'budget',
          removal: new Set([id]),
          expiresAt: Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS,
        },
      };
      const hasRoom = {
        holds: `${isAbsent.holds} OR contains(#removals, :id) OR size(#removals) < :limit`,
        with: { id, limit },
      };
      return table.update({ pk: `BUDGET#${owner}`, sk: hour }, take, hasRoom);
    },
  };
}

/** Ids of removals hold ARNs: the largest budget (5,000) of them would not fit into an item (400 KB). */
const digestOf = (removalId: string): string =>
  createHash('sha256').update(removalId).digest('base64url').slice(0, 22);
