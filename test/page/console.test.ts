import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningBrowser, runBrowser, seriousIn, type Watched } from '../support/browser.ts';
import { ALLOWED, OUTSIDER } from '../support/builders.ts';
import { CLIENTS } from '../support/clients.ts';
import type { Hands } from '../support/hands.ts';
import { type RunningCloud, runCloud } from '../support/running-cloud.ts';

// One deployed cloud and one open page for all: they are dear, and what is seen builds on what was done before.

const [sdk, cli] = CLIENTS;
const client = cli.missing ? sdk : cli;
const label = cli.missing ? `${sdk.name} (${cli.missing} is missing)` : cli.name;

let browser: RunningBrowser;
let cloud: RunningCloud;
let hands: Hands;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  [browser, cloud] = await Promise.all([runBrowser(), runCloud('--no-story')]);
  hands = sdk.hands(cloud.endpoint);
  watched = await browser.open(`${cloud.endpoint}/`);
  page = watched.page;
}, 90_000);
afterAll(async () => {
  await browser?.stop();
  await cloud?.stop();
});

const goTo = (tab: string) => page.goto(`${cloud.endpoint}/#${tab}`);

describe('the console, while somebody watches', () => {
  it('is live, and leaves no trace in the calls', async () => {
    await page.getByText('● Live').waitFor();
    await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
    const calls = await cloud.get<readonly { operation: string }[]>('calls');
    expect(
      calls.filter(({ operation }) => /Scan|DescribePools|DescribePhoneNumbers/.test(operation)),
    ).toEqual([]);
  });

  it(`follows what is shared by ${label}, without being loaded again`, { timeout: 60_000 }, async () => {
    await page.evaluate('window.isTheSame = true');
    const number = await hands.requestNumber();
    const pool = await hands.createPool(number.id);
    // Every command of the CLI starts a Python of its own: it does what matters, and the SDK the rest.
    await client.hands(cloud.endpoint).share('summer', [number.arn, pool.arn], [ALLOWED, OUTSIDER]);
    await goTo('removals');
    await page.getByText(`take ${OUTSIDER} off share summer`).first().waitFor();
    await page.getByText('from the event to the removal').waitFor();
    await goTo('consumers');
    await page.getByRole('option', { name: ALLOWED }).waitFor();
    await expect.poll(() => page.getByRole('option', { name: OUTSIDER }).count()).toBe(0);
    expect(await page.evaluate('window.isTheSame')).toBe(true);
  });

  it('finds the pool that is shared without what is put in it', async () => {
    const [{ id = '', poolId = '' }] = [{ ...(await hands.requestNumber()), poolId: await poolShown() }];
    await hands.addToPool(poolId, id);
    await page.getByRole('cell', { name: '✗ missing' }).waitFor();
    expect(await page.getByRole('cell', { name: '✓ covered' }).count()).toBe(1);
  });

  async function poolShown(): Promise<string> {
    await goTo('pools');
    return (
      (await page
        .getByRole('option', { name: /^pool-/ })
        .locator('strong')
        .textContent()) ?? ''
    );
  }

  it('shows what reached Slack, the events and the calls', async () => {
    await goTo('slack');
    await page.getByText(OUTSIDER).first().waitFor();
    await goTo('events?q=CreateResourceShare');
    await page
      .getByRole('option', { name: /CreateResourceShare/ })
      .first()
      .waitFor();
    await goTo('calls?q=DisassociateResourceShare');
    await page
      .getByRole('option', { name: /DisassociateResourceShare/ })
      .first()
      .waitFor();
  });

  it('turns switches, and adds faults that its own look does not use up', async () => {
    await goTo('controls');
    await page.getByLabel('associationSeconds').fill('0.2');
    await hands.requestNumber();
    await page.locator('.tile', { hasText: 'Resources' }).getByText('5').waitFor();
    // What happened meanwhile has drawn the page anew, and not undone what is being typed.
    await page.getByLabel('associationSeconds').press('Tab');
    await page.getByText('associationSeconds is 0.2 now.').waitFor();
    expect(await cloud.get('switches')).toMatchObject({ associationSeconds: { value: 0.2 } });
    const fault = {
      service: 'sms-voice',
      operation: 'DescribeOptOutLists',
      error: 'ThrottlingException',
      times: 1,
    };
    await page.getByLabel(/A fault/).fill(JSON.stringify(fault));
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText(JSON.stringify(fault), { exact: true }).first().waitFor();
    await hands.requestNumber();
    await page.locator('.tile', { hasText: 'Resources' }).getByText('6').waitFor();
    expect(await cloud.get('faults')).toEqual([fault]);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('None in force.').waitFor();
  });

  it('moves time, with all that comes due on the way', { timeout: 90_000 }, async () => {
    await page.getByRole('button', { name: '+ 1 minute' }).click();
    await page.getByText('Moved by 1 minute.').waitFor({ timeout: 80_000 });
  });

  it('is accessible in its own tabs, and asked nobody else for anything', async () => {
    const found: string[] = [];
    for (const tab of ['slack', 'events', 'calls', 'controls']) {
      await goTo(tab);
      await page.locator('main section').first().waitFor();
      found.push(...(await seriousIn(page)).map((each) => `${tab}: ${each}`));
    }
    expect(found).toEqual([]);
    expect(watched.faults).toEqual([]);
  });

  it('says when the cloud has gone', async () => {
    await cloud.stop();
    await page.getByText('Not reachable, trying again').waitFor();
  });
});
