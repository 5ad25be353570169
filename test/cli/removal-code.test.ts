import { describe, expect, it } from 'vitest';
import { codeOf, removalNamed } from '../../src/cli/operating/removal-code.ts';
import { aRemoval } from '../support/builders.ts';

const some = Array.from({ length: 2000 }, (_, n) => aRemoval({ id: `forbidden-consumer|share|${n}|1` }));
const codes = some.map((each) => codeOf(each, some));
const byStart = Map.groupBy(some, (each) => codeOf(each, some).slice(0, 4));
const alike = [...byStart.values()].find(({ length }) => length > 1) ?? [];

describe('the code of a removal', () => {
  it('is short, and of no other', () => {
    expect(new Set(codes).size).toBe(some.length);
    expect(codes.every((code) => /^[0-9a-f]{8,}$/.test(code))).toBe(true);
  });

  it('is the same among others', () => {
    const [first] = some;
    expect(first && codeOf(first, [first])).toBe(codes[0]);
  });

  it('names it, as its id does, and its beginning where that is enough', () => {
    some.slice(0, 20).forEach((removal, n) => {
      expect(removalNamed(codes[n] ?? '', some)).toBe(removal);
      expect(removalNamed(removal.id, some)).toBe(removal);
      expect(removalNamed((codes[n] ?? '').slice(0, 4), [removal])).toBe(removal);
    });
  });

  it('is asked for in full where its beginning is that of others too', () => {
    const [first = aRemoval(), ...others] = alike;
    expect(others, 'of two thousand some begin alike').not.toEqual([]);
    const start = codeOf(first, some).slice(0, 4);
    expect(() => removalNamed(start, some)).toThrow(
      `${start} begins the codes of several removals: which of them?\n  ${codeOf(first, some)}  ${first.id}\n`,
    );
  });

  it.each(['', 'abc', '3F2A9C1E', 'forbidden-consumer', '00000000'])('is not %o', (text) => {
    expect(() => removalNamed(text, some)).toThrow(`no removal ${text} is on record`);
  });
});
