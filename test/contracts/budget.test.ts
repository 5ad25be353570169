import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import type { Ledger } from '../../src/ports.ts';
import { at, OWNER, POOL } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const HOUR = 3600;

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the ledger on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let ledger: Ledger;
    let owners = Number(OWNER);
    const anOwner = () => String(++owners);
    beforeAll(async () => {
      running = await store.start();
      ledger = dynamoLedger(running.client, await running.createTable());
    });
    afterAll(() => running?.stop());

    it('lets as many removals through in an hour as it is told, and anew in the next', async () => {
      const owner = anOwner();
      const spend = (id: string, second = 0) => ledger.spend(owner, id, 2, at(second));
      expect(await spend('a')).toBe(true);
      expect(await spend('b')).toBe(true);
      expect(await spend('c')).toBe(false);
      expect(await spend('a'), 'what has taken its own takes no second').toBe(true);
      expect(await spend('c', HOUR)).toBe(true);
      expect(await ledger.spend(anOwner(), 'c', 2, at(0)), 'of another owner').toBe(true);
    });

    it('lets none through where the budget is none', async () => {
      expect(await ledger.spend(anOwner(), 'a', 0, at(0))).toBe(false);
    });

    it('holds when many take from the budget at once', async () => {
      const owner = anOwner();
      const asked = Array.from({ length: 30 }, (_, n) => ledger.spend(owner, `removal ${n}`, 7, at(0)));
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(7);
    });

    it('has room for a large budget, however long the ids of removals are', async () => {
      const owner = anOwner();
      const id = (n: number) => `${'x'.repeat(4000)} ${n}`;
      for (let n = 0; n < 120; n += 1) expect(await ledger.spend(owner, id(n), 5000, at(0))).toBe(true);
    }, 60_000);

    it('knows who changed a policy by its latest read, also through one that does not know', async () => {
      const [ann, ben] = [{ arn: 'ann' }, { arn: 'ben' }];
      const policy = (second: number) => ({
        resource: POOL,
        document: '{}',
        ramDocuments: [],
        readAt: at(second),
      });
      expect(await ledger.policyActor(POOL)).toBeUndefined();
      await ledger.recordPolicy(policy(2), ann);
      await ledger.recordPolicy(policy(1), ben);
      expect(await ledger.policyActor(POOL)).toEqual(ann);
      await ledger.recordPolicy(policy(3), undefined);
      expect(await ledger.policyActor(POOL)).toEqual(ann);
      await ledger.recordPolicy(policy(4), ben);
      expect(await ledger.policyActor(POOL)).toEqual(ben);
    });
  });
});
