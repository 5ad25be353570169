import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { beginningWith, partitionOf } from '../../src/aws/dynamo-keys.ts';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import { tableOf } from '../../src/aws/dynamo-table.ts';
import type { Act, Removal, RemovalStatus } from '../../src/core/removal.ts';
import { moved } from '../../src/core/removal.ts';
import type { ShareSnapshot } from '../../src/core/share.ts';
import type { Ledger } from '../../src/ports.ts';
import { interleavings } from './interleaved.ts';
import {
  aDraft,
  aRemoval,
  aShare,
  aStep,
  association,
  at,
  OWNER,
  POOL,
  REGION,
  SHARE,
  smsArn,
} from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const ALICE = { arn: 'arn:aws:sts::111122223333:assumed-role/Admin/alice' };
const BOB = { arn: 'arn:aws:sts::111122223333:assumed-role/Admin/bob' };

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the ledger on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let tableName: string;
    let ledger: Ledger;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      tableName = await running.createTable();
      ledger = dynamoLedger(running.client, tableName);
    });

    /** Ids within a table that no other history of the same test uses. */
    let histories = 0;
    const fresh = () => `${SHARE}-${++histories}`;
    const stored = async (arn: string) => {
      const [share, ...associations] = await tableOf(running.client, tableName).range(
        partitionOf(arn),
        ...beginningWith('SHARE'),
      );
      return { share, associations };
    };

    describe('shares', () => {
      const held = async (arn: string) => (await ledger.share(arn))?.resources.map(({ entity }) => entity);

      it('knows nothing of a share that was never recorded', async () => {
        expect(await ledger.share(SHARE)).toBeUndefined();
        await ledger.forgetShare(SHARE);
        expect(await ledger.share(SHARE)).toBeUndefined();
      });

      it('shows what a share holds, who is on it and who changed it, as of a read', async () => {
        const resources = [association(POOL), association(smsArn('sender-id/ACME/GB'), 'DISASSOCIATED')];
        await ledger.recordShare(aShare({ resources }), ALICE);
        const { principals, readAt } = aShare();
        expect(await ledger.share(SHARE)).toEqual({ resources, principals, readAt, actor: ALICE });
      });

      it('keeps the actor on record when a later read knows none, and takes a later one', async () => {
        await ledger.recordShare(aShare(), ALICE);
        await ledger.recordShare(aShare({ readAt: at(1) }), undefined);
        expect((await ledger.share(SHARE))?.actor).toEqual(ALICE);
        await ledger.recordShare(aShare({ readAt: at(2) }), BOB);
        expect((await ledger.share(SHARE))?.actor).toEqual(BOB);
      });

      it('forgets a share with its associations, and records it anew', async () => {
        await ledger.recordShare(aShare(), ALICE);
        await ledger.forgetShare(SHARE);
        expect(await ledger.share(SHARE)).toBeUndefined();
        expect((await stored(SHARE)).associations).toEqual([]);
        await ledger.recordShare(aShare({ readAt: at(1) }), undefined);
        expect(await held(SHARE)).toEqual([POOL]);
      });

      // 5,000 is the most that a share holds. The others take some milliseconds an item.
      const most = store.name === 'the table of the simulation' ? 5000 : 500;
      it(`holds ${most} principals and ${most} resources, and writes only what changed`, async () => {
        const principals = Array.from({ length: most }, (_, n) => association(String(100000000000 + n)));
        const resources = Array.from({ length: most }, (_, n) => association(smsArn(`sender-id/N${n}/GB`)));
        await ledger.recordShare(aShare({ principals, resources }), ALICE);
        expect((await ledger.share(SHARE))?.resources).toHaveLength(most);

        const [first, ...others] = principals;
        const changed = [association(first?.entity ?? '', 'DISASSOCIATING'), ...others.slice(1)];
        await ledger.recordShare(aShare({ principals: changed, resources, readAt: at(1) }), ALICE);
        const { associations } = await stored(SHARE);
        expect(associations).toHaveLength(2 * most - 1);
        expect(associations.filter(({ turn }) => turn === 2).map(({ entity }) => entity)).toEqual([
          first?.entity,
        ]);
      }, 60_000);

      it('shows the latest read, in whatever order reads are recorded', async () => {
        const reads = fc.array(fc.record({ second: fc.nat(9), holds: fc.subarray(['a', 'b', 'c', 'd']) }), {
          minLength: 1,
          maxLength: 6,
        });
        await fc.assert(
          fc.asyncProperty(reads, async (history) => {
            const arn = fresh();
            for (const read of history) await ledger.recordShare(shareThatHolds(arn, read), undefined);
            const latest = history.reduce((best, read) => (read.second >= best.second ? read : best));
            expect(await held(arn)).toEqual(latest.holds.map(smsArn));
          }),
          { numRuns: 40 },
        );
      });

      it('shows the latest read when several are recorded at once, and when a writer died before', async () => {
        const holdings = fc.uniqueArray(fc.subarray(['a', 'b', 'c', 'd']), {
          minLength: 2,
          maxLength: 4,
          selector: (holds) => holds.join(),
        });
        const died = fc.boolean();
        await fc.assert(
          fc.asyncProperty(interleavings(), holdings, died, async (interleaving, reads, someoneDied) => {
            const arn = fresh();
            await ledger.recordShare(shareThatHolds(arn, { second: 0, holds: ['a', 'x'] }), undefined);
            if (someoneDied) {
              const dying = dynamoLedger(dyingAfter(2, running), tableName);
              await dying
                .recordShare(shareThatHolds(arn, { second: 1, holds: ['b', 'c', 'y'] }), undefined)
                .catch(() => undefined);
            }
            const scheduled = dynamoLedger(interleaving.through(running.client), tableName);
            await interleaving.run(
              reads.map((holds, n) =>
                scheduled.recordShare(shareThatHolds(arn, { second: 2 + n, holds }), undefined),
              ),
            );
            expect(await held(arn)).toEqual(reads.at(-1)?.map(smsArn));
          }),
          { numRuns: 60 },
        );
      }, 60_000);
    });

    describe('pools', () => {
      const scope = { account: OWNER, region: REGION };
      const pool = { arn: POOL, members: [smsArn('phone-number/phone-01')], readAt: at(1) };

      it('lists the pools of the scope and of no other', async () => {
        const withList = { ...pool, optOutList: smsArn('opt-out-list/Default') };
        const other = { ...pool, arn: smsArn('pool/pool-02'), members: [] };
        await ledger.recordPool(withList);
        await ledger.recordPool(other);
        expect(await ledger.pools(scope)).toEqual([withList, other]);
        expect(await ledger.pools({ ...scope, region: 'eu-west-1' })).toEqual([]);
      });

      it('keeps the later read, and forgets', async () => {
        await ledger.recordPool(pool);
        await ledger.recordPool({ ...pool, members: [], readAt: at(0) });
        expect(await ledger.pools(scope)).toEqual([pool]);
        await ledger.recordPool({ ...pool, members: [], readAt: at(2) });
        expect(await ledger.pools(scope)).toEqual([{ ...pool, members: [], readAt: at(2) }]);
        await ledger.forgetPool(POOL);
        expect(await ledger.pools(scope)).toEqual([]);
      });

      it('reads every page of a scope', async () => {
        const members = Array.from({ length: 100 }, (_, n) =>
          smsArn(`phone-number/phone-${n}`.padEnd(900, '0')),
        );
        const pools = Array.from({ length: 25 }, (_, n) => ({
          ...pool,
          arn: smsArn(`pool/pool-${n + 10}`),
          members,
        }));
        for (const each of pools) await ledger.recordPool(each);
        expect(await ledger.pools(scope)).toEqual(pools);
      });
    });

    describe('removals', () => {
      it('puts a removal on record once', async () => {
        expect(await ledger.planRemoval(aRemoval())).toBe(true);
        expect(await ledger.planRemoval(aRemoval({ principal: '555566667777' }))).toBe(false);
        expect(await ledger.removals(SHARE)).toEqual([aRemoval()]);
        expect(await ledger.removal(SHARE, aRemoval().id)).toEqual(aRemoval());
        expect(await ledger.removal(SHARE, 'another')).toBeUndefined();
      });

      it('shows them with the findings about the same share, and nothing of others', async () => {
        const findings = dynamoFindings(running.client, tableName);
        const finding = await findings.open(aDraft({ about: SHARE }), at(0));
        await findings.open(aDraft({ about: fresh() }), at(0));
        await ledger.recordShare(aShare(), undefined);
        await ledger.planRemoval(aRemoval());
        expect(await ledger.history(SHARE)).toEqual({ findings: [finding], removals: [aRemoval()] });
        expect(await ledger.history(fresh())).toEqual({ findings: [], removals: [] });
      });

      it('keeps them when the share is forgotten', async () => {
        await ledger.recordShare(aShare(), undefined);
        await ledger.planRemoval(aRemoval());
        await ledger.forgetShare(SHARE);
        expect(await ledger.removals(SHARE)).toHaveLength(1);
      });

      it('holds the verdicts of 5,000 resources', async () => {
        const resources = Array.from({ length: 5000 }, (_, n) => smsArn(`sender-id/N${n}/GB`));
        const verdicts = resources.map((resource) => ({
          decision: 'forbidden' as const,
          resource,
          consumer: '999988887777',
          mode: 'enforce' as const,
          reason: 'inside-only allows only the organization',
        }));
        const removal = aRemoval({ resources, verdicts });
        await ledger.planRemoval(removal);
        expect(await ledger.moveRemoval(removal, aStep('requested', 1))).toBe(true);
        expect(await ledger.removals(SHARE)).toEqual([moved(removal, aStep('requested', 1))]);
      });

      describe('of a share with 5,000 resources', () => {
        const resources = Array.from({ length: 5000 }, (_, n) => smsArn(`phone-number/phone-${hexOf(n)}`));
        const before = { resources, sources: [], permissions: [] };
        const after = { ...before, permissions: [{ arn: 'a permission', version: '1' }] };
        const acts: readonly (readonly [Act, Act])[] = [
          [
            { kind: 'share-principal', before },
            { kind: 'share-principal', before: after },
          ],
          [
            { kind: 'share-resources', taken: resources, before },
            { kind: 'share-resources', taken: resources, before: after },
          ],
        ];

        it.each(acts.map(([act, anew]) => [act.kind, act, anew] as const))(
          'plans and moves %s',
          async (_, act, anew) => {
            const removal = aRemoval({ act, resources });
            expect(await ledger.planRemoval(removal)).toBe(true);
            expect(await ledger.removal(SHARE, removal.id)).toEqual(removal);
            const step = aStep('planned', 1);
            const why = { resources: resources.slice(1), verdicts: [] };
            expect(await ledger.moveRemoval(removal, step, { act: anew, ...why })).toBe(true);
            const last = { ...moved(removal, step), act: anew, ...why };
            expect(await ledger.moveRemoval(last, aStep('requested', 2), { act: anew })).toBe(true);
            expect(await ledger.removals(SHARE)).toEqual([moved(last, aStep('requested', 2))]);
          },
        );
      });

      it('reads what an earlier version put there as it is', async () => {
        const { resources, verdicts, ...removal } = aRemoval();
        const key = { pk: partitionOf(SHARE), sk: `REMOVAL#${removal.id}` };
        const why = { plain: { resources, verdicts } };
        await tableOf(running.client, tableName).put({ ...key, kind: 'removal', ...removal, why });
        expect(await ledger.removals(SHARE)).toEqual([aRemoval()]);
      });

      it('moves a removal as its model does, and refuses whoever has seen an older state', async () => {
        const statuses: RemovalStatus[] = ['planned', 'requested', 'waiting', 'done', 'refused', 'undone'];
        const moves = fc.array(fc.record({ to: fc.constantFrom(...statuses), seen: fc.nat(3) }), {
          maxLength: 8,
        });
        await fc.assert(
          fc.asyncProperty(moves, async (history) => {
            const share = { arn: fresh(), name: 'numbers' };
            const known: [Removal, ...Removal[]] = [aRemoval({ share })];
            await ledger.planRemoval(known[0]);
            for (const [n, { to, seen }] of history.entries()) {
              const [current] = known;
              const from = known[seen] ?? current;
              const hasMoved = await ledger.moveRemoval(from, aStep(to, n));
              expect(hasMoved).toBe(from === current);
              if (hasMoved) known.unshift(moved(current, aStep(to, n)));
            }
            expect(await ledger.removals(share.arn)).toEqual([known[0]]);
          }),
          { numRuns: 30 },
        );
      });

      it('is not mistaken when an answer gets lost and the SDK asks again', async () => {
        const client = losingAnswers(running);
        const lossy = dynamoLedger(client, tableName);
        expect(await lossy.planRemoval(aRemoval())).toBe(true);
        expect(await lossy.moveRemoval(aRemoval(), aStep('requested', 1))).toBe(true);
        expect(await lossy.planRemoval(aRemoval())).toBe(false);
        expect(await lossy.removals(SHARE)).toEqual([moved(aRemoval(), aStep('requested', 1))]);
        client.destroy();
      });

      it('lets one of several move a removal on', async () => {
        await fc.assert(
          fc.asyncProperty(interleavings(), fc.integer({ min: 2, max: 4 }), async (interleaving, writers) => {
            const removal = aRemoval({ share: { arn: fresh(), name: 'numbers' } });
            const scheduled = dynamoLedger(interleaving.through(running.client), tableName);
            const first = await interleaving.run(
              Array.from({ length: writers }, () => scheduled.planRemoval(removal)),
            );
            expect(first.filter(Boolean)).toHaveLength(1);
            const second = await interleaving.run(
              Array.from({ length: writers }, () => scheduled.moveRemoval(removal, aStep('planned', 1))),
            );
            expect(second.filter(Boolean)).toHaveLength(1);
          }),
          { numRuns: 20 },
        );
      });
    });
  });
});

