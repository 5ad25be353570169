import { describe, expect, it } from 'vitest';
import { isJustChanged } from '../../src/core/just-changed.ts';
import { ALLOWED, aShare, NOW, NUMBER, OWNER } from '../support/builders.ts';

const ago = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1000).toISOString();
const association = (entity: string, seconds: number) =>
  ({ entity, state: 'active', status: 'ASSOCIATED', since: ago(seconds) }) as const;
const old = {
  ...aShare(),
  principals: [association(ALLOWED, 1000)],
  resources: [association(NUMBER, 1000)],
  changedAt: ago(1000),
};

describe('a share of which nothing is younger than two minutes', () => {
  it.each([
    [{}, false],
    [{ changedAt: ago(120) }, false],
    [{ changedAt: ago(119) }, true],
    [{ principals: [association(ALLOWED, 1000), association(OWNER, 119)] }, true],
    [{ resources: [association(NUMBER, 119)] }, true],
    [{ sources: [association(OWNER, 119)] }, true],
  ])('but for %j has just changed: %s', (parts, just) => {
    expect(isJustChanged({ ...old, ...parts }, NOW)).toBe(just);
  });

  it('has not just changed when RAM does not say when', () => {
    expect(isJustChanged(aShare(), NOW)).toBe(false);
  });
});
