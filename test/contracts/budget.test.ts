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

    it('lets as many removals through in any sixty minutes as it is told', async () => {
      const of = anOwner();
      const spend = (id: string, second = 0) => ledger.spend(id, [{ of, limit: 2 }], at(second));
      expect(await spend('a')).toBeUndefined();
      expect(await spend('b', 1800)).toBeUndefined();
      expect(await spend('c', 3599)).toEqual({ of, limit: 2 });
      expect(await spend('c', 3600), 'a is an hour ago').toBeUndefined();
      expect(await spend('d', 3600), 'b is not').toEqual({ of, limit: 2 });
      expect(await ledger.spend('d', [{ of: anOwner(), limit: 2 }], at(0)), 'of another').toBeUndefined();
    });

    it('takes no second time for the same removal, and counts it from the last', async () => {
      const of = anOwner();
      const spend = (id: string, second = 0) => ledger.spend(id, [{ of, limit: 1 }], at(second));
      expect(await spend('a')).toBeUndefined();
      expect(await spend('a', 3000)).toBeUndefined();
      expect(await spend('b', 6000)).toMatchObject({ of });
      expect(await spend('b', 6600)).toBeUndefined();
    });

    it('takes out of each budget in turn until one has no room', async () => {
      const [narrow, wide] = [anOwner(), anOwner()];
      const budgets = [
        { of: narrow, limit: 1 },
        { of: wide, limit: 9 },
      ];
      expect(await ledger.spend('a', budgets, at(0))).toBeUndefined();
      expect(await ledger.spend('b', budgets, at(0))).toEqual(budgets[0]);
      expect(await ledger.spent(wide, at(0))).toEqual({ used: 1 });
    });

    it('takes out of none of them while one has no room', async () => {
      const [narrow, wide] = [anOwner(), anOwner()];
      const budgets = [
        { of: narrow, limit: 9 },
        { of: wide, limit: 1 },
      ];
      expect(await ledger.spend('a', budgets, at(0))).toBeUndefined();
      expect(await ledger.spend('b', budgets, at(1))).toEqual(budgets[1]);
      expect(await ledger.spent(narrow, at(1))).toEqual({ used: 1 });
      expect(await ledger.spent(wide, at(1))).toEqual({ used: 1, refusedAt: at(1) });
    });

    it('has room again for what is given back, and for nothing else', async () => {
      const budgets = [anOwner(), anOwner()].map((of) => ({ of, limit: 2 }));
      for (const id of ['a', 'b']) await ledger.spend(id, budgets, at(0));
      await ledger.giveBack('c', budgets);
      expect(await ledger.spend('c', budgets, at(1))).toEqual(budgets[0]);
      for (let time = 0; time < 2; time += 1) await ledger.giveBack('a', budgets);
      expect(await ledger.spent(budgets[0]?.of ?? '', at(1))).toEqual({ used: 1, refusedAt: at(1) });
      expect(await ledger.spend('c', budgets, at(2))).toBeUndefined();
      expect(await ledger.spend('d', budgets, at(2))).toEqual(budgets[0]);
      await ledger.giveBack('a', [{ of: anOwner(), limit: 2 }]);
    });

    it('says what was taken, and when there was no room last', async () => {
      const of = anOwner();
      expect(await ledger.spent(of, at(0))).toEqual({ used: 0 });
      await ledger.spend('a', [{ of, limit: 1 }], at(0));
      await ledger.spend('b', [{ of, limit: 1 }], at(7));
      expect(await ledger.spent(of, at(8))).toEqual({ used: 1, refusedAt: at(7) });
      expect(await ledger.spent(of, at(HOUR))).toEqual({ used: 0, refusedAt: at(7) });
      await ledger.spend('c', [{ of, limit: 1 }], at(HOUR));
      expect(await ledger.spent(of, at(HOUR))).toEqual({ used: 1, refusedAt: at(7) });
    });

    it('lets none through where the budget is none', async () => {
      const none = { of: anOwner(), limit: 0 };
      expect(await ledger.spend('a', [none], at(0))).toEqual(none);
      expect(await ledger.spend('a', [none], at(1))).toEqual(none);
    });

    it('lets none through any more when the budget came to be smaller', async () => {
      const of = anOwner();
      for (const id of ['a', 'b']) await ledger.spend(id, [{ of, limit: 2 }], at(0));
      expect(await ledger.spend('a', [{ of, limit: 1 }], at(1))).toEqual({ of, limit: 1 });
    });

    it('holds when many take from the budget at once', async () => {
      const of = anOwner();
      const asked = Array.from({ length: 30 }, (_, n) =>
        ledger.spend(`removal ${n}`, [{ of, limit: 7 }], at(0)),
      );
      expect((await Promise.all(asked)).filter((usedUp) => !usedUp)).toHaveLength(7);
    });

    it('has room for a large budget, however long the ids of removals are', async () => {
      const of = anOwner();
      const id = (n: number) => `${'x'.repeat(4000)} ${n}`;
      for (let n = 0; n < 120; n += 1) {
        expect(await ledger.spend(id(n), [{ of, limit: 5000 }], at(0))).toBeUndefined();
      }
    }, 60_000);

    it('knows who changed a policy by the latest read that tells', async () => {
      const [ann, ben] = [{ arn: 'ann' }, { arn: 'ben' }];
      const policy = (second: number) => ({
        resource: POOL,
        document: '{}',
        ramDocuments: [],
        readAt: at(second),
      });
      expect((await ledger.history(POOL)).policyActor).toBeUndefined();
      await ledger.recordPolicyActor(policy(2), ann);
      await ledger.recordPolicyActor(policy(1), ben);
      expect((await ledger.history(POOL)).policyActor).toEqual(ann);
      await ledger.recordPolicyActor(policy(4), ben);
      expect((await ledger.history(POOL)).policyActor).toEqual(ben);
    });
  });
});
