import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actorOf,
  type Change,
  isShown,
  mergeSubjects,
  type Subject,
  subjectKey,
} from '../../src/core/subject.ts';
import { ALLOWED, aLook, aShare, NUMBER, OUTSIDER, POOL, SCOPE, SHARE } from '../support/builders.ts';
import { runs } from '../support/runs.ts';

const aChange = (name: string, at: string | undefined, added: readonly string[] = []): Change => ({
  arn: `arn:aws:iam::111122223333:user/${name}`,
  eventId: name,
  at,
  added,
  removed: [],
});
const aShareSubject = (changes: readonly Change[], isRecheck = false): Subject => ({
  kind: 'share',
  shareArn: SHARE,
  changes,
  isRecheck,
});

describe('who brought a principal in', () => {
  const early = aChange('early', '2026-11-02T10:00:00Z', [OUTSIDER]);
  const later = aChange('later', '2026-11-02T10:00:01.500Z', [OUTSIDER]);
  const last = aChange('last', '2026-11-02T10:00:02Z', [ALLOWED]);

  it('is the last who named it', () => {
    expect(actorOf([last, later, early], OUTSIDER)?.eventId).toBe('later');
  });

  it('is the last of several who named it', () => {
    const first = aChange('first', '2026-11-02T09:00:00Z', [OUTSIDER]);
    expect(actorOf([later, first, early], OUTSIDER)?.eventId).toBe('later');
  });

  it('is told by the event id where two came at once', () => {
    const [a, b] = ['a', 'b'].map((name) => aChange(name, early.at, [OUTSIDER]));
    expect(a && b && [actorOf([a, b]), actorOf([b, a])].map((each) => each?.eventId)).toEqual(['b', 'b']);
  });

  it('is the last of all where nobody named it, or nobody in particular is asked for', () => {
    expect(actorOf([last, early], '555566667777')?.eventId).toBe('last');
    expect(actorOf([last, early])?.eventId).toBe('last');
  });

  it('is nobody where no event told', () => {
    expect(actorOf([], OUTSIDER)).toBeUndefined();
  });

  it('is sorted by time and not by text: whole seconds come before their parts', () => {
    const whole = aChange('whole', '2026-11-02T10:00:01Z', [OUTSIDER]);
    expect(actorOf([later, whole], OUTSIDER)?.eventId).toBe('later');
  });

  it('is rather somebody whose time is known', () => {
    expect(actorOf([aChange('timeless', undefined), early])?.eventId).toBe('early');
  });

  it('is an actor without what was added', () => {
    expect(Object.keys(actorOf([early]) ?? {})).toEqual(['arn', 'eventId', 'at']);
  });
});

describe('a read', () => {
  const on = (name: string, second: number, ...added: readonly string[]) =>
    aChange(name, `2026-11-02T10:00:0${second}Z`, added);
  const off = (name: string, second: number, ...removed: readonly string[]) => ({
    ...on(name, second),
    removed,
  });
  it.each([
    ['no event told of anything', [], [], true],
    ['it lists what was added', [on('a', 1, OUTSIDER)], [OUTSIDER], true],
    ['it lists it as on its way', [on('a', 1, OUTSIDER)], [`${OUTSIDER}=ASSOCIATING`], true],
    ['it does not list what was added', [on('a', 1, OUTSIDER)], [], false],
    [
      'it lists what was added as it left before',
      [on('a', 1, OUTSIDER)],
      [`${OUTSIDER}=DISASSOCIATED`],
      false,
    ],
    ['it lists what was taken off', [off('a', 1, OUTSIDER)], [OUTSIDER], false],
    ['it lists what was taken off as leaving', [off('a', 1, OUTSIDER)], [`${OUTSIDER}=DISASSOCIATING`], true],
    ['the last change holds', [off('b', 2, OUTSIDER), on('a', 1, OUTSIDER)], [], true],
    ['it lists the resource that was added', [on('a', 1, NUMBER)], [], true],
    ['it does not list the resource that was added', [on('a', 1, POOL)], [], false],
  ] as const)('shows or does not show the changes: %s', (_, changes, principals, expected) => {
    expect(isShown(changes, aShare({ principals, resources: [NUMBER] }))).toBe(expected);
  });

  it.each([
    ['CreateResourceShare', false],
    ['DeleteResourceShare', true],
  ])('of a share that RAM does not know, after %s', (eventName, expected) => {
    expect(isShown([{ ...on('a', 1), eventName }], undefined)).toBe(expected);
    expect(isShown([], undefined)).toBe(true);
  });
});

