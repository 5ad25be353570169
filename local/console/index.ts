import { fileURLToPath } from 'node:url';
import { bundledPage, pageHtml } from '../../src/page/page-html.ts';
import { ok, type Route } from '../control/route.ts';
import { type Live, live, type Told } from './live.ts';

const ENTRY = fileURLToPath(new URL('client/console.tsx', import.meta.url));

/** The console page and what it is told. The page may ask nobody but this server, nor run anything that is not in it. */
export function consoleRoutes(told: Told): { readonly routes: readonly Route[] } & Pick<Live, 'changed'> {
  const { route, changed } = live(told);
  let html: string | undefined;
  const page: Route = {
    method: 'GET',
    path: '/',
    about: 'the console page',
    answer() {
      html ??= pageHtml({ title: 'Sharewarden, local cloud', parts: bundledPage(ENTRY), connects: "'self'" });
      return { ...ok(html), headers: HEADERS };
    },
  };
  return { routes: [page, route], changed };
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};
