import { describe, expect, it } from 'vitest';
import { type FindingBody, findingId } from '../../src/core/finding.ts';
import { planPool } from '../../src/core/plan-pool.ts';
import { ALLOWED, aFinding, NUMBER, OWNER, POOL, REGION, SENDER_ID } from '../support/builders.ts';

const gapOf = (...members: readonly string[]) => ({ missing: [{ consumer: ALLOWED, members }] });
const NOTHING = { open: [], resolve: [] };
const id = findingId('uncovered-pool', POOL);
const uncovered = (gap: ReturnType<typeof gapOf>): FindingBody => ({
  kind: 'uncovered-pool',
  pool: POOL,
  gap,
});
const draft = (gap: ReturnType<typeof gapOf>) => ({
  id,
  about: POOL,
  owner: OWNER,
  region: REGION,
  body: { kind: 'uncovered-pool', pool: POOL, gap } as const,
});
const standing = (gap: ReturnType<typeof gapOf>) => aFinding(draft(gap));

describe('an uncovered pool', () => {
  it('opens a finding', () => {
    expect(planPool(POOL, 'uncovered', [uncovered(gapOf(NUMBER))], [])).toEqual({
      open: [draft(gapOf(NUMBER))],
      resolve: [],
    });
  });

  it('has nothing to put on record that is there already', () => {
    expect(planPool(POOL, 'uncovered', [uncovered(gapOf(NUMBER))], [standing(gapOf(NUMBER))])).toEqual(
      NOTHING,
    );
  });

  it.each([
    ['grown', gapOf(NUMBER), gapOf(NUMBER, SENDER_ID)],
    ['smaller', gapOf(NUMBER, SENDER_ID), gapOf(NUMBER)],
  ])('brings a finding up to date whose gap has %s', (_, before, now) => {
    expect(planPool(POOL, 'uncovered', [uncovered(now)], [standing(before)]).open).toEqual([draft(now)]);
  });

  it('opens a finding anew that was resolved', () => {
    const resolved = { ...standing(gapOf(NUMBER)), status: 'resolved' } as const;
    expect(planPool(POOL, 'uncovered', [uncovered(gapOf(NUMBER))], [resolved]).open).toHaveLength(1);
  });
});

describe.each(['covered', 'unshared', 'gone'] as const)('a pool that is %s', (state) => {
  it('resolves what is open', () => {
    const finding = standing(gapOf(NUMBER));
    const resolve = [{ finding, resolution: state }];
    expect(planPool(POOL, state, [], [finding])).toEqual({ open: [], resolve });
  });

  it('leaves alone what is resolved', () => {
    const resolved = { ...standing(gapOf(NUMBER)), status: 'resolved' } as const;
    expect(planPool(POOL, state, [], [resolved])).toEqual(NOTHING);
  });
});
