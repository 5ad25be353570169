import { readFileSync } from 'node:fs';
import { ok, type Route } from '../control/route.ts';

/** The console page and its parts. The page may load nothing from anywhere else, nor run anything of its own. */
export function consoleRoutes(): readonly Route[] {
  return [
    file('/', 'page.html', 'text/html', 'the console page'),
    file('/_local/console/page.css', 'page.css', 'text/css', "the console's looks"),
    file('/_local/console/page.js', 'page.js', 'text/javascript', "the console's script"),
    file('/_local/console/slack-message.js', 'slack-message.js', 'text/javascript', 'how it draws a message'),
  ];
}

function file(path: string, name: string, type: string, about: string): Route {
  const body = readFileSync(new URL(name, import.meta.url), 'utf8');
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
  };
  return { method: 'GET', path, about, answer: () => ({ ...ok(body), headers }) };
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
