import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import type { GrantedWaiver } from '../../src/core/guardrail.ts';
import type { Ledger } from '../../src/ports.ts';
import { aRemoval, aShare, aStep, at, POOL, SHARE, smsArn } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const NUMBER = smsArn('phone-number/phone-01');
const ANN = 'arn:aws:sts::111122223333:assumed-role/Admin/ann';

function aWaiver(own: Partial<GrantedWaiver> = {}): GrantedWaiver {
  const whom = { resource: POOL, consumer: '999988887777' };
  const terms = { until: '2026-11-02', reason: 'campaign 42', approvedBy: ANN, grantedAt: at(0) };
  return { ...whom, ...terms, ...own };
}

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the ledger on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let ledger: Ledger;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      ledger = dynamoLedger(running.client, await running.createTable());
    });

    it('knows of no waiver, and ends none', async () => {
      expect(await ledger.waivers(at(0))).toEqual([]);
      expect(await ledger.endWaiver(POOL, '999988887777', ANN, at(0))).toBe(false);
      expect(await ledger.waivers(at(0))).toEqual([]);
    });

    it('keeps a waiver until its last day is over', async () => {
      await ledger.grantWaiver(aWaiver());
      expect(await ledger.waivers(at(0))).toEqual([aWaiver()]);
      expect(await ledger.waivers('2026-11-02T23:59:59.999Z')).toEqual([aWaiver()]);
      expect(await ledger.waivers('2026-11-03T00:00:00.000Z')).toEqual([]);
    });

    it('puts a waiver in the place of the one for the same resource and consumer, and beside others', async () => {
      const removal = 'forbidden-consumer|share|999988887777|1';
      const others = [
        aWaiver({ resource: NUMBER }),
        aWaiver({ consumer: '*' }),
        aWaiver({ consumer: 'o-1' }),
      ];
      for (const waiver of [aWaiver(), ...others]) await ledger.grantWaiver(waiver);
      const later = aWaiver({ until: '2027-01-31', grantedAt: at(5), removal });
      await ledger.grantWaiver(later);
      const standing = await ledger.waivers(at(9));
      expect(standing).toHaveLength(4);
      expect(standing).toEqual(expect.arrayContaining([later, ...others]));
    });

    it('ends a waiver once, keeps who did it, and grants it anew', async () => {
      await ledger.grantWaiver(aWaiver());
      await ledger.grantWaiver(aWaiver({ resource: NUMBER }));
      expect(await ledger.endWaiver(POOL, '999988887777', ANN, at(3))).toBe(true);
      expect(await ledger.waivers(at(3))).toEqual([aWaiver({ resource: NUMBER })]);
      expect(await ledger.endWaiver(POOL, '999988887777', ANN, at(4))).toBe(false);
      await ledger.grantWaiver(aWaiver({ grantedAt: at(5) }));
      expect(await ledger.waivers(at(5))).toHaveLength(2);
      expect(await ledger.endWaiver(POOL, '999988887777', ANN, at(6))).toBe(true);
    });

    it('lists every removal, of shares and policies, through all pages, and nothing else', async () => {
      expect(await ledger.everyRemoval()).toEqual([]);
      await ledger.recordShare(aShare(), undefined);
      await ledger.grantWaiver(aWaiver());
      const long = 'x'.repeat(30_000);
      const removals = Array.from({ length: 45 }, (_, n) =>
        aRemoval({
          id: `removal ${n}`,
          about: n % 2 === 0 ? `${SHARE}-${n}` : NUMBER,
          steps: [aStep('planned', n, long)],
        }),
      );
      for (const removal of removals) expect(await ledger.planRemoval(removal)).toBe(true);
      const every = await ledger.everyRemoval();
      const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
      expect([...every].sort(byId)).toEqual([...removals].sort(byId));
    });
  });
});
