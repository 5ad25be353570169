import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED } from '../support/builders.ts';
import { type DeployedFunction, deployed, failing, metricsIn } from './deployed.ts';

let deployment: DeployedFunction;
beforeAll(async () => {
  deployment = await deployed('on-resource-change');
});
afterAll(() => deployment.stop());

const eventOf = (eventName: string) => {
  const event = deployment.cloud.events().findLast(({ detail }) => detail.eventName === eventName);
  if (!event) throw new Error(`no event of ${eventName}`);
  return event;
};

describe('on-resource-change', () => {
  it('tells once who lacks the number of a shared pool, and changes no share', async () => {
    const { operator, cloud } = deployment;
    const number = await operator.requestNumber();
    const pool = await operator.createPool(number.id);
    const share = await operator.share('pool', [pool.arn], [ALLOWED]);
    await expect.poll(() => operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });

    const event = eventOf('CreatePool');
    const { answer, lines } = await deployment.receive(event, event);
    expect(answer).toEqual(failing());
    expect(cloud.events().filter(({ source }) => source === 'sharewarden')).toMatchObject([
      { detail: { about: pool.arn, change: 'opened' } },
    ]);
    expect(lines.filter(({ message }) => message === 'handled')).toMatchObject([
      {
        function_request_id: 'request-1',
        messages: 2,
        outcome: { pools: [{ pool: pool.arn, state: 'uncovered' }] },
      },
    ]);
    expect(metricsIn(lines)).toMatchObject({ PoolsUncovered: 1 });
    expect(cloud.calls.entries().map(({ operation }) => operation)).not.toContain(
      'DisassociateResourceShare',
    );
  });

  it('brings back a message whose pool could not be read', async () => {
    await deployment.operator.createPool((await deployment.operator.requestNumber()).id);
    const { faults } = deployment.cloud.gateway;
    faults.add({
      service: 'sms-voice',
      operation: 'DescribePools',
      error: 'AccessDeniedException',
      times: 1,
    });
    const { answer } = await deployment.receive(eventOf('CreatePool'), {
      ...eventOf('CreatePool'),
      source: 'aws.ec2',
    });
    faults.clear();
    expect(answer).toEqual(failing(1));
  });

  it('sets aside what makes no sense', async () => {
    expect((await deployment.receive('[]')).answer).toEqual(failing());
    expect(deployment.deadLetters()).toMatchObject([{ body: '[]' }]);
  });
});
