import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableOf } from '../../src/aws/dynamo-table.ts';
import { dynamoTurns } from '../../src/aws/dynamo-turns.ts';
import { at, SHARE } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

describe.each(STORES.map((store) => [titleOf(store), store] as const))('turns on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let table: ReturnType<typeof tableOf>;
    let second = 0;
    let waitedMs = 0;
    const wait = async (ms: number) => {
      waitedMs += ms;
    };
    beforeAll(async () => {
      running = await store.start();
      table = tableOf(running.client, await running.createTable());
    });
    afterAll(() => running?.stop());
    const begin = (about: string) => dynamoTurns(table, { now: () => at(second) }, wait).begin(about);

    it('are one a second for each share, and cost the others that second', async () => {
      expect([await begin(SHARE), waitedMs]).toEqual([true, 0]);
      expect([await begin(SHARE), waitedMs]).toEqual([false, 1000]);
      expect([await begin(`${SHARE}-other`), waitedMs]).toEqual([true, 1000]);
      second += 1;
      expect([await begin(SHARE), waitedMs]).toEqual([true, 1000]);
    });

    it('are given to one of many', async () => {
      const asked = await Promise.all(Array.from({ length: 20 }, () => begin(`${SHARE}-many`)));
      expect(asked.filter(Boolean)).toHaveLength(1);
    });
  });
});
