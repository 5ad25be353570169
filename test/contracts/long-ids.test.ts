import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import { dynamoMessages } from '../../src/aws/dynamo-messages.ts';
import { dynamoOutbox } from '../../src/aws/dynamo-outbox.ts';
import type { Act } from '../../src/core/removal.ts';
import { moved } from '../../src/core/removal.ts';
import { aDraft, aForbiddenConsumer, aRemoval, aStep, at, POOL, SHARE, someNews } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const LENGTHS: readonly (readonly [string, string])[] = [
  ['600 bytes', 'x'.repeat(600 - idOf('').length)],
  ['601 bytes', 'x'.repeat(601 - idOf('').length)],
  ['2,000 characters', `arn:aws:iam::999988887777:role/${'x'.repeat(1969)}`],
  ['2,000 characters of several bytes', '\u00e9\u{1f4e8}'.repeat(1000)],
];

describe.each(STORES.map((store) => [titleOf(store), store] as const))('%s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let tableName: string;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      tableName = await running.createTable();
    });

    describe.each(LENGTHS)('of two consumers that differ in the last of %s', (_, long) => {
      const ids = ['a', 'b'].map((last) => idOf(long.slice(0, -1).toWellFormed() + last));
      const [id = '', other = ''] = ids;
      const draft = aDraft({ id, body: aForbiddenConsumer({ principal: long }) });
      const news = someNews({ findingId: id });

      it('opens, tells and resolves the finding of one', async () => {
        const findings = dynamoFindings(running.client, tableName);
        const opened = await findings.open(draft, at(0));
        await findings.open(aDraft({ id: other }), at(0));
        await findings.confirm(news, 'slack', at(1));
        expect(await findings.isTold(news, 'slack')).toBe(true);
        expect(await findings.isTold({ ...news, findingId: other }, 'slack')).toBe(false);
        await findings.markTold(news);
        await findings.resolve(opened, 'gone', at(2));
        const byId = new Map((await findings.about(SHARE)).map((each) => [each.id, each]));
        expect(byId.get(id)).toMatchObject({ ...draft, status: 'resolved', toldRevision: 1 });
        expect(byId.get(other)).toMatchObject({ status: 'open', toldRevision: 0 });
        expect(byId.size).toBe(2);
      });

      it('plans, moves and reads back the removal of one', async () => {
        const ledger = dynamoLedger(running.client, tableName);
        const [one, theOther] = ids.map((each) => aRemoval({ id: `${each}|1`, findingId: each }));
        if (!one || !theOther) throw new Error('there are two');
        expect([await ledger.planRemoval(one), await ledger.planRemoval(theOther)]).toEqual([true, true]);
        expect(await ledger.planRemoval(one)).toBe(false);
        const act: Act = { kind: 'policy-principal', before: '{}' };
        const step = aStep('planned', 1);
        expect(await ledger.moveRemoval(one, step, { act })).toBe(true);
        const last = { ...moved(one, step), act };
        expect(await ledger.removal(SHARE, one.id)).toEqual(last);
        const { removals } = await ledger.history(SHARE);
        expect(removals).toHaveLength(2);
        expect(removals).toEqual(expect.arrayContaining([last, theOther]));
      });

      it('leads from one to its messages, and tells its news apart in the outbox', async () => {
        const messages = dynamoMessages(running.client, tableName);
        const place = { channel: 'C0123456789', ts: '1793600000.000100' };
        const told = { about: SHARE, findingId: id, occurrence: 1 };
        await messages.keep(place, [told], at(0));
        expect(await messages.of(told)).toEqual([place]);
        expect(await messages.of({ ...told, findingId: other })).toEqual([]);

        const outbox = dynamoOutbox(running.client, tableName);
        const target = { channel: 'slack', name: '/sharewarden/slack-webhook' };
        const outgoing = { news, severity: 'critical', since: at(0), channels: ['slack'] } as const;
        await outbox.put(target, outgoing);
        await outbox.put(target, { ...outgoing, news: { ...news, findingId: other } });
        await outbox.drop(target, { ...news, findingId: other });
        expect((await outbox.begin(target, at(0), 1000))?.outgoing).toEqual([outgoing]);
      });

      it('grants and ends the waiver of one', async () => {
        const ledger = dynamoLedger(running.client, tableName);
        const terms = { until: '2026-11-02', reason: 'campaign 42', approvedBy: 'ann', grantedAt: at(0) };
        for (const consumer of ids) await ledger.grantWaiver({ resource: POOL, consumer, ...terms });
        expect(await ledger.endWaiver(POOL, other, 'ann', at(1))).toBe(true);
        expect(await ledger.waivers(at(1))).toEqual([{ resource: POOL, consumer: id, ...terms }]);
      });
    });
  });
});

function idOf(principal: string): string {
  return `forbidden-consumer|${SHARE}|${principal}`;
}
