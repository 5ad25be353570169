import { describe, expect, it } from 'vitest';
import type { Finding, FindingBody } from '../../src/core/finding.ts';
import {
  memberAddition,
  moved,
  plannedRemoval,
  removalId,
  secondsToAcceptance,
} from '../../src/core/removal.ts';
import {
  aFinding,
  aRemoval,
  aStamp,
  aStep,
  aVerdict,
  BEFORE,
  NOW,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  REGION,
  SENDER_ID,
  SHARE,
  SNS,
  TAKE_OFF,
} from '../support/builders.ts';

const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

describe('a removal that moves on', () => {
  it('keeps every step and counts the answers of RAM', () => {
    const removal = moved(moved(aRemoval(), aStep('waiting', later(1))), aStep('requested', later(9)));
    expect(removal.steps.map(({ status }) => status)).toEqual(['planned', 'waiting', 'requested']);
    expect(removal.steps.at(-1)).toEqual(aStep('requested', later(9)));
    expect(removal).toMatchObject({ status: 'requested', attempts: 2 });
  });

  it.each([
    ['planned', 3],
    ['requested', 4],
    ['waiting', 4],
    ['refused', 3],
    ['done', 3],
    ['undone', 3],
  ] as const)('to %s has had so many answers', (status, attempts) => {
    expect(moved(aRemoval({ attempts: 3 }), aStep(status)).attempts).toBe(attempts);
  });
});

describe('the seconds from the event behind a removal to its being accepted', () => {
  const planned = aStep('planned', later(3));
  it.each([
    ['after one attempt', [planned, aStep('requested', later(4))], NOW, 4],
    ['after it had to wait', [planned, aStep('waiting', later(4)), aStep('requested', later(9))], NOW, 9],
    ['by a clock that is behind', [planned, aStep('requested', later(4))], later(5), 0],
    ['that no event led to', [planned, aStep('requested', later(4))], undefined, undefined],
    ['that was accepted before', [aStep('requested'), aStep('requested', later(4))], NOW, undefined],
    ['that was not accepted', [planned, aStep('waiting', later(4))], NOW, undefined],
  ])('of one %s', (_, steps, eventAt, seconds) => {
    expect(secondsToAcceptance(aRemoval({ steps, eventAt }))).toBe(seconds);
  });
});

describe('what is put on record before anything is done', () => {
  const actor = { arn: 'arn:aws:iam::111122223333:user/operator' };
  const planned = { status: 'planned', attempts: 0, owner: OWNER, region: REGION } as const;

  it('says what, of whom, where, why, by whom and when', () => {
    const finding = aFinding({ actor, occurrence: 2 });
    expect(plannedRemoval(finding, TAKE_OFF, aStamp())).toEqual({
      ...planned,
      id: `${finding.id}|2`,
      findingId: finding.id,
      occurrence: 2,
      about: SHARE,
      act: TAKE_OFF,
      share: { arn: SHARE, name: 'campaign' },
      principal: OUTSIDER,
      resources: [NUMBER],
      verdicts: [aVerdict()],
      actor,
      steps: [aStep('planned', NOW, aVerdict().reason)],
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
    expect(plannedRemoval(aFinding({ body }), act, aStamp())).toMatchObject({
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
    expect(() => plannedRemoval(finding, TAKE_OFF, aStamp())).toThrow(
      'a finding that names no consumer: uncovered-pool|x',
    );
  });

  it('names share and member of what is added, once for each of them', () => {
    const finding = aFinding({ id: `uncovered-pool|${POOL}`, about: POOL, occurrence: 3 });
    const share = { arn: SHARE, name: 'campaign', owner: OWNER };
    const act = { kind: 'share-member', member: SENDER_ID, before: BEFORE } as const;
    expect(memberAddition(finding, share, act, aStamp())).toEqual({
      ...planned,
      id: `uncovered-pool|${POOL}|3|${SHARE}|${SENDER_ID}`,
      findingId: `uncovered-pool|${POOL}`,
      occurrence: 3,
      about: SHARE,
      act,
      share: { arn: SHARE, name: 'campaign' },
      principal: '',
      resources: [SENDER_ID],
      verdicts: [],
      steps: [aStep('planned', NOW, 'consumers of the pool lack it, and all of the share are allowed it')],
    });
  });

  it('has an id for each occurrence', () => {
    expect(removalId({ id: 'x', occurrence: 1 })).toBe('x|1');
    expect(removalId({ id: 'x', occurrence: 2 })).toBe('x|2');
  });
});
