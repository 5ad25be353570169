import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import type { Ledger } from '../../src/ports.ts';
import { at } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const LEASE = 1_200_000;

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the sweeps on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let ledger: Ledger;
    let regions = 0;
    const aScope = () => ({ account: '111122223333', region: `region-${++regions}` });
    beforeAll(async () => {
      running = await store.start();
      ledger = dynamoLedger(running.client, await running.createTable());
    });
    afterAll(() => running?.stop());

    it('are one at a time in a scope', async () => {
      const scope = aScope();
      expect(await ledger.beginSweep(scope, at(0), LEASE)).toBe(true);
      expect(await ledger.beginSweep(scope, at(1199), LEASE)).toBe(false);
      expect(await ledger.beginSweep(aScope(), at(1), LEASE)).toBe(true);
    });

    it('are one also when several begin at once', async () => {
      const scope = aScope();
      const begun = await Promise.all([0, 1, 2, 3].map((n) => ledger.beginSweep(scope, at(n), LEASE)));
      expect(begun.filter(Boolean)).toHaveLength(1);
    });

    it('end by themselves when nobody hears of them', async () => {
      const scope = aScope();
      await ledger.beginSweep(scope, at(0), LEASE);
      expect(await ledger.beginSweep(scope, at(1200), LEASE)).toBe(true);
      expect(await ledger.continueSweep(scope, at(0), at(1201), LEASE), 'the first').toBe(false);
    });

    it('go on for as long as they are continued', async () => {
      const scope = aScope();
      await ledger.beginSweep(scope, at(0), LEASE);
      expect(await ledger.continueSweep(scope, at(0), at(900), LEASE)).toBe(true);
      expect(await ledger.beginSweep(scope, at(2000), LEASE)).toBe(false);
      expect(await ledger.beginSweep(scope, at(2100), LEASE)).toBe(true);
    });

    it('can be continued after their time as long as no other has begun', async () => {
      const scope = aScope();
      await ledger.beginSweep(scope, at(0), LEASE);
      expect(await ledger.continueSweep(scope, at(0), at(5400), LEASE)).toBe(true);
    });

    it('make room for the next when they end, and are not continued after it', async () => {
      const scope = aScope();
      await ledger.beginSweep(scope, at(0), LEASE);
      await ledger.endSweep(scope, at(0));
      expect(await ledger.continueSweep(scope, at(0), at(1), LEASE)).toBe(false);
      expect(await ledger.beginSweep(scope, at(1), LEASE)).toBe(true);
      await ledger.endSweep(scope, at(0));
      expect(await ledger.beginSweep(scope, at(2), LEASE), 'another’s end').toBe(false);
    });

    it('that never began are not continued', async () => {
      expect(await ledger.continueSweep(aScope(), at(0), at(1), LEASE)).toBe(false);
    });
  });
});
