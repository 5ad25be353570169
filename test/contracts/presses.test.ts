import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoPresses } from '../../src/aws/dynamo-presses.ts';
import type { Presses } from '../../src/ports.ts';
import { at } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

describe.each(STORES.map((store) => [titleOf(store), store] as const))('presses on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let presses: Presses;
    beforeAll(async () => {
      running = await store.start();
      presses = dynamoPresses(running.client, await running.createTable());
    });
    afterAll(() => running?.stop());

    it('are taken once', async () => {
      expect(await presses.takeOnce('v0=a', at(0))).toBe(true);
      expect(await presses.takeOnce('v0=a', at(1))).toBe(false);
      expect(await presses.takeOnce('v0=b', at(1))).toBe(true);
    });

    it('are taken by one of many', async () => {
      const taken = await Promise.all(Array.from({ length: 20 }, () => presses.takeOnce('v0=c', at(2))));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });
  });
});
