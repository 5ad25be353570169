import type { Scope } from '../core/resource.ts';
import type { Findings, Mark } from '../ports.ts';
import { beginningWith, type Key, partitionOfScope } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

/**
 * What of a scope something was opened about: one item a share or resource, in the partition of the scope. It is there
 * before what it stands for is written, so that whoever dies in between loses nothing.
 */
export function markRecords(table: Table): Pick<Findings, 'marked' | 'unmark'> {
  return {
    async marked(scope) {
      const items = await table.range(partitionOfScope(scope), ...beginningWith(MARK));
      return items.map(({ about, at }) => ({ about, at }) as Mark); // put by `mark`, the only writer of such items
    },

    async unmark(scope, { about, at }) {
      await table.delete(keyOf(scope, about), { holds: '#at = :at', with: { at } });
    },
  };
}

/** @param at ISO 8601, UTC. */
export async function mark(table: Table, scope: Scope, about: string, at: string): Promise<void> {
  await table.put({ ...keyOf(scope, about), kind: 'mark', about, at });
}

const MARK = 'MARK#';
const keyOf = (scope: Scope, about: string): Key => ({ pk: partitionOfScope(scope), sk: MARK + about });
