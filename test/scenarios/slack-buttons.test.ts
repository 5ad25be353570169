import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, SANDBOX } from '../support/builders.ts';
import { type Hands, sdkHands } from '../support/hands.ts';
import { type RunningCloud, runCloudUnder } from '../support/running-cloud.ts';
import { guardrailsFile } from './guardrails.ts';

const [ANN, BOB, EVE] = ['U0000000ANN', 'U0000000BOB', 'U0000000EVE'];
const ADMINS = 'S0000000ADM';
const SOON = { timeout: 30_000, interval: 100 };
const DECIDERS = `alerts: { deciders: { users: [${ANN}], userGroups: [${ADMINS}] } }\n`;

let cloud: RunningCloud;
let operator: Hands;
beforeAll(async () => {
  cloud = await runCloudUnder(`${guardrailsFile('enforce')}${DECIDERS}`, '--slack-bot');
  operator = sdkHands(cloud.endpoint);
  await cloud.post('slack/groups', { group: ADMINS, users: [BOB] });
}, 120_000);
afterAll(() => cloud.stop());

interface Message {
  readonly target: string;
  readonly ts: string;
  readonly body: object;
}
/** The message that tells of a share. */
async function messageOf(share: string): Promise<Message> {
  const all = await cloud.get<readonly Message[]>('slack');
  const message = all.find(({ body, ts }) => ts && JSON.stringify(body).includes(share));
  if (!message) throw new Error(`no message of ${share}`);
  return message;
}
const textOf = async (share: string) => JSON.stringify((await messageOf(share)).body);

/** A share that a forbidden consumer has been taken off, and people have been told of. */
async function aShareCut(name: string) {
  const { arn: number } = await operator.requestNumber();
  const share = await operator.share(name, [number], [SANDBOX, ALLOWED]);
  await expect.poll(() => operator.principals(share), SOON).toEqual({ [ALLOWED]: 'ASSOCIATED' });
  await cloud.post('clock', { advanceSeconds: 60 });
  await cloud.idle();
  await expect.poll(() => messageOf(share).then(Boolean, () => false), SOON).toBe(true);
  return { share, number };
}
async function press(share: string, action: string, user: string, wrong?: string) {
  const { target: channel, ts } = await messageOf(share);
  const { status } = await cloud.post<{ status: number }>('slack/press', {
    channel,
    ts,
    action,
    user,
    wrong,
  });
  return status;
}
const findingOf = async (share: string) =>
  (await cloud.get<readonly Record<string, unknown>[]>('findings')).find(({ about }) => about === share);

describe('the deployed functions and the local Slack', () => {
  it('give back a consumer whose removal is undone by a button, and say who did it', async () => {
    const { share } = await aShareCut('summer');
    expect(await press(share, 'undo', ANN)).toBe(200);
    await expect.poll(() => operator.principals(share), SOON).toHaveProperty(SANDBOX);
    await expect.poll(() => textOf(share), SOON).toContain(ANN);
    await cloud.idle();
    expect(await operator.principals(share)).toHaveProperty(SANDBOX);
    const [removal] = (await cloud.get<readonly Record<string, unknown>[]>('removals')).filter(
      ({ about }) => about === share,
    );
    expect(removal).toMatchObject({ status: 'undone' });
    expect(JSON.stringify(removal)).toContain(`slack:T0123456789/${ANN}`);
    expect(await findingOf(share)).toMatchObject({
      decisions: [{ kind: 'undo', by: `slack:T0123456789/${ANN}` }],
    });
  }, 90_000);

  it('let a waived consumer come back, by the word of a member of the user group', async () => {
    const { share } = await aShareCut('autumn');
    expect(await press(share, 'waive', BOB)).toBe(200);
    await expect.poll(() => textOf(share), SOON).toContain(BOB);
    await operator.addPrincipal(share, SANDBOX);
    await cloud.idle();
    await cloud.post('clock', { advanceSeconds: 60 });
    await cloud.idle();
    expect(await operator.principals(share)).toEqual({ [SANDBOX]: 'ASSOCIATED', [ALLOWED]: 'ASSOCIATED' });
  }, 90_000);

  it('do nothing for who may not, and for what Slack has not said', async () => {
    const { share } = await aShareCut('winter');
    const before = await findingOf(share);
    expect(await press(share, 'undo', EVE)).toBe(403);
    for (const wrong of ['replay', 'signature', 'timestamp']) {
      expect(await press(share, 'undo', ANN, wrong), wrong).toBe(401);
    }
    await cloud.idle();
    expect(await findingOf(share)).toEqual(before);
    expect(await operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
  }, 90_000);
});
