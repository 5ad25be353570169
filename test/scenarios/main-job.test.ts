import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { CLIENTS } from '../support/clients.ts';
import { type RunningCloud, runCloud, type SlackMessage } from '../support/running-cloud.ts';

/** Long enough for a slow machine; what it should be is 5 s. */
const SOON = { timeout: 15_000, interval: 100 };

let cloud: RunningCloud;
beforeAll(async () => {
  cloud = await runCloud('--no-story');
});
afterAll(() => cloud.stop());

/** Slack messages that name all of these, as they would be read. */
async function messagesNaming(...words: readonly string[]): Promise<readonly string[]> {
  const messages = await cloud.get<readonly SlackMessage[]>('slack');
  const bodies = messages.map(({ body }) => JSON.stringify(body));
  return bodies.filter((body) => words.every((word) => body.includes(word)));
}

describe.each(CLIENTS)('with $name', ({ name, hands, missing }) => {
  const label = missing ? ` (needs ${missing})` : '';
  const slow = { timeout: 90_000 };

  it.skipIf(missing)(`takes an outsider off a share, and only the outsider${label}`, slow, async () => {
    const operator = hands(cloud.endpoint);
    const number = await operator.requestNumber();
    const share = await operator.share(`summer by ${name}`, [number.arn], [OUTSIDER, ALLOWED]);

    await expect.poll(() => operator.principals(share), SOON).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    await expect.poll(() => messagesNaming(share, OUTSIDER), SOON).toHaveLength(1);
    await cloud.idle();

    const [message] = await messagesNaming(share, OUTSIDER);
    for (const fact of [number.arn, `summer by ${name}`, OWNER, 'user/operator', 'inside-only', 'removed']) {
      expect(message).toContain(fact);
    }
    const removals = await cloud.get<readonly Record<string, unknown>[]>('removals');
    const record = removals.find((removal) => JSON.stringify(removal).includes(share));
    expect(record).toMatchObject({
      principal: OUTSIDER,
      owner: OWNER,
      share: { arn: share },
      resources: [number.arn],
    });
  });

  it.skipIf(missing)(`takes an account of the denied OU off${label}`, slow, async () => {
    const operator = hands(cloud.endpoint);
    const number = await operator.requestNumber();
    const share = await operator.share('sandbox', [number.arn], [SANDBOX]);
    await expect.poll(() => operator.principals(share), SOON).toEqual({});
    await expect.poll(() => messagesNaming(share, SANDBOX, 'no-sandbox'), SOON).toHaveLength(1);
  });

  it.skipIf(missing)(
    `tells of a pool that is shared without its number, once each way${label}`,
    slow,
    async () => {
      const operator = hands(cloud.endpoint);
      const number = await operator.requestNumber();
      const pool = await operator.createPool(number.id);
      const share = await operator.share('half a pool', [pool.arn], [ALLOWED]);
      await expect.poll(() => messagesNaming(pool.id, number.id, ALLOWED), SOON).toHaveLength(1);

      await operator.addToShare(share, number.arn);
      await expect.poll(() => messagesNaming(pool.id), SOON).toHaveLength(2);
      expect((await messagesNaming(pool.id))[1]).toMatch(/resolved/i);

      const another = await operator.requestNumber();
      await operator.addToPool(pool.id, another.id);
      await expect.poll(() => messagesNaming(pool.id, another.id, ALLOWED), SOON).toHaveLength(1);
      await cloud.idle();
      expect(await messagesNaming(pool.id)).toHaveLength(3);
    },
  );
});
