import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER } from '../support/builders.ts';
import { sdkHands } from '../support/hands.ts';
import { type DeployedFunction, deployed, failing, metricsIn } from './deployed.ts';

let deployment: DeployedFunction;
beforeAll(async () => {
  deployment = await deployed('on-share-change');
});
afterAll(() => deployment.stop());

/** A settled share with the outsider on it, and CloudTrail's event of its making. */
async function aViolation() {
  const { operator, cloud } = deployment;
  const number = await operator.requestNumber();
  const share = await operator.share('campaign', [number.arn], [OUTSIDER, ALLOWED]);
  await expect.poll(() => operator.principals(share)).toMatchObject({ [ALLOWED]: 'ASSOCIATED' });
  const event = cloud.events().findLast(({ detail }) => detail.eventName === 'CreateResourceShare');
  if (!event) throw new Error('no event of the share');
  return { share, event };
}
const removals = () =>
  deployment.cloud.calls.entries().filter(({ operation }) => operation === 'DisassociateResourceShare')
    .length;
const newsOf = (share: string) =>
  deployment.cloud
    .events()
    .filter(({ source, detail }) => source === 'sharewarden' && detail.about === share);

describe('on-share-change', () => {
  it('takes an outsider off, once for twenty times the same event, and tells the bus, the log and the metrics', async () => {
    const { share, event } = await aViolation();
    const before = removals();
    const { answer, lines } = await deployment.receive(...Array.from({ length: 20 }, () => event));

    expect(answer).toEqual(failing());
    expect(removals() - before).toBe(1);
    await expect.poll(() => deployment.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(newsOf(share)).toHaveLength(1);
    expect(lines.filter(({ message }) => message === 'handled')).toMatchObject([
      {
        level: 'INFO',
        service: 'sharewarden',
        function_request_id: 'request-1',
        subject: share,
        messages: 20,
        outcome: { shares: [{ forbidden: [OUTSIDER], requested: [OUTSIDER] }] },
      },
    ]);
    expect(metricsIn(lines)).toMatchObject({
      SharesChecked: 1,
      ForbiddenConsumers: 1,
      RemovalsRequested: 1,
      SecondsToRemoval: expect.any(Number),
    });
  });

  it('looks at a share of another Region there, where it is known', async () => {
    const operator = sdkHands(deployment.cloud.endpoint(), deployment.cloud.requestHandler, 'eu-west-1');
    const number = await operator.requestNumber();
    const share = await operator.share('abroad', [number.arn], [OUTSIDER, ALLOWED]);
    await expect.poll(() => operator.principals(share)).toMatchObject({ [ALLOWED]: 'ASSOCIATED' });
    const { lines } = await deployment.receive({ recheck: share, for: 'removal' });
    await expect.poll(() => operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(lines.filter(({ message }) => message === 'handled')).toMatchObject([
      { outcome: { shares: [{ state: 'judged', requested: [OUTSIDER] }] } },
    ]);
  });

  it('makes one removal and one piece of news of five deliveries one after another', async () => {
    const { share, event } = await aViolation();
    const before = removals();
    for (let delivery = 0; delivery < 5; delivery += 1) {
      expect((await deployment.receive(event)).answer).toEqual(failing());
    }
    expect(removals() - before).toBe(1);
    const kinds = new Set(newsOf(share).map(({ detail }) => JSON.stringify(detail)));
    expect(kinds.size).toBe(1);
  });

  it('brings back only the message whose share could not be read', async () => {
    const [unreadable, readable] = [await aViolation(), await aViolation()];
    const { faults } = deployment.cloud.gateway;
    faults.add({
      service: 'ram',
      operation: 'GetResourceShares',
      error: 'OperationNotPermittedException',
      times: 1,
    });
    const { answer, lines } = await deployment.receive(unreadable.event, readable.event);
    faults.clear();
    expect(answer).toEqual(failing(1));
    expect(lines.filter(({ message }) => message === 'failed')).toMatchObject([
      { level: 'ERROR', subject: unreadable.share, error: { name: 'OperationNotPermittedException' } },
    ]);
    await expect
      .poll(() => deployment.operator.principals(readable.share))
      .toEqual({ [ALLOWED]: 'ASSOCIATED' });
  });

  it('sets aside what makes no sense, with the reason, and ignores what is not meant for it', async () => {
    const { event } = await aViolation();
    const refused = { ...event, detail: { ...event.detail, errorCode: 'AccessDenied' } };
    const elsewhere = { ...event, source: 'aws.ec2' };
    const calls = () => deployment.cloud.calls.entries().filter(({ service }) => service === 'ram').length;
    const before = calls();
    const { answer, lines } = await deployment.receive('{"half', { source: 'aws.ram' }, refused, elsewhere);
    expect(answer).toEqual(failing());
    expect(deployment.deadLetters()).toEqual([
      { body: '{"half', error: 'not JSON' },
      {
        body: '{"source":"aws.ram"}',
        error: expect.stringMatching(/^not an EventBridge event: no detail-type/),
      },
    ]);
    expect(lines.filter(({ message }) => message === 'ignored')).toMatchObject([
      { reason: 'CreateResourceShare failed with AccessDenied: nothing changed' },
      { reason: 'an event of aws.ec2' },
    ]);
    expect(calls()).toBe(before);
  });

  it('logs nothing but lines of JSON, none of which holds an event', async () => {
    const { event } = await aViolation();
    const { lines } = await deployment.receive(event, '{}');
    expect(JSON.stringify(lines)).not.toContain('requestParameters');
    for (const line of lines) expect('level' in line || '_aws' in line).toBe(true);
  });
});
