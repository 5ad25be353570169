import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, overlap } from '../../../src/core/resource-policy/pattern.ts';
import { like } from '../../support/reference-policy.ts';

const letters = (...units: readonly string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 6 });
const text = letters('a', 'b');
const pattern = letters('a', 'b', '*', '*', '?');

describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['', '*', false],
    ['', '', true],
    ['a*', 'a?b*', true],
    ['a?', 'a*', false],
    ['a?', 'a?', true],
    ['*?', '*', false],
    ['?*', '*?', false],
    ['a', 'a*', false],
    ['a**', 'a', true],
    ['*a*b', 'aab', true],
    ['a*b', 'abc', false],
  ])('%j covers %j: %s', (outer, inner, expected) => {
    expect(covers(outer, inner)).toBe(expected);
  });

  it('covers a text exactly when it matches it', () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => covers(p, t) === like(p, t)),
      { numRuns: 2000 },
    );
  });

  it('covers a pattern only when it matches all that the pattern matches', () => {
    const isWrong = (outer: string, inner: string, t: string) =>
      covers(outer, inner) && like(inner, t) && !like(outer, t);
    fc.assert(
      fc.property(pattern, pattern, text, (p, q, t) => !isWrong(p, q, t)),
      { numRuns: 5000 },
    );
  });

  it('is answered though it was made to be slow', () => {
    expect(covers(`${'*a'.repeat(50)}*b`, 'a'.repeat(10_000))).toBe(false);
  });
});

describe('two patterns', () => {
  it.each([
    ['sms-voice:*', '*', true],
    ['sms-voice:*', '*:Send*', true],
    ['sms-voice:*', 's3:*', false],
    ['sms-voice:*', 'sms-voice', false],
    ['a*c', 'ab*', true],
    ['a?', 'a', false],
    ['?', 'a', true],
    ['a', '?', true],
    ['?', '?', true],
    ['', '*', true],
    ['', '', true],
    ['', 'a', false],
    ['*a', '*b', false],
    ['*b', 'a*', true],
  ])('%j and %j overlap: %s', (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
    expect(overlap(other, one)).toBe(expected);
  });

  it('overlap when a text matches both', () => {
    const isWrong = (p: string, q: string, t: string) => like(p, t) && like(q, t) && !overlap(p, q);
    fc.assert(
      fc.property(pattern, pattern, text, (p, q, t) => !isWrong(p, q, t)),
      { numRuns: 5000 },
    );
  });
});
