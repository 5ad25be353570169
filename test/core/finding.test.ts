import { describe, expect, it } from 'vitest';
import {
  type Finding,
  type FindingBody,
  findingId,
  isNews,
  newsKey,
  newsOf,
} from '../../src/core/finding.ts';
import { ALLOWED, aDraft, aFinding, NUMBER, OUTSIDER, POOL, SHARE } from '../support/builders.ts';

const changes = (parts: Partial<Finding>) => newsOf(aFinding(parts)).map(({ change }) => change);
const resolved = { status: 'resolved', toldRevision: 1 } as const;

describe('news of a finding', () => {
  it.each([
    ['that was just opened', { toldRevision: 0 }, ['opened']],
    ['that was told', { toldRevision: 1 }, []],
    ['that there is more of', { revision: 3, toldRevision: 2 }, ['changed']],
    ['that there was more of before it was told', { revision: 3, toldRevision: 0 }, ['opened']],
    ['that went', { ...resolved, resolution: 'gone' }, ['resolved']],
    ['that is allowed now', { ...resolved, resolution: 'allowed' }, ['resolved']],
    ['that went, which was told', { ...resolved, resolution: 'gone', toldResolution: true }, []],
    ['that was removed by us', { ...resolved, resolution: 'removed' }, []],
    ['that was removed by us after a delay', { ...resolved, resolution: 'removed-late' }, ['resolved']],
    [
      'that came and went untold',
      { ...resolved, toldRevision: 0, resolution: 'gone' },
      ['opened', 'resolved'],
    ],
    [
      'that was removed before it was told',
      { ...resolved, toldRevision: 0, resolution: 'removed' },
      ['opened'],
    ],
  ] as const)('%s', (_, parts, expected) => {
    expect(changes(parts)).toEqual(expected);
  });

  it('says which finding, occurrence and revision it is of', () => {
    expect(newsOf(aFinding({ occurrence: 2, revision: 3 }))).toEqual([
      { findingId: aDraft().id, about: SHARE, change: 'opened', occurrence: 2, revision: 3 },
    ]);
  });

  it('has a key of its own for each occurrence, revision and change', () => {
    const news = [
      ...newsOf(aFinding()),
      ...newsOf(aFinding({ occurrence: 2 })),
      ...newsOf(aFinding({ revision: 2, toldRevision: 1 })),
      ...newsOf(aFinding({ ...resolved, resolution: 'gone' })),
    ];
    expect(new Set(news.map(newsKey)).size).toBe(4);
  });
});

const forbidden = (resources: readonly string[] = [NUMBER], action: 'remove' | 'observe' = 'remove') =>
  ({ ...aDraft().body, kind: 'forbidden-consumer', resources, remedy: { action } }) as FindingBody;
const undecided = (resources: readonly string[] = [NUMBER]): FindingBody => ({
  kind: 'undecided-consumer',
  share: { arn: SHARE, name: 'campaign' },
  principal: OUTSIDER,
  resources,
  verdicts: [],
});
const uncovered = (...members: readonly string[]): FindingBody => ({
  kind: 'uncovered-pool',
  pool: POOL,
  gap: { missing: [{ consumer: ALLOWED, members }] },
});

describe('people who were told', () => {
  it.each([
    ['the same', forbidden(), forbidden(), false],
    ['of one more resource', forbidden(), forbidden([NUMBER, POOL]), true],
    ['of one resource less', forbidden([NUMBER, POOL]), forbidden(), false],
    ['that it would be removed, and it is', forbidden([NUMBER], 'observe'), forbidden(), true],
    ['the same of an undecided consumer', undecided(), undecided(), false],
    ['of an undecided consumer with one more resource', undecided(), undecided([NUMBER, POOL]), true],
    ['of a gap that grew', uncovered(NUMBER), uncovered(NUMBER, POOL), true],
    ['of a gap that shrank', uncovered(NUMBER, POOL), uncovered(NUMBER), false],
    ['of something else', undecided(), forbidden(), true],
  ])('%s', (_, before, now, expected) => {
    expect(isNews(before, now)).toBe(expected);
  });
});

describe('the id of a finding', () => {
  it('tells kinds, shares and principals apart', () => {
    const ids = [
      findingId('forbidden-consumer', SHARE, OUTSIDER),
      findingId('forbidden-consumer', SHARE, ALLOWED),
      findingId('undecided-consumer', SHARE, OUTSIDER),
      findingId('uncovered-pool', POOL),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(findingId('forbidden-consumer', SHARE, OUTSIDER)).toBe(ids[0]);
  });
});
