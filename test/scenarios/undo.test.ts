import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER, OWNER, REGION, SANDBOX } from '../support/builders.ts';
import { type Hands, sdkHands } from '../support/hands.ts';
import { type RunningCloud, runCloud } from '../support/running-cloud.ts';

const SOON = { timeout: 15_000, interval: 100 };
const DAY_MS = 24 * 3600 * 1000;
const SWEEP_SECONDS = 15 * 60;

let cloud: RunningCloud;
let operator: Hands;
beforeAll(async () => {
  cloud = await runCloud('--no-story');
  operator = sdkHands(cloud.endpoint);
}, 120_000);
afterAll(() => cloud.stop());

/** Runs `npx sharewarden …` in the owner account of the deployed local cloud. */
function sharewarden(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: OWNER,
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const file = join(import.meta.dirname, '../../bin/sharewarden.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err });
    });
  });
}

const daysFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

async function theCode(about: string): Promise<string> {
  const { out } = await sharewarden('history', about, '--json');
  return JSON.parse(out)[0]?.code ?? '';
}

describe('a removal that the deployed functions made', () => {
  it('is undone from a share, stays through an event, and is made again by the sweep when its waiver is ended', async () => {
    const number = await operator.requestNumber();
    const share = await operator.share('summer', [number.arn], [SANDBOX, ALLOWED]);
    await expect.poll(() => operator.principals(share), SOON).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    await cloud.post('clock', { advanceSeconds: 60 });
    await cloud.idle();

    const code = await theCode(share);
    const undone = await sharewarden('undo', code, '--until', daysFromNow(1), '--reason', 'campaign 42');
    expect(undone).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Undone: ${SANDBOX} is back on share summer.`),
    });
    const both = { [SANDBOX]: 'ASSOCIATED', [ALLOWED]: 'ASSOCIATED' };
    await expect.poll(() => operator.principals(share), SOON).toEqual(both);
    await cloud.idle();
    await operator.removeFromShare(share, { principal: ALLOWED });
    await expect.poll(() => operator.principals(share), SOON).toEqual({ [SANDBOX]: 'ASSOCIATED' });
    await cloud.idle();
    expect(await operator.principals(share)).toEqual({ [SANDBOX]: 'ASSOCIATED' });

    expect(await sharewarden('unwaive', number.arn, SANDBOX)).toMatchObject({ code: 0 });
    await cloud.post('clock', { advanceSeconds: SWEEP_SECONDS });
    await expect.poll(() => operator.principals(share), SOON).toEqual({});
    await cloud.post('clock', { advanceSeconds: 60 });
    await cloud.idle();
    const { out } = await sharewarden('history', share);
    expect(out.match(/^[0-9a-f]{8} {2}\w+/gm)?.map((line) => line.split('  ')[1])).toEqual([
      'done',
      'undone',
    ]);
  }, 120_000);

  it('is undone in a policy, and ends with the waiver that is taken away', async () => {
    const number = await operator.requestNumber();
    const statement = (account: string) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'sms-voice:SendTextMessage',
    });
    const documentOf = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
    const policy = async () => JSON.parse(await operator.policy(number.arn));
    const put = (document: object) => operator.putPolicy(number.arn, JSON.stringify(document));
    const whole = documentOf(statement(OUTSIDER), statement(ALLOWED));
    await put(whole);
    await expect.poll(policy, SOON).toEqual(documentOf(statement(ALLOWED)));
    await cloud.post('clock', { advanceSeconds: 60 });
    await cloud.idle();
    const code = await theCode(number.arn);
    const until = daysFromNow(30);
    expect(await sharewarden('undo', code, '--until', until, '--reason', 'campaign 42')).toMatchObject({
      code: 0,
    });
    expect(await policy()).toEqual(whole);
    await cloud.idle();
    expect(await policy()).toEqual(whole);
    expect((await sharewarden('waivers')).out).toContain(`${OUTSIDER}  until ${until}`);
    expect(await sharewarden('unwaive', number.arn, OUTSIDER)).toMatchObject({ code: 0 });
    await put(documentOf(...whole.Statement, statement(OWNER)));
    await expect.poll(policy, SOON).toEqual(documentOf(statement(ALLOWED), statement(OWNER)));
  }, 120_000);
});

describe('a message that a deployed function could not handle', () => {
  it('is listed with its error, and handled once it is sent back', async () => {
    const number = await operator.requestNumber();
    await cloud.post('faults', {
      service: 'ram',
      operation: 'GetResourceShares',
      error: 'ServerInternalException',
    });
    const share = await operator.share('winter', [number.arn], [SANDBOX, ALLOWED]);
    for (let receives = 0; receives < 6; receives += 1) {
      await cloud.idle();
      await cloud.post('clock', { advanceSeconds: 400 });
    }
    await cloud.idle();
    const listed = await sharewarden('redrive', '--queue', 'share', '--json');
    const { letters } = JSON.parse(listed.out);
    expect(letters).toContainEqual(
      expect.objectContaining({
        about: share,
        from: expect.stringMatching(/on-share-change$/),
        error: expect.stringContaining('ServerInternalException'),
      }),
    );
    expect(await operator.principals(share)).toMatchObject({ [SANDBOX]: 'ASSOCIATED' });
    await cloud.clear('faults');
    expect(await sharewarden('redrive', '--queue', 'share', '--all')).toMatchObject({ code: 0 });
    await expect.poll(() => operator.principals(share), SOON).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect((await sharewarden('redrive')).out).toBe('No message lies in a dead-letter queue.');
  }, 180_000);
});
