import { describe, expect, it } from 'vitest';
import type { SlackFault } from '../../local/control/slack-inbox.ts';
import { ALLOWED, OUTSIDER, SANDBOX } from '../support/builders.ts';
import { type Fate, fated, isRead } from '../support/fate.ts';
import { sdkHands } from '../support/hands.ts';
import { runCloudUnder } from '../support/running-cloud.ts';
import { isUnnoted } from './crash.ts';
import { deployedIn } from './deployed.ts';
import { guardrailsFile, guardrailsIn } from './guardrails.ts';
import { inProcess } from './in-process.ts';
import type { Stage } from './stage.ts';

/** As often as there is news, and once more. */
const TROUBLE: readonly SlackFault[] = [
  { status: 429, retryAfter: 1, times: 3 },
  { status: 500, times: 3 },
  { status: 'timeout', times: 3 },
];
/** Slack is tried anew every three minutes. */
const LATEST_SECONDS = 4 * 180;

/** Two outsiders on two shares while Slack is in trouble. @returns how often people were told of each share. */
async function toldOf(stage: Stage, seconds: number): Promise<readonly number[]> {
  const { operator } = stage.people;
  const number = await stage.people.aNumber();
  const shares = [
    await operator.share('one', [number], [OUTSIDER, ALLOWED]),
    await operator.share('other', [number], [SANDBOX, ALLOWED]),
  ];
  await stage.pass(seconds);
  const bodies = (await stage.slack()).map(({ body }) => JSON.stringify(body));
  return shares.map((share) => bodies.filter((body) => body.includes(share)).length);
}

describe('Slack that asks for patience, then breaks down, then does not answer', () => {
  it('is told all, once, within minutes, by the deployed function', async () => {
    const cloud = await runCloudUnder(guardrailsFile('enforce'));
    try {
      const stage = await deployedIn(cloud, sdkHands(cloud.endpoint));
      await stage.slackFails(...TROUBLE);
      expect(await toldOf(stage, LATEST_SECONDS)).toEqual([1, 1]);
      expect(await cloud.get('faults')).toEqual([]);
      const published: readonly { readonly topicArn: string }[] = await cloud.get('sns');
      for (const account of [OUTSIDER, SANDBOX]) {
        const topics = published
          .filter((each) => JSON.stringify(each).includes(account))
          .map(({ topicArn }) =>
            topicArn
              .split(':')
              .at(-1)
              ?.replace(/^.+-(\w+Topic)-.+$/, '$1'),
          );
        expect(topics.sort()).toEqual(['AlertTopic', 'FindingTopic']);
      }
      const told = await stage.slack();
      await stage.pass(3600);
      expect(await stage.slack()).toEqual(told);
      expect(await stage.deadLetters()).toEqual([]);
    } finally {
      await cloud.stop();
    }
  }, 180_000);

  const run = async (fate?: Fate) => {
    const calls = fated(fate);
    await using stage = await inProcess(guardrailsIn('enforce'), calls);
    await stage.slackFails(...TROUBLE.map((each) => ({ ...each, times: 1 })));
    const told = await toldOf(stage, 2 * LATEST_SECONDS);
    return { told, deadLetters: await stage.deadLetters(), calls };
  };

  it('is told all, and once where it was noted that it was, wherever a function dies', async () => {
    const { told, calls } = await run();
    expect(told).toEqual([1, 1]);
    const telling = calls.made.flatMap((call, index) => (call.startsWith('on-finding') ? [index] : []));
    expect(telling.length).toBeGreaterThan(30);
    for (const index of telling) {
      for (const dies of isRead(calls.made[index] ?? '')
        ? (['after'] as const)
        : (['before', 'after'] as const)) {
        const fate = { at: index + 1, dies };
        const { told, deadLetters } = await run(fate);
        const where = `${dies} call ${index + 1}, ${calls.made[index]}`;
        expect(Math.min(...told), where).toBeGreaterThanOrEqual(1);
        expect(Math.max(...told), where).toBeLessThanOrEqual(isUnnoted(calls.made, fate) ? 2 : 1);
        expect(deadLetters, where).toEqual([]);
      }
    }
  }, 120_000);
});
