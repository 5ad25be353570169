import { describe, expect, it } from 'vitest';
import type { Removal } from '../../src/core/removal.ts';
import { stuckRemovals } from '../../src/core/stuck.ts';
import { ALLOWED, aRemoval, aStep, NOW, OUTSIDER, SHARE } from '../support/builders.ts';

const later = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const aged = (status: Removal['status'], own: Partial<Removal> = {}) =>
  aRemoval({ status, steps: [aStep('planned'), aStep(status, later(0.5), 'accepted')], ...own });

describe('a removal', () => {
  it.each([
    ['accepted', 'requested', 0.99, 0],
    ['accepted', 'requested', 1, 1],
    ['of a run that died', 'planned', 1, 1],
    ['that waits for an invitation to end', 'waiting', 12.9, 0],
    ['that waits for longer', 'waiting', 13, 1],
    ['that is done', 'done', 99, 0],
    ['that was undone', 'undone', 99, 0],
    ['that was refused, which is told already', 'refused', 99, 0],
  ] as const)('%s (%s) after %d hours is stuck: %i', (_, status, hours, count) => {
    expect(stuckRemovals([aged(status)], later(hours))).toHaveLength(count);
  });

  it('that waits for its budget is told with the budget', () => {
    const step = { ...aStep('waiting'), budget: 'organization' };
    expect(stuckRemovals([aRemoval({ status: 'waiting', steps: [step] })], later(99))).toEqual([]);
  });

  it('that makes no headway is told once for its share, with those whom it concerns', () => {
    const removals = [aged('requested'), aged('requested', { principal: ALLOWED }), aged('done')];
    expect(stuckRemovals(removals, later(1))).toEqual([
      {
        kind: 'stuck-removal',
        subject: { arn: SHARE, name: 'from campaign' },
        reason: `tried since ${NOW}, and this is how it stands: accepted`,
        entities: [OUTSIDER, ALLOWED],
      },
    ]);
  });

  it('from a policy is told by the ARN of its resource', () => {
    const [found] = stuckRemovals([aged('requested', { share: undefined })], later(1));
    expect(found).toMatchObject({ subject: { name: `from ${SHARE}` } });
  });
});
