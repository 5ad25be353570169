import { describe, expect, it } from 'vitest';
import { ok, type Route } from '../../../local/control/route.ts';
import { asking } from './api.ts';

const routes: readonly Route[] = [
  { method: 'GET', path: '/_local/cheese', about: 'the cheeses', answer: () => ok(['brie']) },
  { method: 'POST', path: '/_local/cheese', about: 'adds one', answer: () => ok('added') },
  { method: 'POST', path: '/_local/hook/*', about: 'a hook', answer: ({ path }) => ok(path) },
  {
    method: 'GET',
    path: '/_local/broken',
    about: 'fails',
    answer: () => {
      throw new Error('the table can not be read');
    },
  },
];
const ask = asking(routes);

describe('the control API', () => {
  it('answers by path and method', async () => {
    expect(await ask('GET /_local/cheese')).toEqual({ status: 200, body: ['brie'] });
    expect(await ask('POST /_local/cheese')).toEqual({ status: 200, body: 'added' });
    expect(await ask('POST /_local/hook/a/b')).toEqual({ status: 200, body: '/_local/hook/a/b' });
  });

  it('lists its routes at its root, and where there is none', async () => {
    const listed = expect.arrayContaining([{ route: 'GET /_local/cheese', about: 'the cheeses' }]);
    expect(await ask('GET /_local')).toEqual({ status: 200, body: { routes: listed } });
    const answer = await ask('GET /_local/cheesecake');
    expect(answer).toMatchObject({ status: 404, body: { routes: listed } });
    expect(answer.body).toHaveProperty('error', 'there is no route /_local/cheesecake');
  });

  it('says which methods a path takes', async () => {
    expect(await ask('DELETE /_local/cheese')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST' },
      body: { error: '/_local/cheese does not take DELETE; allowed: GET, POST' },
    });
  });

  it('answers 500 with the message when a route fails', async () => {
    expect(await ask('GET /_local/broken')).toEqual({
      status: 500,
      body: { error: 'the table can not be read' },
    });
  });
});

describe('a request of a web page', () => {
  it.each([
    ['a name that resolves to loopback', { host: 'evil.example' }],
    ['a name that begins like loopback', { host: 'localhost.evil.example:4566' }],
    ['no name', {}],
    ['another origin', { host: 'localhost:4566', origin: 'https://evil.example' }],
    ['another port of this machine', { host: 'localhost:4566', origin: 'http://localhost:3000' }],
    ['a sandboxed frame', { host: 'localhost:4566', origin: 'null' }],
    ['another site', { host: 'localhost:4566', 'sec-fetch-site': 'cross-site' }],
  ])('from %s is refused', async (_, headers) => {
    expect(await ask('POST /_local/cheese', {}, headers)).toMatchObject({ status: 403 });
  });

  it.each([
    ['the console page', { host: 'localhost:4566', origin: 'http://localhost:4566' }],
    ['the console page by address', { host: '127.0.0.1:4566', 'sec-fetch-site': 'same-origin' }],
    ['the address line', { host: '[::1]:4566', 'sec-fetch-site': 'none' }],
  ])('from %s is taken', async (_, headers) => {
    expect(await ask('POST /_local/cheese', {}, headers)).toMatchObject({ status: 200 });
  });
});
