import { describe, expect, it } from 'vitest';
import { STATE_KINDS } from '../../src/core/finding.ts';
import { severityOf } from '../../src/core/severity.ts';
import { forbidden, inPolicy, reached, state, unbound, uncovered, undecided } from '../alerts/alerts.ts';

describe('the severity of a finding', () => {
  it.each([
    ['a consumer that was removed', forbidden(), 'critical'],
    ['a consumer that would be removed', forbidden({ action: 'observe' }), 'critical'],
    ['a consumer that can not be removed', forbidden({ action: 'refuse', reason: 'x' }), 'critical'],
    ['a consumer taken out of a policy', inPolicy(forbidden()), 'critical'],
    ['a consumer of which nobody can say', undecided, 'warning'],
    ['a denied account in a group', reached, 'warning'],
    ['a service that acts for anybody', unbound(), 'warning'],
    ['a pool without its members', uncovered([]), 'warning'],
  ] as const)('%s', (_, body, severity) => {
    expect(severityOf(body)).toBe(severity);
  });

  it('of a state is as bad as what it lets in', () => {
    expect(Object.fromEntries(STATE_KINDS.map((kind) => [kind, severityOf(state(kind))]))).toEqual({
      'open-policy': 'critical',
      'stuck-removal': 'critical',
      'budget-used-up': 'critical',
      'ending-waiver': 'notice',
      'failed-association': 'warning',
      'unreadable-policy': 'warning',
      'open-share': 'notice',
      'retained-share': 'notice',
      'sharing-not-enabled': 'notice',
      'unshareable-member': 'notice',
    });
  });
});
