import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER, OWNER, SCOPE } from '../support/builders.ts';
import { policyHands, toAccount } from '../support/policies.ts';
import { type DeployedFunction, deployed, failing, metricsIn } from './deployed.ts';

let deployment: DeployedFunction;
beforeAll(async () => {
  deployment = await deployed('on-scope-due');
});
afterAll(() => deployment.stop());

describe('on-scope-due', () => {
  it('takes an outsider out of a policy that no event told of, and counts that', {
    timeout: 60_000,
  }, async () => {
    const { cloud, operator } = deployment;
    const { requestHandler } = cloud;
    const credentials = { accessKeyId: OWNER, secretAccessKey: 'local' };
    const client = { requestHandler, region: SCOPE.region, endpoint: cloud.endpoint(), credentials };
    const policies = policyHands({ client });
    const { arn } = await operator.requestNumber();
    await policies.put(arn, toAccount(OUTSIDER), toAccount(ALLOWED));

    const { answer, lines } = await deployment.receive({ scope: SCOPE });
    expect(answer).toEqual(failing());
    expect(await policies.statements(arn)).toEqual([toAccount(ALLOWED)]);
    expect(metricsIn(lines)).toMatchObject({
      RemovalsRequested: 1,
      FoundBySweep: 1,
      RemovalsStuck: 0,
      SweepsDone: 1,
      SweepSeconds: expect.any(Number),
      BudgetLeft: 20,
    });
    expect(deployment.sweepsAskedFor()).toEqual([]);
  });

  it('sets aside what asks for no sweep', async () => {
    expect((await deployment.receive({ recheck: 'all' })).answer).toEqual(failing());
    expect(deployment.deadLetters()).toMatchObject([{ error: 'not a sweep to make: no scope' }]);
  });
});
