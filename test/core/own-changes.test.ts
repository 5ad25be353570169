import { describe, expect, it } from 'vitest';
import { ownChanges } from '../../src/core/own-changes.ts';
import type { Removal } from '../../src/core/removal.ts';
import { isShown } from '../../src/core/subject.ts';
import {
  aRemoval,
  aShare,
  aStep,
  BEFORE as before,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
} from '../support/builders.ts';

const at = (second: string) => `2026-11-02T10:00:${second}Z`;
const requested = (parts: Partial<Removal> = {}) =>
  aRemoval({
    status: 'requested',
    steps: [aStep('planned', at('04.000')), aStep('requested', at('05.250'))],
    ...parts,
  });
const added = (entity: string, second: string) => ({
  arn: `arn:aws:iam::${OWNER}:user/operator`,
  at: at(second),
  added: [entity],
  removed: [],
});

describe('what a removal of our own has changed', () => {
  it.each<[string, Removal, string, readonly string[], readonly string[]]>([
    ['its principal is gone', requested(), OUTSIDER, [], [NUMBER]],
    [
      'what it took is gone',
      requested({ act: { kind: 'share-resources', taken: [POOL], before } }),
      POOL,
      [],
      [NUMBER],
    ],
  ])('is known: %s, as it should be', (_, removal, entity, principals, resources) => {
    const share = aShare({ principals, resources });
    const changes = [added(entity, '03')];
    expect(isShown(changes, share)).toBe(false);
    expect(isShown([...changes, ...ownChanges([removal])], share)).toBe(true);
  });

  it('is known of a member that was put on the share', () => {
    const [change] = ownChanges([requested({ act: { kind: 'share-member', member: NUMBER, before } })]);
    expect(change).toMatchObject({ added: [NUMBER], removed: [] });
  });

  it('does not explain what somebody did later, or in the same second', () => {
    for (const second of ['05', '06']) {
      const changes = [added(OUTSIDER, second), ...ownChanges([requested()])];
      expect(isShown(changes, aShare({ principals: [] })), second).toBe(false);
    }
  });

  it('is nothing before RAM has accepted it, or where it concerns no principal or resource', () => {
    expect(ownChanges([aRemoval()])).toEqual([]);
    expect(ownChanges([requested({ act: { kind: 'share-owner-source', before } })])).toMatchObject([
      { added: [], removed: [] },
    ]);
  });
});
