import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idInKey } from '../../src/aws/dynamo-keys.ts';

describe('an id in a sort key', () => {
  it.each([
    ['x'.repeat(600), 'x'.repeat(600)],
    ['é'.repeat(300), 'é'.repeat(300)],
    ['x'.repeat(601), expect.stringMatching(/^x{400}~[\w-]{43}$/)],
    [`${'é'.repeat(300)}x`, expect.stringMatching(/^é{200}~[\w-]{43}$/)],
    [`x${'é'.repeat(300)}`, expect.stringMatching(/^xé{199}~[\w-]{43}$/)],
  ])('is whole up to 600 bytes, and begins so beyond: %#', (id, expected) => {
    expect(idInKey(id)).toEqual(expected);
  });

  it('never has more than 600 bytes, and always stands for the same id', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 900, size: 'max' });
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(Buffer.byteLength(idInKey(one))).toBeLessThanOrEqual(600);
        expect(idInKey(one) === idInKey(other)).toBe(one === other);
      }),
    );
  });
});
