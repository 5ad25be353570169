import { describe, expect, it } from 'vitest';
import type { Finding, FindingBody } from '../../src/core/finding.ts';
import {
  isStanding,
  mayAttempt,
  memberAddition,
  moved,
  plannedRemoval,
  type Removal,
  type RemovalStatus,
  removalId,
  secondsUntilRecheck,
  wasAsked,
  wasHeldUp,
} from '../../src/core/removal.ts';
import {
  aFinding,
  aRemoval,
  aVerdict,
  NOW,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  REGION,
  SENDER_ID,
  SHARE,
  SNS,
} from '../support/builders.ts';

const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

describe('another attempt', () => {
  it.each([
    ['nothing on record', undefined, 0, true],
    ['planned by a run that may be alive', 'planned', 89, false],
    ['planned by a run that must be dead', 'planned', 90, true],
    ['requested a moment ago', 'requested', 60, false],
    ['requested long ago, and the principal still there', 'requested', 120, true],
    ['waiting', 'waiting', 0, true],
    ['refused a moment ago', 'refused', 600, false],
    ['refused an hour ago', 'refused', 3600, true],
    ['refused not quite an hour ago', 'refused', 3599, false],
    ['requested not quite long ago', 'requested', 119, false],
    ['done', 'done', 1_000_000, false],
  ] as const)('%s', (_, status, seconds, expected) => {
    expect(mayAttempt(status && aRemoval({ status }), later(seconds))).toBe(expected);
  });
});

describe('another attempt after several steps', () => {
  it('waits from the last of them', () => {
    const removal = moved(aRemoval(), 'requested', later(300), 'accepted');
    expect(mayAttempt(removal, later(419))).toBe(false);
    expect(mayAttempt(removal, later(420))).toBe(true);
  });
});

describe('the next look', () => {
  it.each([
    [0, 2],
    [10, 5],
    [600, 300],
    [43_200, 900],
  ])('comes %i s after the beginning in %i s', (age, seconds) => {
    expect(secondsUntilRecheck(aRemoval(), later(age))).toBe(seconds);
  });

  it('comes soon after what nobody recorded the beginning of', () => {
    expect(secondsUntilRecheck(aRemoval({ steps: [] }), NOW)).toBe(2);
  });

  it('reaches past the twelve hours of an invitation in fewer than 70 looks', () => {
    let [age, looks] = [0, 0];
    while (age < 43_200) {
      age += secondsUntilRecheck(aRemoval(), later(age));
      looks += 1;
    }
    expect(looks).toBeLessThan(70);
  });
});

describe('a removal that moves on', () => {
  it('keeps every step and counts the answers of RAM', () => {
    const removal = moved(
      moved(aRemoval(), 'waiting', later(1), 'in transition'),
      'requested',
      later(9),
      'accepted',
    );
    expect(removal.steps.map(({ status }) => status)).toEqual(['planned', 'waiting', 'requested']);
    expect(removal.steps.at(-1)).toEqual({ status: 'requested', at: later(9), reason: 'accepted' });
    expect(removal).toMatchObject({ status: 'requested', attempts: 2 });
  });

  it.each([
    ['planned', 3],
    ['requested', 4],
    ['waiting', 4],
    ['refused', 3],
    ['done', 3],
  ] as const)('to %s has had so many answers', (status, attempts) => {
    expect(moved(aRemoval({ attempts: 3 }), status, later(1), 'x').attempts).toBe(attempts);
  });
});

