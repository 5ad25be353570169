import { describe, expect, it } from 'vitest';
import {
  type Finding,
  type FindingBody,
  findingId,
  isNews,
  isOfPool,
  newsKey,
  newsOf,
  type Remedy,
  remedyOf,
} from '../../src/core/finding.ts';
import {
  ALLOWED,
  aDraft,
  aFinding,
  aVerdict,
  CAMPAIGNS_OU,
  NOW,
  NUMBER,
  OUTSIDER,
  POOL,
  SANDBOX,
  SHARE,
  SNS,
} from '../support/builders.ts';

const changes = (parts: Partial<Finding>) => newsOf(aFinding(parts), NOW).map(({ change }) => change);
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
    [
      'that there is more of, and that is snoozed',
      { revision: 2, toldRevision: 1, snoozedUntil: '2026-11-02T10:00:00.001Z' },
      [],
    ],
    ['whose snooze is over', { revision: 2, toldRevision: 1, snoozedUntil: NOW }, ['changed']],
    [
      'that went while it was snoozed',
      { ...resolved, resolution: 'gone', snoozedUntil: '2026-11-09T00:00:00.000Z' },
      ['resolved'],
    ],
  ] as const)('%s', (_, parts, expected) => {
    expect(changes(parts)).toEqual(expected);
  });

  it('says which finding, occurrence and revision it is of', () => {
    expect(newsOf(aFinding({ occurrence: 2, revision: 3 }), NOW)).toEqual([
      { findingId: aDraft().id, about: SHARE, change: 'opened', occurrence: 2, revision: 3 },
    ]);
  });

  it('has a key of its own for each occurrence, revision and change', () => {
    const news = [
      ...newsOf(aFinding(), NOW),
      ...newsOf(aFinding({ occurrence: 2 }), NOW),
      ...newsOf(aFinding({ revision: 2, toldRevision: 1 }), NOW),
      ...newsOf(aFinding({ ...resolved, resolution: 'gone' }), NOW),
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
const judgedFor = (consumer: string): FindingBody =>
  ({ ...undecided(), verdicts: [aVerdict({ consumer })] }) as FindingBody;
const uncovered = (...members: readonly string[]): FindingBody => ({
  kind: 'uncovered-pool',
  pool: POOL,
  gap: { missing: [{ consumer: ALLOWED, members }] },
});

const through = (accounts: readonly string[], resources = [NUMBER]): FindingBody => ({
  kind: 'denied-through-group',
  principal: CAMPAIGNS_OU,
  resources,
  verdicts: accounts.map((account) => aVerdict({ consumer: account })),
});
const unbound = (remedy: Remedy = { action: 'bind' }, resources = [NUMBER]): FindingBody => ({
  kind: 'unbound-service',
  principal: SNS,
  resources,
  remedy,
});
const failed = (...entities: readonly string[]): FindingBody => ({
  kind: 'failed-association',
  subject: { arn: SHARE, name: 'campaign' },
  reason: 'RAM does not say why',
  entities,
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
    [
      'of something else with nothing in it',
      failed(),
      { ...failed(), kind: 'open-share' } as FindingBody,
      true,
    ],
    ['of a denied account in a group', through([SANDBOX]), through([SANDBOX]), false],
    ['of a denied account, and of another', through([SANDBOX]), through([SANDBOX, ALLOWED]), true],
    ['of two, one of which left', through([SANDBOX, ALLOWED]), through([SANDBOX]), false],
    ['of a group with one more resource', through([SANDBOX]), through([SANDBOX], [NUMBER, POOL]), true],
    ['of other accounts for the same', judgedFor(ALLOWED), judgedFor(SANDBOX), false],
    ['of a service', unbound(), unbound(), false],
    ['of a service with one more resource', unbound(), unbound({ action: 'bind' }, [NUMBER, POOL]), true],
    [
      'of a service that is left to a person now',
      unbound(),
      unbound({ action: 'refuse', reason: 'x' }),
      true,
    ],
    [
      'why a person is needed',
      unbound({ action: 'refuse', reason: 'x' }),
      unbound({ action: 'refuse', reason: 'y' }),
      false,
    ],
    ['of one that failed', failed(NUMBER), failed(NUMBER), false],
    ['of one that failed, and of another', failed(NUMBER), failed(NUMBER, POOL), true],
    ['of two that failed, one of which came', failed(NUMBER, POOL), failed(POOL), false],
    ['of a gap, and now of its member', uncovered(NUMBER), failed(NUMBER), true],
    ['of a member, and now of a gap', failed(NUMBER), uncovered(NUMBER), true],
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
      findingId('forbidden-consumer', SHARE, OUTSIDER, SNS),
      findingId('forbidden-consumer', SHARE, SNS),
    ];
    expect(new Set(ids).size).toBe(6);
    expect(findingId('forbidden-consumer', SHARE, OUTSIDER)).toBe(ids[0]);
  });
});

describe('the id of a finding', () => {
  it.each([
    [['uncovered-pool', POOL], `uncovered-pool|${POOL}`],
    [['forbidden-consumer', SHARE, OUTSIDER], `forbidden-consumer|${SHARE}|${OUTSIDER}`],
    [['forbidden-consumer', SHARE, OUTSIDER, SNS], `forbidden-consumer|${SHARE}|${OUTSIDER}|${SNS}`],
  ] as const)('of %j stays as it is', (parts, id) => {
    const [kind, about, principal, service] = parts;
    expect(findingId(kind, about, principal, service)).toBe(id);
  });
});

describe('a finding', () => {
  it('is of the pool as such when it is about what is in it', () => {
    const unshareable: FindingBody = { ...failed(), kind: 'unshareable-member' } as FindingBody;
    const kinds = [uncovered(), unshareable, failed(), forbidden(), undecided()].map(isOfPool);
    expect(kinds).toEqual([true, true, false, false, false]);
  });

  it('has a remedy when something is done about it', () => {
    expect([forbidden(), unbound(), undecided(), failed(), uncovered()].map(remedyOf)).toEqual([
      { action: 'remove' },
      { action: 'bind' },
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['opened', {}, `${aDraft().id} 1.1 opened`],
    ['changed', { occurrence: 2, revision: 3, toldRevision: 1 }, `${aDraft().id} 2.3 changed`],
  ] as const)('is told as %s by a key that stays', (_, parts, key) => {
    expect(newsOf(aFinding(parts), NOW).map(newsKey)).toEqual([key]);
  });
});
