import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { PageData } from './page-data.ts';

/** What a page runs and looks like. */
export interface Parts {
  readonly script: string;
  readonly style: string;
}

/**
 * Bundles a page from its entry, which imports its styles. Takes some hundredths of a second: it is done when a page is
 * wanted, so that no bundle of an older state lies about.
 */
export function bundledPage(entry: string): Parts {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: 'page', // names the two outputs, and is never made
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}

const REPORT = fileURLToPath(new URL('client/report.tsx', import.meta.url));

/** By this a report is told from another file. */
export const REPORT_MARK = '<meta name="generator" content="sharewarden report">';

/** The report as one file, which opens without a network. */
export function reportHtml(data: PageData): string {
  const title = `Sharewarden ${data.account} ${data.region}`;
  return pageHtml({ title, parts: bundledPage(REPORT), head: REPORT_MARK, data });
}

/**
 * A page in one HTML file. It may run and look like nothing but what is in it, and ask nobody for anything.
 *
 * @param connects what it may ask besides, as a Content-Security-Policy names it.
 */
export function pageHtml({
  title,
  parts: { script, style },
  head = '',
  data,
  connects = "'none'",
}: {
  readonly title: string;
  readonly parts: Parts;
  readonly head?: string;
  readonly data?: unknown;
  readonly connects?: string;
}): string {
  const code = script.replaceAll('</script', '<\\/script').trim();
  const looks = style.trim();
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(looks)}'`,
    'img-src data:',
    `connect-src ${connects}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
${head}
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${looks}</style>
</head>
<body>
<div id="page"><noscript>This page is drawn by a script that is part of it.</noscript></div>
${data === undefined ? '' : `<script type="application/json" id="data">${jsonForHtml(data)}</script>`}
<script>${code}</script>
</body>
</html>
`;
}

/** JSON in which no `<` ends a script, and no line separator a line. */
const jsonForHtml = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
