import { describe, expect, it } from 'vitest';
import { isAsRecorded, isAtRest } from '../../src/core/as-recorded.ts';
import type { FindingBody } from '../../src/core/finding.ts';
import { findingId } from '../../src/core/finding.ts';
import { aDraft, aFinding, aRemoval, OUTSIDER, SHARE } from '../support/builders.ts';

const { body: acted } = aDraft();
const observed = { ...acted, remedy: { action: 'observe' } } as FindingBody;
const open = aFinding({ body: observed });
const stuck = {
  kind: 'stuck-removal',
  subject: { arn: SHARE, name: 'campaign' },
  reason: 'tried',
  entities: [OUTSIDER],
} as const;
const aPoolFinding = aFinding({
  id: findingId('uncovered-pool', SHARE),
  body: { kind: 'uncovered-pool', pool: SHARE, gap: { missing: [] } },
});

describe('what was found', () => {
  it.each([
    ['nothing, and nothing is on record', [], [], [], true],
    ['what is on record', [observed], [open], [], true],
    ['nothing, while a finding is open', [], [open], [], false],
    ['nothing, while a finding was resolved', [], [{ ...open, status: 'resolved' } as const], [], true],
    ['what is not on record', [observed], [], [], false],
    ['what was resolved', [observed], [{ ...open, status: 'resolved' } as const], [], false],
    ['what is to be acted upon', [acted], [aFinding()], [], false],
    ['more than is on record', [{ ...observed, resources: ['another'] } as FindingBody], [open], [], false],
    ['nothing, while a removal is under way', [], [], [aRemoval({ status: 'waiting' })], false],
    ['nothing, while a removal is over', [], [], [aRemoval({ status: 'done' })], true],
    ['nothing, while a removal is told as stuck', [], [aFinding({ id: 'stuck', body: stuck })], [], false],
    ['nothing of a policy, whose resource is a pool with a finding', [], [aPoolFinding], [], true],
  ])('is %s', (_, bodies, findings, removals, isSo) => {
    expect(isAsRecorded(SHARE, bodies, { findings, removals })).toBe(isSo);
  });
});

describe('what has nothing left to look after', () => {
  it.each([
    [[], [], true],
    [[open], [], false],
    [[aPoolFinding], [], false],
    [[{ ...open, status: 'resolved' } as const], [aRemoval({ status: 'done' })], true],
    [[], [aRemoval({ status: 'requested' })], false],
  ])('is at rest (%#)', (findings, removals, isSo) => {
    expect(isAtRest({ findings, removals })).toBe(isSo);
  });
});
