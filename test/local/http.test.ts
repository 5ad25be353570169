import { request } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { consoleRoutes } from '../../local/console/index.ts';
import { controlApi } from '../../local/control/index.ts';
import { ok, type Route } from '../../local/control/route.ts';
import { serve } from '../../local/http.ts';

const echo: Route = {
  method: 'POST',
  path: '/_local/echo',
  about: 'answers with what it was sent',
  answer: ({ body, query }) => ok({ body, query: Object.fromEntries(query) }),
};

async function given(port = 0) {
  const control = controlApi([[echo], consoleRoutes({ page: () => 'nothing' }).routes]);
  const server = await serve({ control, aws: (_, response) => void response.end('AWS') }, port);
  onTestFinished(() => server.stop());
  return server;
}

describe('the server', () => {
  it('listens on loopback and knows its address', async () => {
    const { url, port } = await given();
    expect(url).toBe(`http://127.0.0.1:${port}`);
  });

  it('leads /_local to the control API, with body and query', async () => {
    const { url } = await given();
    const response = await fetch(`${url}/_local/echo?last=5`, { method: 'POST', body: 'grüezi' });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({ body: 'grüezi', query: { last: '5' } });
  });

  it('leads everything else to AWS, also a signed GET of the root', async () => {
    const { url } = await given();
    const texts = [
      fetch(`${url}/createresourceshare`, { method: 'POST' }),
      fetch(url, { method: 'POST' }),
      fetch(url, { headers: { authorization: 'AWS4-HMAC-SHA256' } }),
      fetch(`${url}/_localised`),
    ].map(async (response) => (await response).text());
    expect(await Promise.all(texts)).toEqual(['AWS', 'AWS', 'AWS', 'AWS']);
  });

  it('refuses a body larger than a mebibyte', async () => {
    const { url } = await given();
    const response = await fetch(`${url}/_local/echo`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
    expect(response.status).toBe(413);
  });

  it('refuses control requests under a foreign name', async () => {
    const { port } = await given();
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request({ port, path: '/_local/echo', method: 'POST', headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
    expect(await promise).toBe(403);
  });

  it('says what to do when the port is in use', async () => {
    const { port } = await given();
    await expect(given(port)).rejects.toThrow(
      `port ${port} is in use: stop what listens there, or choose another with --port N`,
    );
  });

  it('lets go of its port, also under an open request', async () => {
    const { url, port, stop } = await given();
    await (await fetch(url)).text();
    await stop();
    await given(port);
  });
});

describe('the console page', () => {
  it('is one file that asks this server alone, and runs nothing but what is in it', async () => {
    const { url } = await given();
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    const html = await page.text();
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /);
    expect(policy).toContain("connect-src 'self'");
    const loaded = [...html.matchAll(/<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"/g)].map(
      ([, from]) => from,
    );
    expect(loaded).toEqual(['data:,']); // else a browser asks for /favicon.ico, and shows the refusal as an error
  });

  it('tells those who watch everything at once, then each part when it is another', async () => {
    const told = { page: 1, cloud: 'a' };
    const { routes, changed } = consoleRoutes({ page: () => told.page, cloud: () => told.cloud });
    const server = await serve(
      { control: controlApi([routes]), aws: (_, response) => void response.end() },
      0,
    );
    onTestFinished(() => server.stop());
    const { body } = await fetch(`${server.url}/_local/live`);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async (ending: string) => {
      let text = '';
      while (!text.endsWith(ending)) text += (await reader?.read())?.value ?? '';
      return text;
    };
    expect(await next('"a"\n\n')).toBe('retry: 1000\n\nevent: page\ndata: 1\n\nevent: cloud\ndata: "a"\n\n');
    told.page = 2;
    changed();
    expect(await next('2\n\n')).toBe('event: page\ndata: 2\n\n');
    await reader?.cancel();
  });

  it('reads nothing while nobody watches', async () => {
    let reads = 0;
    const { changed } = consoleRoutes({ page: () => reads++ });
    changed();
    await nextTurn();
    expect(reads).toBe(0);
  });
});