const shareThatHolds = (
  arn: string,
  { second, holds }: { readonly second: number; readonly holds: readonly string[] },
): ShareSnapshot =>
  aShare({ arn, readAt: at(second), resources: holds.map((name) => association(smsArn(name))) });

/** As AWS names things: nothing that compresses well. */
const hexOf = (n: number): string => createHash('md5').update(`${n}`).digest('hex');

/** A client to whom the answer of the first attempt of every write gets lost. */
function losingAnswers(running: RunningStore): RunningStore['client'] {
  const client = running.connect();
  client.middlewareStack.add(
    (next, { commandName }) => {
      let attempts = 0;
      return async (request) => {
        const answer = await next(request);
        if (attempts++ > 0 || /Get|Query/.test(commandName ?? '')) return answer;
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
      };
    },
    { step: 'deserialize', priority: 'high' },
  );
  return client;
}

/** The client of a process that dies behind so many writes. */
function dyingAfter(writes: number, { client }: RunningStore): RunningStore['client'] {
  let left = writes;
  return new Proxy(client, {
    get(target, member, receiver) {
      if (member !== 'send') return Reflect.get(target, member, receiver);
      return async (command: Parameters<typeof client.send>[0]) => {
        if (!/Get|Query/.test(command.constructor.name) && left-- <= 0) throw new Error('the process died');
        return target.send(command);
      };
    },
  });
}
