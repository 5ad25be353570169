import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { ALLOWED, OUTSIDER } from '../support/builders.ts';
import { type Hands, sdkHands } from '../support/hands.ts';
import { type RunningCloud, runCloud, type SlackMessage } from '../support/running-cloud.ts';

/** Long enough for a slow machine. */
const SOON = { timeout: 30_000, interval: 100 };

let cloud: RunningCloud;
let operator: Hands;
beforeAll(async () => {
  cloud = await runCloud('--no-story');
  operator = sdkHands(cloud.endpoint);
});
afterAll(() => cloud.stop());

describe('a share that was made while events were lost', () => {
  it('loses its outsider when the schedule fires, and is told as found by the sweep', {
    timeout: 90_000,
  }, async () => {
    await cloud.post('faults', { events: { drop: 1 } });
    const number = await operator.requestNumber();
    const share = await operator.share('unheard of', [number.arn], [OUTSIDER, ALLOWED]);
    await cloud.post('clock', { advanceSeconds: 60 });
    await cloud.clear('faults');
    await cloud.idle();
    expect(await operator.principals(share)).toMatchObject({ [ALLOWED]: 'ASSOCIATED' });
    expect(await cloud.get('removals')).toEqual([]);

    await cloud.post('clock', { advanceSeconds: 900 });
    await expect.poll(() => operator.principals(share), SOON).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    await cloud.idle();

    const findings = await cloud.get<readonly Finding[]>('findings');
    expect(findings.filter(({ about }) => about === share)).toMatchObject([{ isFoundBySweep: true }]);
    const messages = await cloud.get<readonly SlackMessage[]>('slack');
    expect(messages.map(({ body }) => JSON.stringify(body))).toMatchObject([
      expect.stringContaining('by the sweep: no event told of it'),
    ]);
  });
});
