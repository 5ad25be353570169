import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Page, pageOf } from '../../local/paging.ts';

const page = (items: readonly string[], token?: string, more: object = {}): Page<string> =>
  pageOf({
    items,
    keyOf: (item) => item,
    token,
    size: 2,
    boundTo: 'a list',
    emptyFirst: false,
    refuse: () => new Error('refused'),
    ...more,
  });

function readAll(items: readonly string[], more: object): readonly string[] {
  const seen: string[] = [];
  let token: string | undefined;
  do {
    const next = page(items, token, more);
    seen.push(...next.items);
    token = next.nextToken;
  } while (token !== undefined);
  return seen;
}

describe('a list', () => {
  it('shows every item once, whatever the size of the page', () => {
    const lists = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 10 }), fc.boolean(), (items, size, emptyFirst) => {
        expect([...readAll(items, { size, emptyFirst })].sort()).toEqual([...items].sort());
      }),
    );
  });

  it('neither repeats nor hides an item when others come and go between pages', () => {
    const first = page(['b', 'd', 'f', 'h']);
    expect(first.items).toEqual(['b', 'd']);
    expect(page(['a', 'b', 'e', 'f', 'h'], first.nextToken).items).toEqual(['e', 'f']);
  });

  it('has no token on its last page, also when that is full', () => {
    expect(page(['a', 'b']).nextToken).toBeUndefined();
    expect(page([]).nextToken).toBeUndefined();
  });

  it('begins with an empty page where that is asked for, also when there is nothing', () => {
    const first = page([], undefined, { emptyFirst: true });
    expect(first).toMatchObject({ items: [], nextToken: expect.any(String) });
    expect(page([], first.nextToken, { emptyFirst: true })).toEqual({ items: [] });
  });

  it('goes on for the same parameters in another order', () => {
    const { nextToken } = page(['a', 'b', 'c'], undefined, { boundTo: { owner: 'SELF', ids: ['x'] } });
    const next = page(['a', 'b', 'c'], nextToken, { boundTo: { ids: ['x'], owner: 'SELF' } });
    expect(next.items).toEqual(['c']);
  });

  it('refuses tokens that were made up, altered, or issued for another list', () => {
    const { nextToken = '' } = page(['a', 'b', 'c']);
    const [after, seal] = JSON.parse(Buffer.from(nextToken, 'base64url').toString());
    const altered = Buffer.from(JSON.stringify([`${after}x`, seal])).toString('base64url');
    for (const token of ['', 'nonsense', altered]) {
      expect(() => page(['a', 'b', 'c'], token)).toThrow('refused');
    }
    expect(() => page(['a', 'b', 'c'], nextToken, { boundTo: 'another' })).toThrow('refused');
  });
});
