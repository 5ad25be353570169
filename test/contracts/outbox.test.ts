import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoOutbox } from '../../src/aws/dynamo-outbox.ts';
import type { Outgoing } from '../../src/core/digest.ts';
import type { Outbox } from '../../src/ports.ts';
import { at, someNews } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const slack = { channel: 'slack', name: '/sharewarden/slack-webhook' };
const other = { channel: 'slack', name: '/sharewarden/other' };
const outgoing = (revision: number, since = at(0)): Outgoing => ({
  news: someNews({ revision }),
  severity: 'critical',
  since,
  channels: ['slack', 'sns'],
});

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the outbox on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let outbox: Outbox;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      outbox = dynamoOutbox(running.client, await running.createTable());
    });

    it('keeps what each place is to be told, as it came first, until it is dropped', async () => {
      await outbox.put(slack, outgoing(1));
      await outbox.put(slack, outgoing(1, at(5)));
      await outbox.put(slack, outgoing(2));
      await outbox.put(other, outgoing(1));
      expect((await outbox.begin(slack, at(0), 1000))?.outgoing).toEqual([outgoing(1), outgoing(2)]);
      await outbox.drop(slack, someNews({ revision: 1 }));
      await outbox.drop(slack, someNews({ revision: 1 }));
      expect((await outbox.begin(slack, at(1), 1000))?.outgoing).toEqual([outgoing(2)]);
      expect((await outbox.begin(other, at(1), 1000))?.outgoing).toEqual([outgoing(1)]);
    });

    it('lets one tell a place at a time, until its lease is over', async () => {
      const begun = await outbox.begin(slack, at(0), 60_000);
      const holder = expect.any(String);
      const pace = { holder, lastTold: {}, lastAt: undefined, flushAt: undefined };
      expect(begun).toEqual({ pace, outgoing: [] });
      expect(await outbox.begin(slack, at(59), 60_000)).toBeUndefined();
      expect(await outbox.begin(other, at(59), 60_000)).toBeDefined();
      expect(await outbox.begin(slack, at(60), 60_000)).toBeDefined();
    });

    it('gives the next one what the last one came to', async () => {
      const begun = await outbox.begin(slack, at(0), 60_000);
      if (!begun) throw new Error('nobody else holds it');
      const came = { ...begun.pace, lastTold: { critical: at(1) }, lastAt: at(1), flushAt: at(11) };
      await outbox.end(slack, came, at(2));
      const next = await outbox.begin(slack, at(2), 60_000);
      expect(next?.pace).toEqual({ ...came, holder: expect.any(String) });
    });

    it('does not hear once more of one that has ended, though all of it is within a moment', async () => {
      const first = await outbox.begin(slack, at(0), 60_000);
      if (!first) throw new Error('nobody else holds it');
      await outbox.end(slack, first.pace, at(0));
      expect(await outbox.begin(slack, at(0), 60_000)).toBeDefined();
      await outbox.end(slack, first.pace, at(0));
      expect(await outbox.begin(slack, at(0), 60_000)).toBeUndefined();
    });

    it('does not hear of one whose lease is over', async () => {
      const late = await outbox.begin(slack, at(0), 60_000);
      const next = await outbox.begin(slack, at(61), 60_000);
      if (!late || !next) throw new Error('nobody else holds it');
      await outbox.end(slack, { ...late.pace, lastAt: at(59) }, at(62));
      expect(await outbox.begin(slack, at(63), 60_000)).toBeUndefined();
      await outbox.end(slack, next.pace, at(64));
      expect((await outbox.begin(slack, at(64), 60_000))?.pace).toMatchObject({ lastAt: undefined });
    });

    it('is given to one of many that ask at once', async () => {
      const asked = await Promise.all(Array.from({ length: 20 }, () => outbox.begin(slack, at(0), 60_000)));
      expect(asked.filter(Boolean)).toHaveLength(1);
    });
  });
});
