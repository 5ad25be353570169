import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInsideOrganization, isInsideOu, type Place, pathFrom } from '../../src/core/organization.ts';
import { ALLOWED } from '../support/builders.ts';
import { runs } from '../support/runs.ts';

const [ROOT, PARENT, CHILD] = ['r-ab12', 'ou-ab12-11111111', 'ou-ab12-33333333'];

describe('a path of Organizations', () => {
  it.each([
    ['o-exampleorgid/r-ab12/', [ROOT]],
    ['o-exampleorgid/r-ab12/444455556666/', [ROOT]],
    [`o-exampleorgid/r-ab12/${PARENT}/${CHILD}/444455556666/`, [ROOT, PARENT, CHILD]],
    [`o-exampleorgid/r-ab12/${PARENT}`, [ROOT, PARENT]],
    ['', []],
    ['/', []],
  ])('%s', (text, path) => {
    expect(pathFrom(text)).toEqual(path);
  });

  it('keeps the order from the root down, and nothing but the root and OUs', () => {
    const segment = fc.constantFrom('o-exampleorgid', ROOT, PARENT, CHILD, ALLOWED, '', 'our-team');
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const kept = segments.filter((each) => [ROOT, PARENT, CHILD].includes(each));
        expect(pathFrom(segments.join('/'))).toEqual(kept);
      }),
      runs(),
    );
  });
});

describe('a place', () => {
  const inside: Place = { status: 'inside', path: [ROOT, PARENT, CHILD] };
  const unreadable: Place = { status: 'unknown', reason: 'AccessDenied' };
  it.each([
    ['in the OU', inside, CHILD, 'yes', 'yes'],
    ['in an OU inside the OU', inside, PARENT, 'yes', 'yes'],
    ['in another OU', inside, 'ou-ab12-22222222', 'no', 'yes'],
    ['outside', { status: 'outside' }, PARENT, 'no', 'no'],
    ['unreadable', unreadable, PARENT, 'unknown', 'unknown'],
    ['never asked for', undefined, PARENT, 'unknown', 'unknown'],
  ] as const)('%s', (_, place, ou, inOu, inOrganization) => {
    const places = new Map(place ? [[ALLOWED, place]] : []);
    expect(isInsideOu(ALLOWED, ou, places)).toBe(inOu);
    expect(isInsideOrganization(ALLOWED, places)).toBe(inOrganization);
  });

  it('is not needed to know that an OU is itself', () => {
    expect(isInsideOu(PARENT, PARENT, new Map())).toBe('yes');
  });
});
