import { describe, expect, it } from 'vitest';
import { nearMiss } from '../../src/policy/near-miss.ts';

const known = ['account', 'ou', 'organization', 'service'];

describe('a word that is not known', () => {
  it.each([
    ['acount', 'account'],
    ['accuont', 'account'],
    ['Organisation', 'organization'],
    ['services', 'service'],
    ['servise', 'service'],
    ['organi_zation', 'organization'],
    ['uo', 'ou'],
    ['o', 'ou'],
    ['role', undefined],
    ['xyz', undefined],
    ['', undefined],
    ['a'.repeat(100_000), undefined],
  ])('%.20s', (word, meant) => {
    expect(nearMiss(word, known)).toBe(meant);
  });

  it.each(['opt-out-list', 'opt_out_list', 'Opt Out List'])('%s is how others write it', (word) => {
    expect(nearMiss(word, ['optOutList'])).toBe('optOutList');
    expect(nearMiss('optOutLists', [word])).toBe(word);
  });

  it('is taken for the nearest of several', () => {
    expect(nearMiss('cart', ['chart', 'carts', 'card'])).toBe('chart');
    expect(nearMiss('modes', ['nodal', 'mode'])).toBe('mode');
  });
});
