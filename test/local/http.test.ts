import { request } from 'node:http';
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
  const control = controlApi([[echo], consoleRoutes()]);
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
  it('asks for nothing from elsewhere, and its parts are served', async () => {
    const { url } = await given();
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    const [icon, ...parts] = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part = '']) => part);
    expect(icon).toBe('data:,'); // else a browser asks for /favicon.ico, and shows the refusal as an error
    expect(parts).toEqual(['/_local/console/page.css', '/_local/console/page.js']);
    for (const part of parts) {
      const response = await fetch(url + part);
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text).not.toMatch(/https?:/);
      for (const [, module = ''] of text.matchAll(/from '(.+)'/g)) {
        expect((await fetch(new URL(module, url + part))).status).toBe(200);
      }
    }
  });

  it('never turns text into markup', async () => {
    const { url } = await given();
    for (const script of ['page.js', 'slack-message.js']) {
      const text = await (await fetch(`${url}/_local/console/${script}`)).text();
      expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
    }
  });
});
