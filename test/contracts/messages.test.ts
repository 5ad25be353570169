import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoMessages } from '../../src/aws/dynamo-messages.ts';
import type { Messages } from '../../src/ports.ts';
import { aDraft, at, POOL, SHARE } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const place = { channel: 'C0123456789', ts: '1793600000.000100' };
const told = { about: SHARE, findingId: aDraft().id, occurrence: 1 };

describe.each(STORES.map((store) => [titleOf(store), store] as const))('messages on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let messages: Messages;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      messages = dynamoMessages(running.client, await running.createTable());
    });

    it('are unknown before they are kept', async () => {
      expect([await messages.about(place), await messages.of(told)]).toEqual([undefined, []]);
    });

    it('lead to the findings that they tell of, and these lead to them', async () => {
      const ofPool = { about: POOL, findingId: `uncovered-pool|${POOL}`, occurrence: 2 };
      await messages.keep(place, [told, ofPool], at(0));
      await messages.keep(place, [told, ofPool], at(1));
      expect(await messages.about(place)).toEqual([told, ofPool]);
      expect(await messages.of(told)).toEqual([place]);
      expect(await messages.of(ofPool)).toEqual([place]);
    });

    it('are told apart by channel, time, finding and occurrence', async () => {
      const later = { ...place, ts: '1793600001.000100' };
      await messages.keep(later, [told], at(1));
      await messages.keep(place, [told], at(0));
      expect(await messages.about({ ...place, channel: 'C9876543210' })).toBeUndefined();
      expect(await messages.of(told)).toEqual([place, later]);
      expect(await messages.of({ ...told, occurrence: 10 })).toEqual([]);
      expect(await messages.of({ ...told, findingId: `${told.findingId}#1` })).toEqual([]);
    });
  });
});
