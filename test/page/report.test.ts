import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/page/page-html.ts';
import { type RunningBrowser, runBrowser, seriousIn } from '../support/browser.ts';
import { ALLOWED, MANAGEMENT, OUTSIDER, SANDBOX } from '../support/builders.ts';
import { aLargePage } from './a-large-page.ts';
import { anAccount, HOSTILE } from './an-account.ts';

const TABS = [
  'overview',
  'resources',
  'consumers',
  'pools',
  'findings',
  'removals',
  'waivers',
  'timeline',
  'guardrails',
];

let folder: string;
let browser: RunningBrowser;
let account: Awaited<ReturnType<typeof anAccount>>;
let url: string;

beforeAll(async () => {
  browser = await runBrowser();
  folder = await mkdtemp(join(tmpdir(), 'sharewarden-report-'));
  account = await anAccount();
  url = await written('report.html', (await account.report()).written.get('report.html'));
}, 60_000);
afterAll(async () => {
  await browser?.stop();
  await account?.service.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function written(name: string, html = ''): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, html);
  return pathToFileURL(file).href;
}
const goTo = async (page: Page, tab: string) => {
  await page.goto(`${page.url().replace(/#.*/, '')}#${tab}`);
  await page
    .locator('nav [aria-current=page]')
    .getByText(new RegExp(tab.replace(/\W.*/, ''), 'i'))
    .waitFor();
};
const rows = (page: Page) => page.locator('main .pane').first().locator('[role=option]');

describe('a report', () => {
  it.each(['light', 'dark'] as const)(
    'is accessible in every tab, %s, and asks nobody for anything',
    async (colours) => {
      const { page, faults } = await browser.open(url, { colours });
      const found: string[] = [];
      for (const tab of TABS) {
        await goTo(page, tab);
        found.push(
          ...(await seriousIn(page, colours === 'light' ? 'all' : 'contrast')).map(
            (each) => `${tab}: ${each}`,
          ),
        );
      }
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
    },
    40_000,
  );

  it('looks another in the dark, by the machine or by a press', async () => {
    const background = (page: Page) =>
      page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const [{ page: light }, { page: dark }] = [
      await browser.open(url),
      await browser.open(url, { colours: 'dark' }),
    ];
    const [day, night] = [await background(light), await background(dark)];
    expect(day).not.toBe(night);
    await light.getByRole('button', { name: 'Looks: auto' }).click();
    await light.getByRole('button', { name: 'Looks: light' }).click();
    expect(await background(light)).toBe(night);
  });

  it('fits a telephone in every tab', async () => {
    const { page } = await browser.open(url, { width: 390, height: 844 });
    for (const tab of TABS) {
      await goTo(page, tab);
      expect(`${tab} ${await page.evaluate('document.documentElement.scrollWidth')}`).toBe(`${tab} 390`);
    }
  });

  it('shows at a glance who lacks what of a pool', async () => {
    const { page } = await browser.open(`${url}#pools/${account.pool.id}`);
    const matrix = page.getByRole('table', { name: /who can use what/i });
    await expect
      .poll(() => matrix.getByRole('rowheader').allTextContents())
      .toEqual([`${MANAGEMENT}✗ 3`, `${ALLOWED}✗ 3`]);
    expect(await matrix.getByRole('cell', { name: '✗ missing' }).count()).toBe(6);
    expect(await matrix.getByRole('cell', { name: '✓ covered' }).count()).toBe(2);
    expect(await page.getByText(/^aws ram associate-resource-share/).count()).toBe(1);
  });

  it('says of an access how it is, why, and what to do', async () => {
    const { page } = await browser.open(`${url}#consumers/${SANDBOX}`);
    await page.getByRole('option', { name: /ACME\/GB/ }).click();
    const card = page.getByRole('article', { name: 'What is open' });
    await card.getByText(/no-sandbox denies OU/).waitFor();
    expect(await card.getByText(/^npx sharewarden (explain|waive)/).count()).toBe(2);
  });

  it('finds everywhere at once what is searched, and keeps it in the address', async () => {
    const { page } = await browser.open(`${url}#findings`);
    await page.keyboard.press('/');
    await page.keyboard.type(OUTSIDER);
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(
      await page
        .locator('nav')
        .getByText(/^Removals/)
        .textContent(),
    ).toBe('Removals1');
    expect(page.url()).toContain(`q=${OUTSIDER}`);
    await page.keyboard.press('Escape');
    await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
  });

  it('filters, and lists the removal with its steps and how to undo it', async () => {
    const { page } = await browser.open(`${url}#resources`);
    await page.getByRole('button', { name: 'Forbidden' }).click();
    await expect.poll(() => rows(page).allTextContents()).toEqual([expect.stringContaining('ACME/GB')]);
    await goTo(page, 'removals');
    await page.getByText(/^npx sharewarden undo [0-9a-f]{8} --until/).waitFor();
    expect(await page.getByText('2 s from the event to the removal').count()).toBe(1);
    expect(await page.locator('.steps li').count()).toBeGreaterThan(2);
  });

  it('is worked by keys alone', async () => {
    const { page } = await browser.open(url);
    await page.keyboard.press('2');
    await page.locator('nav [aria-current=page]').getByText('Resources').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const label = (await rows(page).nth(1).locator('strong').textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: label }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  });

  it('shows a hostile name as text', async () => {
    const { page, faults } = await browser.open(`${url}#timeline`);
    await page.getByText(HOSTILE).first().waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('tells how far each guardrail is from enforcing', async () => {
    const { page } = await browser.open(`${url}#guardrails`);
    const row = page.getByRole('row', { name: /no-sandbox/ });
    await expect.poll(() => row.textContent()).toBe('no-sandbox• observe1');
  });
});

describe('a plan', () => {
  it('says that nothing on record is on it', async () => {
    const { written: files } = await account.report(['--plan-only']);
    const { page, faults } = await browser.open(
      `${await written('plan.html', files.get('report.html'))}#findings`,
    );
    await page.getByText('A plan.').waitFor();
    await page.getByText('Findings are not known: this is a plan').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('200 numbers that 5,000 consumers have', () => {
  it('are as much of a page as is in sight', async () => {
    const html = reportHtml(aLargePage());
    expect(html.length).toBeLessThan(5_000_000);
    const { page, faults } = await browser.open(await written('large.html', html));
    for (const tab of ['overview', 'resources', 'consumers', 'pools', 'consumers/100000000042', 'timeline']) {
      await goTo(page, tab);
      expect(await page.evaluate<number>('document.querySelectorAll("*").length')).toBeLessThan(1500);
    }
    expect(faults).toEqual([]);
  });

  it('show the last consumer and the last member of the matrix by scrolling', async () => {
    const { page } = await browser.open(`${await written('large.html', reportHtml(aLargePage()))}#pools`);
    const matrix = page.getByRole('table', { name: /who can use what/i });
    await matrix.waitFor();
    await matrix.evaluate((element: { scrollTo(x: number, y: number): void }) => element.scrollTo(1e9, 1e9));
    await matrix.getByRole('rowheader', { name: '100000004999' }).waitFor();
    await expect.poll(() => matrix.locator('[aria-colindex="201"]').count()).toBeGreaterThan(1);
  });
});
