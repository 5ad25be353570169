import { setImmediate as nextTurn } from 'node:timers/promises';
import { textOf, type WireRequest, type WireResponse } from '../wire/message.ts';
import { retargeted } from './retargeted.ts';
import type { Store } from './store.ts';

/**
 * Waits until a table that was created, changed or deleted is so. With no delay asked for, dynalite still does it some
 * turns after its answer; here nobody has to wait for a table.
 */
export async function settled(store: Store, request: WireRequest): Promise<void> {
  const { TableName } = JSON.parse(textOf(request));
  const question = retargeted(request, 'DescribeTable', Buffer.from(JSON.stringify({ TableName })));
  while (isInTransition(await store.ask(question))) await nextTurn();
}

function isInTransition({ status, body }: WireResponse): boolean {
  if (status !== 200) return false;
  const { Table } = JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString());
  const states = [Table.TableStatus, ...(Table.GlobalSecondaryIndexes ?? []).map(indexStatus)];
  return states.some((state) => state !== 'ACTIVE');
}

const indexStatus = ({ IndexStatus }: { readonly IndexStatus?: string }): string => IndexStatus ?? 'ACTIVE';
