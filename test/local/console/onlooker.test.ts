import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloud } from '../../../local/cloud.ts';
import { onlooker } from '../../../local/console/onlooker.ts';
import { ALLOWED, SCOPE, someGuardrails } from '../../support/builders.ts';
import { sdkHands } from '../../support/hands.ts';

async function given() {
  const cloud = await createCloud({ clock: 'manual' });
  onTestFinished(() => cloud.stop());
  const { world } = cloud;
  const hands = sdkHands(cloud.endpoint(), cloud.requestHandler);
  const look = onlooker({ world, services: cloud, scope: SCOPE, guardrails: () => undefined });
  return { cloud, world, hands, look };
}

describe('somebody who looks on', () => {
  it('sees what is shared', async () => {
    const { cloud, hands, look } = await given();
    const number = await hands.requestNumber();
    await hands.share('summer', [number.arn], [ALLOWED]);
    await cloud.world.clock.advance(1000);
    const { resources, accesses, basis } = await look();
    expect(resources.map(({ arn }) => arn)).toContain(number.arn);
    expect(accesses).toMatchObject([{ consumer: ALLOWED, state: 'pending' }]);
    expect(basis).toBe('plan');
  });

  it('is in no list of calls, and strikes no fault', async () => {
    const { cloud, look } = await given();
    cloud.gateway.faults.add({ service: 'sms-voice', error: 'ThrottlingException', times: 1 });
    await look();
    expect(cloud.calls.entries()).toEqual([]);
    expect(cloud.gateway.faults.list()).toHaveLength(1);
  });

  it('is held to no rate, and uses up none', async () => {
    const { cloud, world, hands, look } = await given();
    world.switches.requestRates = 'published';
    for (let times = 0; times < 5; times++) await look();
    await hands.requestNumber();
    expect(cloud.calls.entries().map(({ status }) => status)).toEqual([200]);
  });

  it('takes none of the chance of the cloud', async () => {
    const [first, second] = [await given(), await given()];
    await second.look();
    expect(second.world.uuid()).toBe(first.world.uuid());
  });

  it('answers the same while nothing changes, and another when something does', async () => {
    const { world, hands, look } = await given();
    const before = await look();
    await world.clock.advance(1000);
    expect(await look()).toBe(before);
    await hands.requestNumber();
    expect(await look()).not.toEqual(before);
  });

  it('judges by the guardrails that are deployed', async () => {
    const { world, cloud } = await given();
    const look = onlooker({ world, services: cloud, scope: SCOPE, guardrails: () => someGuardrails() });
    expect((await look()).guardrails.map(({ id }) => id)).toEqual(['only-campaigns']);
  });
});
