import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER, OWNER } from '../support/builders.ts';
import { CLIENTS } from '../support/clients.ts';
import { type RunningCloud, runCloud, type SlackMessage } from '../support/running-cloud.ts';

let cloud: RunningCloud;
beforeAll(async () => {
  cloud = await runCloud('--no-story');
}, 120_000);
afterAll(() => cloud.stop());

const send = { Effect: 'Allow', Action: ['sms-voice:SendTextMessage'] };
const sns = (more: object) => ({ ...send, Principal: { Service: 'sns.amazonaws.com' }, ...more });
const bound = { Condition: { StringEquals: { 'aws:SourceAccount': OWNER } } };
const account = (id: string) => ({ ...send, Principal: { AWS: `arn:aws:iam::${id}:root` } });
const policyOf = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

describe.each(CLIENTS)('a policy that is put by $name', ({ hands, missing }) => {
  const needs = missing ? ` (needs ${missing})` : '';

  it.skipIf(missing)(
    `loses its outsider, and its service gets a source; the rest stays${needs}`,
    async () => {
      const operator = hands(cloud.endpoint);
      const number = await operator.requestNumber();
      await operator.putPolicy(
        number.arn,
        JSON.stringify(policyOf(sns({}), account(OUTSIDER), account(ALLOWED))),
      );
      await cloud.idle();
      await expect
        .poll(async () => JSON.parse(await operator.policy(number.arn)), { timeout: 15_000 })
        .toEqual(policyOf(sns(bound), account(ALLOWED)));

      await cloud.post('clock', { advanceSeconds: 120 });
      await cloud.idle();
      const removals =
        await cloud.get<readonly { about: string; status: string; principal: string }[]>('removals');
      const ours = removals.filter(({ about }) => about === number.arn);
      expect(ours.map(({ principal, status }) => `${principal} ${status}`).sort()).toEqual([
        `${OUTSIDER} done`,
        'sns.amazonaws.com done',
      ]);
      const messages = await cloud.get<readonly SlackMessage[]>('slack');
      const about = messages
        .map(({ body }) => JSON.stringify(body))
        .filter((each) => each.includes(number.id));
      expect(about).toHaveLength(2);
      expect(await puts(number.arn)).toBe(2);
    },
    60_000,
  );
});

/** Writes of the policy that the trail has seen: the operator's, and ours. */
async function puts(arn: string): Promise<number> {
  const events =
    await cloud.get<readonly { detail: { eventName?: string; requestParameters?: object } }[]>('events');
  return events.filter(
    ({ detail }) =>
      detail.eventName === 'PutResourcePolicy' && JSON.stringify(detail.requestParameters).includes(arn),
  ).length;
}
