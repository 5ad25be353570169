import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Table, tableOf } from '../../src/aws/dynamo-table.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

describe.each(STORES.map((store) => [titleOf(store), store] as const))('a table on %s', (_, store) => {
  describe.skipIf(store.missing)('with a hundred items', () => {
    let running: RunningStore;
    let table: Table;
    const key = (n: number) => ({ pk: `PK${n % 3}`, sk: `SK${n}` });
    beforeAll(async () => {
      running = await store.start();
      table = tableOf(running.client, await running.createTable());
      for (let n = 0; n < 100; n += 1) await table.put({ ...key(n), kind: 'mark', n });
    });
    afterAll(() => running?.stop());

    it('reads many at once in the order that they are asked for, however many come in one answer', async () => {
      const asked = Array.from({ length: 100 }, (_, n) => 120 - n);
      const items = await table.getEach(asked.map(key));
      expect(items).toEqual(asked.map((n) => (n < 100 ? { ...key(n), kind: 'mark', n } : undefined)));
    });
  });
});
