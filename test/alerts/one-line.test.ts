import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, oneLine } from '../../src/alerts/one-line.ts';

describe('text from outside', () => {
  it.each([
    ['a\r\nb', 'a b'],
    ['  a \t b  ', 'a b'],
    ['\u202ecba', 'cba'],
    ['\u200b', '(empty)'],
    ['', '(empty)'],
    ['Zürich 😀', 'Zürich 😀'],
    ['x'.repeat(301), `${'x'.repeat(299)}…`],
  ])('%j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });
});

describe('a cut', () => {
  it('leaves what is short, and never goes through a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, longest) => {
        const made = cut(text, longest);
        expect(made.length).toBeLessThanOrEqual(Math.max(longest, 1));
        expect(made.isWellFormed()).toBe(true);
        expect(made === text || (made.endsWith('…') && text.startsWith(made.slice(0, -1)))).toBe(true);
      }),
    );
  });
});
