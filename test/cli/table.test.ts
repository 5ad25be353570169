import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isColoured, painter } from '../../src/cli/paint.ts';
import { table } from '../../src/cli/table.ts';

describe('a table', () => {
  it('lines its columns up', () => {
    expect(table([['a', 'one'], ['bcd', 'two'], ['e']], undefined)).toBe('a    one\nbcd  two\ne');
  });

  it('is empty without rows', () => {
    expect(table([], 80)).toBe('');
  });

  it('keeps lines whole that nobody reads on a terminal', () => {
    const long = 'word '.repeat(100).trim();
    expect(table([['a', long]], undefined)).toBe(`a  ${long}`);
  });

  it('wraps the last column below itself', () => {
    const text = 'a sentence that is longer than there is room';
    expect(table([['key', text]], 35)).toBe('key  a sentence that is longer than\n     there is room');
  });

  it('leaves room for a few words on the narrowest of terminals', () => {
    const text = 'a sentence that is longer than there is room';
    expect(table([['key', text]], 3)).toBe('key  a sentence that is longer than\n     there is room');
  });

  it('does not count colours', () => {
    const red = painter({ isTerminal: true, env: {} })('red', 'a');
    expect(red).not.toBe('a');
    const coloured = table(
      [
        [red, 'one'],
        ['bcd', 'two'],
      ],
      undefined,
    );
    expect(stripVTControlCharacters(coloured)).toBe('a    one\nbcd  two');
  });

  it('loses no word, and fits the terminal', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 120 }), (text, columns) => {
        const lines = table([['key', text.join(' ')]], columns).split('\n');
        expect(lines.every((line) => line.length <= columns)).toBe(true);
        expect(lines.join(' ').split(/ +/)).toEqual(['key', ...text]);
      }),
    );
  });
});

describe('colours', () => {
  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '1' }, false],
    [false, {}, false],
  ])('on a terminal: %s, with %j: %s', (isTerminal, env, expected) => {
    expect(isColoured({ isTerminal, env })).toBe(expected);
    expect(painter({ isTerminal, env })('red', 'x')).toBe(expected ? '\u001b[31mx\u001b[39m' : 'x');
  });
});
