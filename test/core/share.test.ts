import { describe, expect, it } from 'vitest';
import { isOnShare } from '../../src/core/share.ts';
import { ALLOWED, associations } from '../support/builders.ts';

describe('what RAM lists of a share', () => {
  it.each([
    ['ASSOCIATED', true],
    ['ASSOCIATING', true],
    ['SUSPENDED', true],
    ['DISASSOCIATING', false],
    ['DISASSOCIATED', false],
    ['FAILED', false],
  ])('as %s is on it, or on its way there: %s', (status, expected) => {
    expect(associations([`${ALLOWED}=${status}`]).map(isOnShare)).toEqual([expected]);
  });
});