describe('subjects of one share', () => {
  it('hold every change once, also those without an event id', () => {
    const [one, other] = [aChange('one', '2026-11-02T10:00:00Z'), aChange('other', '2026-11-02T10:00:01Z')];
    const nameless = [one, other].map(({ eventId: _, ...change }) => change);
    expect(mergeSubjects(aShareSubject([other]), aShareSubject([one, other]))).toEqual(
      aShareSubject([one, other]),
    );
    expect(mergeSubjects(aShareSubject(nameless), aShareSubject(nameless))).toEqual(aShareSubject(nameless));
  });

  it('are a re-check when one of them is', () => {
    expect(mergeSubjects(aShareSubject([]), aShareSubject([], true))).toEqual(aShareSubject([], true));
  });
});

describe('the time at which subjects of one share came', () => {
  const arrivedAt = (time: string | undefined): Subject => ({ ...SUBJECT, arrivedAt: time });
  const SUBJECT = { kind: 'share', shareArn: SHARE, changes: [], isRecheck: false } as const;

  it.each([
    [['2026-11-02T10:00:00.000Z', '2026-11-02T10:00:00.001Z'], '2026-11-02T10:00:00.001Z'],
    [['2026-11-02T10:00:00.001Z', '2026-11-02T10:00:00.000Z'], '2026-11-02T10:00:00.001Z'],
    [['2026-11-02T10:00:00.000Z', undefined], undefined],
    [[undefined, '2026-11-02T10:00:00.000Z'], undefined],
  ])('is the latest, or unknown: %j', (times, expected) => {
    const [first, ...others] = times.map(arrivedAt);
    expect(first && mergeSubjects(first, ...others)).toMatchObject({ arrivedAt: expected });
  });
});

describe('subjects of one scope', () => {
  it('hold every resource once', () => {
    const [a, b] = [[POOL], [NUMBER, POOL]].map((arns) => aLook({ arns }));
    expect(a && b && mergeSubjects(a, b)).toEqual(aLook({ arns: [NUMBER, POOL] }));
  });

  it('are a re-check when one of them is', () => {
    expect(mergeSubjects(aLook(), aLook({ isRecheck: true }))).toEqual(aLook({ isRecheck: true }));
    expect(mergeSubjects(aLook(), aLook())).toEqual(aLook());
  });

  it('hold every change once', () => {
    const [one, other] = [aChange('one', '2026-11-02T10:00:00Z'), aChange('other', '2026-11-02T10:00:01Z')];
    expect(mergeSubjects(aLook({ changes: [other] }), aLook({ changes: [one, other] }))).toEqual(
      aLook({ changes: [one, other] }),
    );
  });

  it('are the same when the whole of it is looked at', () => {
    const scope: Subject = { kind: 'scope', scope: SCOPE };
    expect(mergeSubjects(scope, scope)).toEqual(scope);
  });

  it('are told apart by what is looked at', () => {
    const keys = [
      subjectKey(aShareSubject([])),
      subjectKey({ kind: 'scope', scope: SCOPE }),
      subjectKey(aLook()),
      subjectKey({ kind: 'scope', scope: { ...SCOPE, region: 'eu-west-1' } }),
    ];
    expect(new Set(keys).size).toBe(4);
  });
});

describe('the order in which subjects come', () => {
  const change = fc
    .record({ name: fc.constantFrom('a', 'b', 'c', 'd'), second: fc.integer({ min: 0, max: 3 }) })
    .map(({ name, second }) => aChange(`${name}${second}`, `2026-11-02T10:00:0${second}Z`, [OUTSIDER]));
  const share = fc
    .tuple(fc.array(change, { maxLength: 3 }), fc.boolean())
    .map((parts) => aShareSubject(...parts));
  const resources = fc.array(fc.constantFrom(POOL, NUMBER)).map((arns): Subject => aLook({ arns }));

  it.each([
    ['a share', share],
    ['resources', resources],
  ])('plays no part for %s', (_, subject) => {
    fc.assert(
      fc.property(subject, fc.array(subject), (first, others) => {
        const [last = first, ...rest] = [first, ...others].reverse();
        expect(mergeSubjects(last, ...rest)).toEqual(mergeSubjects(first, ...others));
      }),
      runs(),
    );
  });
});
