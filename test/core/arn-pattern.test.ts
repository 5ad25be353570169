import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesArn } from '../../src/core/arn-pattern.ts';
import { NUMBER, POOL } from '../support/builders.ts';
import { runs } from '../support/runs.ts';

describe('a pattern', () => {
  it.each([
    [NUMBER, true],
    [POOL, false],
    ['arn:aws:sms-voice:us-east-1:111122223333:phone-number/*', true],
    ['arn:aws:sms-voice:*:111122223333:*', true],
    ['arn:*:sms-voice:*:phone-number/phone-0123456789abcdef0123456789abcdef', true],
    ['arn:aws:sms-voice:us-east-1:999988887777:*', false],
    ['arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-0123456789abcdef0123456789abcdef*', true],
    ['*', true],
    ['**', true],
    ['', false],
    ['arn:aws:sms-voice', false],
    ['arn.aws:sms-voice:*', false],
  ])('%s', (pattern, expected) => {
    expect(matchesArn(pattern, NUMBER)).toBe(expected);
  });

  it('needs room for its beginning and its end', () => {
    expect(matchesArn('aba*aba', 'aba')).toBe(false);
    expect(matchesArn('aba*aba', 'abaaba')).toBe(true);
    expect(matchesArn('a*b*b', 'ab')).toBe(false);
  });
});

describe('any pattern and text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '.'), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '.', '*'), maxLength: 8 });

  it('match as the definition says', () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => matchesArn(p, t) === byDefinition(p, t)),
      runs(2000),
    );
  });
});

describe('a pattern made to be slow', () => {
  it('is answered for a text of a million characters', () => {
    expect(matchesArn(`${'*a'.repeat(1000)}*b`, 'a'.repeat(1_000_000))).toBe(false);
  });
});

/** A `*` is nothing, or one character and the same `*`. */
function byDefinition(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') {
    return byDefinition(pattern.slice(1), text) || (text !== '' && byDefinition(pattern, text.slice(1)));
  }
  return pattern[0] === text[0] && byDefinition(pattern.slice(1), text.slice(1));
}