describe('what is put on record before anything is done', () => {
  const actor = { arn: 'arn:aws:iam::111122223333:user/operator' };
  const planned = { status: 'planned', attempts: 0, owner: OWNER, region: REGION } as const;

  it('says what, of whom, where, why, by whom and when', () => {
    const finding = aFinding({ actor, occurrence: 2 });
    expect(plannedRemoval(finding, { kind: 'share-principal' }, NOW)).toEqual({
      ...planned,
      id: `${finding.id}|2`,
      findingId: finding.id,
      occurrence: 2,
      about: SHARE,
      act: { kind: 'share-principal' },
      share: { arn: SHARE, name: 'campaign' },
      principal: OUTSIDER,
      resources: [NUMBER],
      verdicts: [aVerdict()],
      actor,
      steps: [{ status: 'planned', at: NOW, reason: aVerdict().reason }],
    });
  });

  it('gives a reason also of a service that no verdict forbids', () => {
    const policy = { resource: NUMBER, statements: ['Alarms'] };
    const body: FindingBody = {
      kind: 'unbound-service',
      policy,
      principal: OUTSIDER,
      through: SNS,
      resources: [NUMBER],
      remedy: { action: 'bind' },
    };
    const act = { kind: 'policy-source', before: '{}' } as const;
    expect(plannedRemoval(aFinding({ body }), act, NOW)).toMatchObject({
      act,
      policy,
      through: SNS,
      verdicts: [],
      steps: [{ reason: 'the service acts for anybody' }],
    });
  });

  it('is nothing of a finding that names no consumer', () => {
    const body: FindingBody = { kind: 'uncovered-pool', pool: POOL, gap: { missing: [] } };
    const finding: Finding = aFinding({ id: 'uncovered-pool|x', body });
    expect(() => plannedRemoval(finding, { kind: 'share-principal' }, NOW)).toThrow(
      'a finding that names no consumer: uncovered-pool|x',
    );
  });

  it('names share and member of what is added, once for each of them', () => {
    const finding = aFinding({ id: `uncovered-pool|${POOL}`, about: POOL, occurrence: 3 });
    const share = { arn: SHARE, name: 'campaign', owner: OWNER };
    expect(memberAddition(finding, share, SENDER_ID, NOW)).toEqual({
      ...planned,
      id: `uncovered-pool|${POOL}|3|${SHARE}|${SENDER_ID}`,
      findingId: `uncovered-pool|${POOL}`,
      occurrence: 3,
      about: SHARE,
      act: { kind: 'share-member', member: SENDER_ID },
      share: { arn: SHARE, name: 'campaign' },
      principal: '',
      resources: [SENDER_ID],
      verdicts: [],
      steps: [
        {
          status: 'planned',
          at: NOW,
          reason: 'consumers of the pool lack it, and all of the share are allowed it',
        },
      ],
    });
  });

  it('has an id for each occurrence', () => {
    expect(removalId({ id: 'x', occurrence: 1 })).toBe('x|1');
    expect(removalId({ id: 'x', occurrence: 2 })).toBe('x|2');
  });
});

describe('a removal', () => {
  const after = (...statuses: readonly RemovalStatus[]): Removal =>
    aRemoval({
      ...(statuses.length > 0 && { status: statuses.at(-1) ?? 'planned' }),
      steps: statuses.map((status) => ({ status, at: NOW, reason: 'x' })),
    });

  it.each([
    [['planned'], true],
    [['planned', 'requested'], true],
    [['planned', 'requested', 'waiting'], true],
    [['planned', 'requested', 'done'], true],
    [['planned', 'waiting', 'planned'], true],
    [['planned', 'waiting'], false],
    [['planned', 'refused'], false],
    [['planned', 'done'], false],
  ] as const)('that went %j may have been heard by RAM: %s', (statuses, expected) => {
    expect(wasAsked(after(...statuses))).toBe(expected);
  });

  it.each([
    ['planned', true],
    ['requested', true],
    ['waiting', true],
    ['refused', false],
    ['done', false],
  ] as const)('that is %s is worth looking for: %s', (status, expected) => {
    expect(isStanding(aRemoval({ status }))).toBe(expected);
  });

  it('that has no steps is as if it had just begun', () => {
    expect(mayAttempt(aRemoval({ steps: [] }), later(1000))).toBe(false);
    expect(wasHeldUp(aRemoval({ steps: [] }))).toBe(false);
  });
});

describe('a removal that people may have heard of as held up', () => {
  it.each([
    ['accepted at once', ['requested', 1], undefined, false],
    ['accepted after a moment', ['waiting', 1], ['requested', 59], false],
    ['accepted after a minute', ['waiting', 1], ['requested', 60], true],
    ['accepted after a refusal', ['refused', 1], ['requested', 2], true],
    ['never accepted', ['waiting', 1], undefined, false],
    ['accepted after a minute without a wait', ['requested', 61], undefined, false],
    ['planned anew after a minute', ['waiting', 1], ['planned', 61], true],
    ['accepted at once, and then made to wait', ['requested', 1], ['waiting', 61], false],
  ] as const)('%s', (_, first, second, expected) => {
    const steps = [['planned', 0] as const, first, ...(second ? [second] : [])];
    const removal = aRemoval({
      steps: steps.map(([status, seconds]) => ({ status, at: later(seconds), reason: 'x' })),
    });
    expect(wasHeldUp(removal)).toBe(expected);
  });
});
