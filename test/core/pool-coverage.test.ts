import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasGrown, type PoolSnapshot, poolCoverage } from '../../src/core/pool-coverage.ts';
import { ALLOWED, NOW, NUMBER, OPT_OUT_LIST, OUTSIDER, POOL, SENDER_ID } from '../support/builders.ts';
import { runs } from '../support/runs.ts';

const pool = (parts: Partial<PoolSnapshot> = {}): PoolSnapshot => ({
  arn: POOL,
  members: [NUMBER, SENDER_ID],
  optOutList: OPT_OUT_LIST,
  readAt: NOW,
  ...parts,
});
const reach = (edges: Readonly<Record<string, readonly string[]>>) =>
  new Map(Object.entries(edges).map(([resource, consumers]) => [resource, new Set(consumers)]));

describe('a pool that a consumer reaches', () => {
  it('is covered when the consumer reaches all that is in it', () => {
    const all = reach({
      [POOL]: [ALLOWED],
      [NUMBER]: [ALLOWED],
      [SENDER_ID]: [ALLOWED],
      [OPT_OUT_LIST]: [ALLOWED],
    });
    expect(poolCoverage(pool(), all)).toEqual({ missing: [] });
  });

  it('is not when the consumer lacks a member or the opt-out list', () => {
    const some = reach({
      [POOL]: [OUTSIDER, ALLOWED],
      [NUMBER]: [ALLOWED],
      [SENDER_ID]: [ALLOWED, OUTSIDER],
    });
    expect(poolCoverage(pool(), some)).toEqual({
      missing: [
        { consumer: ALLOWED, members: [OPT_OUT_LIST] },
        { consumer: OUTSIDER, members: [OPT_OUT_LIST, NUMBER] },
      ],
    });
  });

  it('names a member once that the pool lists twice', () => {
    const gap = poolCoverage(
      pool({ members: [NUMBER, NUMBER], optOutList: undefined }),
      reach({ [POOL]: [ALLOWED] }),
    );
    expect(gap.missing).toEqual([{ consumer: ALLOWED, members: [NUMBER] }]);
  });

  it('asks no opt-out list of a service: none can be shared with it', () => {
    const sns = 'sns.amazonaws.com';
    const numbers = reach({ [POOL]: [sns], [NUMBER]: [sns], [SENDER_ID]: [sns] });
    expect(poolCoverage(pool(), numbers)).toEqual({ missing: [] });
  });
});

describe('a member that a policy opens to everyone', () => {
  it('covers each consumer of the pool', () => {
    const open = reach({
      [POOL]: [ALLOWED, OUTSIDER, 'sns.amazonaws.com'],
      [NUMBER]: ['*'],
      [SENDER_ID]: ['*', ALLOWED],
      [OPT_OUT_LIST]: ['*'],
    });
    expect(poolCoverage(pool(), open)).toEqual({ missing: [] });
  });

  it('is asked of everyone only when the pool is open to everyone', () => {
    const open = reach({ [POOL]: ['*'], [NUMBER]: [ALLOWED], [SENDER_ID]: ['*'], [OPT_OUT_LIST]: ['*'] });
    expect(poolCoverage(pool(), open)).toEqual({ missing: [{ consumer: '*', members: [NUMBER] }] });
  });
});

describe('a pool without an opt-out list', () => {
  it('needs none', () => {
    const numbers = reach({ [POOL]: [ALLOWED], [NUMBER]: [ALLOWED] });
    expect(poolCoverage(pool({ members: [NUMBER], optOutList: undefined }), numbers)).toEqual({
      missing: [],
    });
  });
});

describe('a pool that nobody reaches', () => {
  it('has no gap', () => {
    expect(poolCoverage(pool(), reach({ [NUMBER]: [ALLOWED] }))).toEqual({ missing: [] });
  });
});

describe('any pool', () => {
  const consumer = fc.constantFrom(ALLOWED, OUTSIDER, '555566667777', 'sns.amazonaws.com');
  const resource = fc.constantFrom(POOL, NUMBER, SENDER_ID, OPT_OUT_LIST);
  const edges = fc.array(fc.tuple(resource, consumer));
  const reachOf = (pairs: readonly (readonly [string, string])[]) => {
    const byResource = Map.groupBy(pairs, ([to]) => to);
    return new Map([...byResource].map(([to, each]) => [to, new Set(each.map(([, who]) => who))]));
  };

  it('has the same gap in whatever order things were shared', () => {
    fc.assert(
      fc.property(edges, fc.infiniteStream(fc.nat()), (pairs, keys) => {
        const shuffled = pairs
          .map((pair) => ({ pair, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ pair }) => pair);
        expect(poolCoverage(pool(), reachOf(shuffled))).toEqual(poolCoverage(pool(), reachOf(pairs)));
      }),
      runs(),
    );
  });

  it('gets no larger gap by sharing one more member, and a gap grows only by new pairs', () => {
    fc.assert(
      fc.property(edges, fc.constantFrom(NUMBER, SENDER_ID, OPT_OUT_LIST), consumer, (pairs, member, who) => {
        const before = poolCoverage(pool(), reachOf(pairs));
        const after = poolCoverage(pool(), reachOf([...pairs, [member, who]]));
        expect(hasGrown(before, after)).toBe(false);
        const lost = JSON.stringify(before) !== JSON.stringify(after);
        expect(hasGrown(after, before)).toBe(lost);
      }),
      runs(),
    );
  });
});

describe('a gap', () => {
  const gap = { missing: [{ consumer: ALLOWED, members: [NUMBER] }] };
  it('has grown by a member or a consumer, not by losing one', () => {
    const more = { missing: [{ consumer: ALLOWED, members: [NUMBER, SENDER_ID] }] };
    const another = { missing: [{ consumer: OUTSIDER, members: [NUMBER] }] };
    expect(hasGrown(gap, more)).toBe(true);
    expect(hasGrown(more, gap)).toBe(false);
    expect(hasGrown(gap, another)).toBe(true);
    expect(hasGrown(gap, { missing: [] })).toBe(false);
  });
});
