import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord, takeOffCommand, undoCommand } from '../../src/page/commands.ts';
import { pageHtml } from '../../src/page/page-html.ts';
import { hashOf, whereOf } from '../../src/page/route.ts';
import { finder } from '../../src/page/search.ts';
import { lengthText, relativeText, utcText } from '../../src/page/time-text.ts';
import { OUTSIDER, SHARE } from '../support/builders.ts';

describe('a place on the page', () => {
  it.each([
    ['', { tab: '', filters: {} }],
    ['#pools', { tab: 'pools', filters: {} }],
    ['#pools/pool-1?gaps=yes', { tab: 'pools', item: 'pool-1', filters: { gaps: 'yes' } }],
    ['#resources/sender-id/ACME/GB', { tab: 'resources', item: 'sender-id/ACME/GB', filters: {} }],
    ['#findings?q=', { tab: 'findings', filters: {} }],
    ['#a/%', { tab: 'a', item: '%', filters: {} }],
  ])('%s is read', (hash, where) => expect(whereOf(hash)).toEqual(where));

  it('is the same again when it is written and read, whatever it is called', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    const key = fc.stringMatching(/^[a-z]+$/);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]+$/), word, fc.dictionary(key, word), (tab, item, found) => {
        const filters = { ...found };
        expect(whereOf(hashOf({ tab, item, filters }))).toEqual({ tab, item, filters });
      }),
    );
  });
});

describe('the search', () => {
  it.each([
    ['', ['anything'], true],
    ['ACME gb', ['Sender ID', 'acme/GB'], true],
    ['acme us', ['acme/GB'], false],
  ])('for %j in %j: %j', (query, texts, found) => expect(finder(query)(...texts)).toBe(found));
});

describe('a time', () => {
  const now = Date.parse('2026-11-02T10:00:00.000Z');
  it.each([
    ['2026-11-02T10:00:00.500Z', 'now'],
    ['2026-11-02T09:59:55.000Z', '5 s ago'],
    ['2026-11-02T09:57:01.000Z', '2 min ago'],
    ['2026-11-02T05:00:00.000Z', '5 h ago'],
    ['2026-11-01T10:00:00.000Z', '1 day ago'],
    ['2026-11-05T10:00:00.000Z', 'in 3 days'],
    ['never', ''],
  ])('%s is %j', (at, text) => expect(relativeText(at, now)).toBe(text));

  it('is told in UTC, and lengths to a tenth where they are short', () => {
    expect(utcText('2026-11-02T10:00:00.000Z')).toBe('2026-11-02 10:00:00 UTC');
    expect([0.44, 12.6, 61].map(lengthText)).toEqual(['0.4 s', '12 s', '1 min']);
  });
});

describe('a command to be copied', () => {
  it.each([
    ['arn:aws:ram:us-east-1:1:x/y', 'arn:aws:ram:us-east-1:1:x/y'],
    ['*', "'*'"],
    ["it's; rm -rf /", `'it'\\''s; rm -rf /'`],
  ])('has %s as one word of a shell', (text, word) => expect(shellWord(text)).toBe(word));

  it('undoes for a month, and takes accounts off shares alone', () => {
    expect(undoCommand('3f2a9c1e', Date.UTC(2026, 10, 2))).toContain('--until 2026-12-02');
    const share = { share: { arn: SHARE, name: 'x' } };
    expect(takeOffCommand({ region: 'us-east-1' }, share, OUTSIDER)).toContain(`--principals ${OUTSIDER}`);
    expect(takeOffCommand({ region: 'us-east-1' }, share, 'sns.amazonaws.com')).toBeUndefined();
    expect(takeOffCommand({ region: 'us-east-1' }, { policy: { resource: 'x' } }, OUTSIDER)).toBeUndefined();
  });
});

describe('the file of a page', () => {
  const parts = { script: 'go()', style: 'a{}' };
  const hostile = { name: '</script><!--<script>\u2028\u2029' };
  const written = pageHtml({ title: '</title><b>', parts, data: hostile });

  it('keeps data as data, and gives it back', () => {
    const [, json = ''] = /id="data">(.*?)<\/script>/s.exec(written) ?? [];
    expect(json).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual(hostile);
    expect(written).not.toContain('<b>');
  });

  it('runs and looks like nothing but what is in it, by hash', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(written) ?? [];
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(parts.script)}`,
      `style-src ${hash(parts.style)}`,
      'img-src data:',
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });
});
