import { describe, expect, it } from 'vitest';
import { type FindingBody, findingId } from '../../src/core/finding.ts';
import { planPool } from '../../src/core/plan-pool.ts';
import { ALLOWED, aFinding, NUMBER, OWNER, POOL, REGION, SENDER_ID, smsArn } from '../support/builders.ts';

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

describe('a pool with a member that can not be shared', () => {
  const RCS = smsArn('rcs-agent/rcs-1');
  const unshareable = (...entities: readonly string[]): FindingBody => ({
    kind: 'unshareable-member',
    subject: { arn: POOL, name: 'pool-0123456789abcdef0123456789abcdef' },
    reason: 'the pool is shared, and holds what can not be shared at all',
    entities,
  });
  const onRecord = (...entities: readonly string[]) =>
    aFinding({ id: findingId('unshareable-member', POOL), about: POOL, body: unshareable(...entities) });

  it('opens a finding of its own beside that of the gap', () => {
    const made = planPool(
      POOL,
      'uncovered',
      [uncovered(gapOf(NUMBER)), unshareable(RCS)],
      [standing(gapOf(NUMBER))],
    );
    expect(made).toEqual({
      open: [{ ...draft(gapOf()), id: findingId('unshareable-member', POOL), body: unshareable(RCS) }],
      resolve: [],
    });
  });

  it('opens the finding of a gap beside its own', () => {
    const made = planPool(POOL, 'uncovered', [uncovered(gapOf(NUMBER)), unshareable(RCS)], [onRecord(RCS)]);
    expect(made).toEqual({ open: [draft(gapOf(NUMBER))], resolve: [] });
  });

  it('has nothing to put on record that is there already', () => {
    expect(planPool(POOL, 'covered', [unshareable(RCS)], [onRecord(RCS)])).toEqual(NOTHING);
  });

  it.each([
    ['another', [RCS], [smsArn('rcs-agent/rcs-2')]],
    ['one more', [RCS], [RCS, smsArn('rcs-agent/rcs-2')]],
    ['one less', [RCS, smsArn('rcs-agent/rcs-2')], [RCS]],
  ])('brings its finding up to date that has %s', (_, before, now) => {
    const made = planPool(POOL, 'covered', [unshareable(...now)], [onRecord(...before)]);
    expect(made.open.map(({ body }) => body)).toEqual([unshareable(...now)]);
    expect(made.resolve).toEqual([]);
  });

  it.each([
    ['covered', 'mended'],
    ['uncovered', 'mended'],
    ['unshared', 'unshared'],
    ['gone', 'gone'],
  ] as const)('has none any more in a pool that is %s: %s', (state, resolution) => {
    const finding = onRecord(RCS);
    expect(planPool(POOL, state, [], [finding])).toEqual({ open: [], resolve: [{ finding, resolution }] });
  });

  it('is told apart from a gap that is mended while the member stays', () => {
    const [gap, member] = [standing(gapOf(NUMBER)), onRecord(RCS)];
    expect(planPool(POOL, 'covered', [unshareable(RCS)], [gap, member])).toEqual({
      open: [],
      resolve: [{ finding: gap, resolution: 'covered' }],
    });
  });
});

describe('findings about the policy of a pool', () => {
  it('are none of its own', () => {
    expect(planPool(POOL, 'covered', [], [aFinding({ about: POOL })])).toEqual(NOTHING);
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
