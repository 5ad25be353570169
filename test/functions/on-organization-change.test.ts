import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, OWNER } from '../support/builders.ts';
import { type DeployedFunction, deployed, failing } from './deployed.ts';

let deployment: DeployedFunction;
beforeAll(async () => {
  deployment = await deployed('on-organization-change');
});
afterAll(() => deployment.stop());

describe('on-organization-change', () => {
  it('asks for a sweep of each scope with the organization read anew when an account was moved', async () => {
    const { cloud } = deployment;
    cloud.world.peers.organizations.place(ALLOWED, 'Sandbox');
    const event = cloud.events().findLast(({ source }) => source === 'aws.organizations');
    const { answer } = await deployment.receive(event);
    expect(answer).toEqual(failing());
    expect(deployment.sweepsAskedFor()).toEqual([
      { scope: { account: OWNER, region: 'us-east-1' }, isAnew: true },
      { scope: { account: OWNER, region: 'eu-west-1' }, isAnew: true },
    ]);
  });
});
