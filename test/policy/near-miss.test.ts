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
    ['uo', 'ou'],
    ['o', 'ou'],
    ['role', undefined],
    ['xyz', undefined],
    ['', undefined],
    ['a'.repeat(100_000), undefined],
  ])('%.20s', (word, meant) => {
    expect(nearMiss(word, known)).toBe(meant);
  });

  it('is taken for the nearest of several', () => {
    expect(nearMiss('cart', ['chart', 'carts', 'card'])).toBe('chart');
    expect(nearMiss('modes', ['nodal', 'mode'])).toBe('mode');
  });
});
