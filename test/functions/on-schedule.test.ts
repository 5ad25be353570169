import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEvent } from '../events/messages.ts';
import { OWNER } from '../support/builders.ts';
import { type DeployedFunction, deployed, failing } from './deployed.ts';

let deployment: DeployedFunction;
beforeAll(async () => {
  deployment = await deployed('on-schedule');
});
afterAll(() => deployment.stop());

const TICK = anEvent({ source: 'aws.events', 'detail-type': 'Scheduled Event' });

describe('on-schedule', () => {
  it('asks for a sweep of the own account in each governed Region, once for however many ticks', async () => {
    const { answer } = await deployment.receive(TICK, TICK);
    expect(answer).toEqual(failing());
    expect(deployment.sweepsAskedFor()).toEqual([
      { scope: { account: OWNER, region: 'us-east-1' } },
      { scope: { account: OWNER, region: 'eu-west-1' } },
    ]);
  });
});
