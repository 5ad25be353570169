import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { type Finding, type FindingBody, type News, newsOf } from '../../src/core/finding.ts';
import type { Findings } from '../../src/ports.ts';
import { interleavings } from './interleaved.ts';
import { aDraft, aForbiddenConsumer, at, POOL, SHARE, smsArn, someNews } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the findings on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let tableName: string;
    let findings: Findings;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      tableName = await running.createTable();
      findings = dynamoFindings(running.client, tableName);
    });
    let histories = 0;
    const fresh = () => `${SHARE}-${++histories}`;
    const only = async (arn = SHARE): Promise<Finding> => {
      const [finding, ...others] = await findings.about(arn);
      if (!finding || others.length > 0) throw new Error(`there are ${others.length} more findings`);
      return finding;
    };

    describe('deciding', () => {
      const [ann, bob] = ['slack:T1/ANN', 'slack:T1/BOB'];
      const snooze = { kind: 'snooze', by: ann, at: at(1), until: '2026-11-09' } as const;
      const over = '2026-11-10T00:00:00.000Z';

      it('puts on record who decided what, and is silent while a snooze lasts', async () => {
        const finding = await findings.open(aDraft(), at(0));
        await findings.markTold({ ...newsOf(finding, at(0))[0], findingId: finding.id } as News);
        const decided = await findings.decide(finding, snooze);
        expect(decided).toMatchObject({ decisions: [snooze], snoozedUntil: over, revision: 2 });
        expect(await only()).toEqual(decided);
        expect(newsOf(await only(), at(2))).toEqual([]);
        expect(newsOf(await only(), over)).toMatchObject([{ change: 'changed', revision: 2 }]);
      });

      it('changes nothing when repeated, or when somebody decided the same before', async () => {
        const finding = await findings.open(aDraft(), at(0));
        const first = await findings.decide(finding, snooze);
        expect(await findings.decide(finding, snooze)).toEqual(first);
        expect(await findings.decide(finding, { ...snooze, by: bob, at: at(2) })).toEqual(first);
      });

      it('is one decision when many decide at once', async () => {
        const finding = await findings.open(aDraft(), at(0));
        const all = Array.from({ length: 10 }, (_, n) => ({ ...snooze, by: `slack:T1/${n}`, at: at(n) }));
        await Promise.all(all.map((each) => findings.decide(finding, each)));
        expect(await only()).toMatchObject({ decisions: [{ kind: 'snooze' }], revision: 2 });
        expect((await only()).decisions).toHaveLength(1);
      });

      it('keeps the last of what somebody was refused, and no snooze with it', async () => {
        const finding = await findings.open(aDraft(), at(0));
        for (const second of [1, 2]) {
          const refused = { ...snooze, at: at(second), refused: `no. ${second}` };
          await findings.decide(finding, refused);
          await findings.decide(finding, { ...refused, by: bob });
        }
        const { decisions = [], snoozedUntil } = await only();
        expect(decisions.map(({ by, refused }) => [by, refused])).toEqual([
          [ann, 'no. 2'],
          [bob, 'no. 2'],
        ]);
        expect(snoozedUntil).toBeUndefined();
      });

      it('decides nothing about another occurrence', async () => {
        const finding = await findings.open(aDraft(), at(0));
        await findings.resolve(finding, 'gone', at(1));
        await findings.open(aDraft(), at(2));
        expect(await findings.decide(finding, snooze)).toBeUndefined();
        expect(await only()).not.toHaveProperty('decisions');
      });

      it('ends a snooze with the first thing more that there is to tell', async () => {
        const finding = await findings.open(aDraft(), at(0));
        await findings.decide(finding, snooze);
        const more = aForbiddenConsumer({ resources: [POOL, smsArn('sender-id/ACME/GB')] });
        await findings.open(aDraft({ body: more }), at(2));
        expect(await only()).not.toHaveProperty('snoozedUntil');
        expect(newsOf(await only(), at(3))).toMatchObject([{ revision: 3 }]);
      });

      it.each([
        ['the same', aDraft(), over],
        [
          'more',
          aDraft({ body: aForbiddenConsumer({ resources: [POOL, smsArn('sender-id/ACME/GB')] }) }),
          undefined,
        ],
      ])('with %s opened anew is silent until %s', async (_, draft, until) => {
        const finding = await findings.open(aDraft(), at(0));
        await findings.decide(finding, snooze);
        await findings.resolve(finding, 'gone', at(2));
        await findings.open(draft, at(3));
        expect((await only()).snoozedUntil).toBe(until);
        await findings.resolve(await only(), 'gone', at(4));
        expect((await findings.open(draft, over)).snoozedUntil).toBeUndefined();
      });
    });

    describe('opening', () => {
      it('puts a new finding on record, untold', async () => {
        const finding = await findings.open(aDraft(), at(0));
        expect(finding).toEqual({
          ...aDraft(),
          status: 'open',
          occurrence: 1,
          revision: 1,
          toldRevision: 0,
          toldResolution: false,
          openedAt: at(0),
        });
        expect(await only()).toEqual(finding);
      });

      it('changes nothing when repeated', async () => {
        const first = await findings.open(aDraft(), at(0));
        expect(await findings.open(aDraft(), at(9))).toEqual(first);
        expect(await only()).toEqual(first);
      });

      it('counts a revision for what is news, and none for what is not', async () => {
        const more = aForbiddenConsumer({ resources: [POOL, smsArn('sender-id/ACME/GB')] });
        await findings.open(aDraft(), at(0));
        expect(await findings.open(aDraft({ body: more }), at(1))).toMatchObject({ revision: 2, body: more });
        expect(await findings.open(aDraft(), at(2))).toMatchObject({ revision: 2, body: aDraft().body });
      });

      it('keeps the first actor, and takes a missing one from a later draft', async () => {
        const alice = { arn: 'arn:aws:iam::111122223333:user/alice' };
        const bob = { arn: 'arn:aws:iam::111122223333:user/bob' };
        await findings.open(aDraft(), at(0));
        await findings.open(aDraft({ actor: alice }), at(1));
        await findings.open(aDraft({ actor: bob }), at(2));
        await findings.open(aDraft(), at(3));
        expect(await only()).toMatchObject({ actor: alice, revision: 1 });
      });

      it('names whoever brought a consumer back, not who brought it first', async () => {
        const bob = { arn: 'arn:aws:iam::111122223333:user/bob' };
        const first = await findings.open(aDraft({ actor: { arn: 'alice' } }), at(0));
        await findings.resolve(first, 'removed', at(1));
        expect(await findings.open(aDraft({ actor: bob }), at(2))).toMatchObject({
          actor: bob,
          occurrence: 2,
        });
      });

      it('holds the gap of a pool that 5,000 accounts reach and 100 members do not', async () => {
        const members = Array.from({ length: 100 }, (_, n) => smsArn(`phone-number/phone-${n}`));
        const missing = Array.from({ length: 5000 }, (_, n) => ({
          consumer: String(100000000000 + n),
          members,
        }));
        const body: FindingBody = { kind: 'uncovered-pool', pool: POOL, gap: { missing } };
        const draft = aDraft({ id: `uncovered-pool|${POOL}`, about: POOL, body });
        const first = await findings.open(draft, at(0));
        expect(await findings.open(draft, at(1))).toEqual(first);
        expect((await only(POOL)).body).toEqual(body);
      });

      it('reads every page of what hangs on a share, and nothing else', async () => {
        const resources = Array.from({ length: 700 }, (_, n) => smsArn(`sender-id/N${n}/GB`));
        const drafts = Array.from({ length: 30 }, (_, n) => {
          const principal = String(100000000000 + n);
          return aDraft({
            id: `forbidden-consumer|${SHARE}|${principal}`,
            body: aForbiddenConsumer({ principal, resources }),
          });
        });
        for (const draft of drafts) await findings.open(draft, at(0));
        await findings.open(aDraft({ about: `${SHARE}-other` }), at(0));
        expect((await findings.about(SHARE)).map(({ id }) => id)).toEqual(drafts.map(({ id }) => id));
      });
    });

    it('lists every finding, wherever it hangs, and nothing else', async () => {
      expect(await findings.everyFinding()).toEqual([]);
      const open = await findings.open(aDraft(), at(0));
      const resolved = await findings.open(aDraft({ about: POOL }), at(0));
      await findings.resolve(resolved, 'gone', at(1));
      await findings.confirm(someNews(), 'slack', at(1));
      const every = await findings.everyFinding();
      expect(every.map(({ about, status }) => `${about} ${status}`).sort()).toEqual(
        [`${SHARE} open`, `${POOL} resolved`].sort(),
      );
      expect(every).toContainEqual(open);
    });

    describe('resolving', () => {
      it('resolves once, keeping the first resolution', async () => {
        const finding = await findings.open(aDraft(), at(0));
        await findings.resolve(finding, 'gone', at(1));
        await findings.resolve(finding, 'allowed', at(2));
        expect(await only()).toMatchObject({ status: 'resolved', resolution: 'gone', resolvedAt: at(1) });
      });

      it('leaves a finding that was opened anew meanwhile', async () => {
        const first = await findings.open(aDraft(), at(0));
        await findings.resolve(first, 'gone', at(1));
        await findings.open(aDraft(), at(2));
        await findings.resolve(first, 'gone', at(3));
        const finding = await only();
        expect(finding).toMatchObject({ status: 'open', occurrence: 2, openedAt: at(2) });
        expect(finding).not.toHaveProperty('resolution');
        expect(finding).not.toHaveProperty('resolvedAt');
      });

      it('does nothing for a finding that is not on record', async () => {
        const finding = await findings.open(aDraft({ about: POOL }), at(0));
        await findings.resolve({ ...finding, about: SHARE }, 'gone', at(1));
        expect(await findings.about(SHARE)).toEqual([]);
      });
    });

    describe('telling', () => {
      it('says that a channel has it, for good, and of no other channel', async () => {
        expect(await findings.isTold(someNews(), 'slack')).toBe(false);
        await findings.confirm(someNews(), 'slack', at(1));
        await findings.confirm(someNews(), 'slack', at(2));
        expect(await findings.isTold(someNews(), 'slack')).toBe(true);
        expect(await findings.isTold(someNews(), 'sns')).toBe(false);
      });

      it.each<Partial<News>>([
        { change: 'changed' },
        { revision: 2 },
        { occurrence: 2 },
        { about: POOL },
        { findingId: 'another' },
      ])('takes %o for other news', async (other) => {
        await findings.confirm(someNews(), 'slack', at(0));
        expect(await findings.isTold(someNews(other), 'slack')).toBe(false);
      });

      it('never takes back what was told, and tells nothing of another occurrence', async () => {
        const more = aForbiddenConsumer({ resources: [POOL, smsArn('sender-id/ACME/GB')] });
        await findings.open(aDraft(), at(0));
        await findings.open(aDraft({ body: more }), at(1));
        await findings.markTold(someNews({ change: 'changed', revision: 2 }));
        await findings.markTold(someNews({ revision: 1 }));
        await findings.markTold(someNews({ revision: 9 }));
        await findings.markTold(someNews({ revision: 3, occurrence: 2 }));
        await findings.markTold(someNews({ change: 'resolved', revision: 2 }));
        expect(await only()).toMatchObject({ toldRevision: 2, toldResolution: false });
      });
    });

    it('ends as its model does, after any history', async () => {
      const resources = ['a', 'b', 'c'].map(smsArn);
      const step = fc.oneof(
        fc.record({ does: fc.constant('open' as const), holds: fc.subarray(resources, { minLength: 1 }) }),
        fc.record({ does: fc.constant('resolve' as const) }),
        fc.record({ does: fc.constant('tell' as const) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (history) => {
          const about = fresh();
          const model = {
            status: 'none',
            occurrence: 0,
            revision: 0,
            told: 0,
            holds: [] as readonly string[],
          };
          for (const [n, each] of history.entries()) {
            const [current] = await findings.about(about);
            if (each.does === 'open') {
              const isAnew = model.status !== 'open';
              const isMore = each.holds.some((name) => !model.holds.includes(name));
              if (isAnew) Object.assign(model, { occurrence: model.occurrence + 1, revision: 1, told: 0 });
              else if (isMore) model.revision++;
              Object.assign(model, { status: 'open', holds: each.holds });
              await findings.open(
                aDraft({ about, body: aForbiddenConsumer({ resources: each.holds }) }),
                at(n),
              );
            } else if (each.does === 'resolve' && current) {
              await findings.resolve(current, 'gone', at(n));
              model.status = 'resolved';
            } else if (each.does === 'tell' && current) {
              for (const news of newsOf(current, at(n))) await findings.markTold(news);
              model.told = model.revision;
            }
          }
          const [finding] = await findings.about(about);
          const { status = 'none', occurrence = 0, revision = 0, toldRevision: told = 0 } = finding ?? {};
          const holds = finding?.body.kind === 'forbidden-consumer' ? finding.body.resources : [];
          expect({ status, occurrence, revision, told, holds }).toEqual(model);
        }),
        { numRuns: 40 },
      );
    }, 60_000);

    it('loses no revision, occurrence or telling to another writer', async () => {
      const holdings = fc.array(fc.subarray(['a', 'b', 'c'].map(smsArn), { minLength: 1 }), {
        minLength: 2,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(interleavings(), holdings, async (interleaving, holds) => {
          const about = fresh();
          const first = await findings.open(
            aDraft({ about, body: aForbiddenConsumer({ resources: [] }) }),
            at(0),
          );
          const scheduled = dynamoFindings(interleaving.through(running.client), tableName);
          const drafts = holds.map((resources) => aDraft({ about, body: aForbiddenConsumer({ resources }) }));
          const seen = await interleaving.run([
            ...drafts.map((draft) => scheduled.open(draft, at(1))),
            scheduled.markTold(someNews({ about })).then(() => first),
          ]);
          const finding = await only(about);
          expect(finding.toldRevision).toBe(1);
          expect(finding.revision).toBe(Math.max(...seen.map(({ revision }) => revision)));
          expect(finding.revision).toBeGreaterThan(1);

          await findings.resolve(finding, 'gone', at(2));
          const again = await interleaving.run(drafts.map((draft) => scheduled.open(draft, at(3))));
          expect(new Set(again.map(({ occurrence }) => occurrence))).toEqual(new Set([2]));
        }),
        { numRuns: 40 },
      );
    }, 60_000);
  });
});
