import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Debian has it, or where the environment says. */
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

/** A page in a headless Chromium, and what it did that it must not. */
export interface Watched {
  readonly page: Page;
  /** Errors on its console, and addresses outside of its own that it asked for. Nothing is ever let out. */
  readonly faults: readonly string[];
}

export interface RunningBrowser {
  /** @param url what may be asked: all that begins like it. */
  open(
    url: string,
    options?: { readonly colours?: 'light' | 'dark'; readonly width?: number; readonly height?: number },
  ): Promise<Watched>;
  stop(): Promise<void>;
}

/** @throws when there is none: nothing that is tested in it is ever skipped. */
export async function runBrowser(): Promise<RunningBrowser> {
  if (!existsSync(CHROMIUM))
    throw new Error(`no Chromium at ${CHROMIUM}: install Debian's \`chromium\`, or name another by CHROMIUM`);
  const folder = await mkdtemp(join(tmpdir(), 'sharewarden-chromium-'));
  const args = [
    ...[
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
    ...['--disable-component-update', '--disable-sync', `--crash-dumps-dir=${folder}`],
  ];
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args,
    env: { ...process.env, HOME: folder },
  });
  const contexts: BrowserContext[] = [];
  return {
    async open(url, { colours = 'light', width = 1280, height = 860 } = {}) {
      const context = await browser.newContext({ colorScheme: colours, viewport: { width, height } });
      contexts.push(context);
      // Before the test's own: it says what was waited for.
      context.setDefaultTimeout(15_000);
      const faults: string[] = [];
      const page = await context.newPage();
      page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
      page.on('pageerror', (error) => void faults.push(error.message));
      const own = url.replace(/#.*/, '');
      await context.route('**', async (route) => {
        const asked = route.request().url();
        if (asked.startsWith(own) || asked.startsWith('data:')) return route.continue();
        faults.push(`asked for ${asked}`);
        return route.abort();
      });
      await page.goto(url);
      return { page, faults };
    },
    async stop() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * What axe finds serious or worse, a line each.
 *
 * @param rules `contrast`: of colours alone, where all else has been looked at.
 */
export async function seriousIn(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<readonly string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const only = rules === 'contrast' ? ', runOnly: ["color-contrast"]' : '';
  const found = (await page.evaluate(
    `axe.run(document, { resultTypes: ["violations"]${only} })`,
  )) as AxeResults;
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
    );
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}
