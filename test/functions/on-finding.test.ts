import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookUrl } from '../../local/control/slack.ts';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { documentClient } from '../../src/aws/dynamo-table.ts';
import { findingId, newsOf } from '../../src/core/finding.ts';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import {
  ALLOWED,
  aDraft,
  MANAGEMENT,
  NOW,
  OUTSIDER,
  OWNER,
  REGION,
  SANDBOX,
  SCOPE,
  SHARE,
} from '../support/builders.ts';
import { type DeployedFunction, deployed, failing, metricsIn } from './deployed.ts';

let deployment: DeployedFunction;
beforeAll(async () => {
  deployment = await deployed('on-finding', {
    alerts: {
      ...GUARDRAIL_DEFAULTS.alerts,
      owners: [
        { accounts: [ALLOWED], slack: { critical: '/sharewarden/on-call' }, sns: false },
        { accounts: [SANDBOX], slack: { critical: false }, sns: false },
        { accounts: [MANAGEMENT], slack: { critical: '/sharewarden/not-there' } },
      ],
    },
  });
  const webhook = webhookUrl(deployment.cloud.endpoint(), 'on-call');
  deployment.cloud.ssm.put(SCOPE, '/sharewarden/on-call', webhook, 'SecureString');
});
afterAll(() => deployment.stop());

/** The event on the findings bus that tells of a new finding. */
async function newsOfAFinding(principal: string, owner = OWNER) {
  const credentials = { accessKeyId: OWNER, secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: deployment.cloud.endpoint(), region: REGION, credentials });
  const draft = aDraft({ id: findingId('forbidden-consumer', SHARE, principal), owner });
  const finding = await dynamoFindings(documentClient(client), 'sharewarden').open(draft, NOW);
  const [detail] = newsOf(finding, NOW);
  const { account, region } = SCOPE;
  return {
    source: 'sharewarden',
    'detail-type': 'Finding News',
    account,
    region,
    resources: [SHARE],
    detail,
  };
}
/** What was told of it while this went on: Slack channels, and how often SNS. */
async function toldBy(action: () => Promise<unknown>) {
  const before = [slack(), sns()] as const;
  await action();
  const targets = deployment.cloud.slack.messages().slice(before[0]);
  return [targets.map(({ target }) => target), sns() - before[1]];
}
const slack = () => deployment.cloud.slack.messages().length;
const sns = () => deployment.cloud.sns.published().length;

describe('on-finding', () => {
  it('tells Slack and SNS once, however often the news comes', async () => {
    const news = await newsOfAFinding(OUTSIDER);
    const { answer, lines } = await deployment.receive(news, news);
    expect(answer).toEqual(failing());
    expect([slack(), sns()]).toEqual([1, 1]);
    expect(lines.filter(({ message }) => message === 'handled')).toMatchObject([
      { function_request_id: 'request-1', messages: 2, outcome: { outcome: 'told' } },
    ]);
    expect(metricsIn(lines)).toMatchObject({ NewsTold: 1 });

    expect((await deployment.receive(news)).answer).toEqual(failing());
    expect([slack(), sns()]).toEqual([1, 1]);
  });

  it('brings back only the news that Slack did not take, which SNS has, and says in the log why', async () => {
    const [one, other] = [await newsOfAFinding('888877776666'), await newsOfAFinding('777766665555')];
    const unwanted = await newsOfAFinding('777766665554', SANDBOX);
    const before = [slack(), sns()];
    deployment.cloud.slack.setFaults({ status: 500, times: 1 });
    const { answer, lines } = await deployment.receive(one, unwanted, other);
    expect(answer).toEqual(failing(1, 3));
    expect([slack() - (before[0] ?? 0), sns() - (before[1] ?? 0)]).toEqual([0, 1]);
    expect(JSON.stringify(lines.filter(({ message }) => message === 'failed'))).toContain(
      'slack answered 500',
    );
    expect((await deployment.receive(one, other)).answer).toEqual(failing());
    expect([slack() - (before[0] ?? 0), sns() - (before[1] ?? 0)]).toEqual([1, 1]);
  });

  it('tells a place what waits there when its own message says so', async () => {
    const flush = { channel: 'slack', name: '/sharewarden/slack-webhook' };
    const { answer, lines } = await deployment.receive({ flush });
    expect(answer).toEqual(failing());
    expect(lines.filter(({ message }) => message === 'handled')).toMatchObject([
      { subject: 'flush slack /sharewarden/slack-webhook', outcome: { outcome: 'flushed', told: 0 } },
    ]);
  });

  it('tells each owner’s findings where the guardrail file wants it', async () => {
    const routed = await newsOfAFinding('666655554444', ALLOWED);
    expect(await toldBy(() => deployment.receive(routed))).toEqual([['on-call'], 0]);
    const general = await newsOfAFinding('555544443333');
    expect(await toldBy(() => deployment.receive(general))).toEqual([['alerts'], 1]);
  });

  it('is done with what nobody wants to be told of', async () => {
    const news = await newsOfAFinding('444433332222', SANDBOX);
    const told = await toldBy(async () => {
      expect((await deployment.receive(news)).answer).toEqual(failing());
    });
    expect(told).toEqual([[], 0]);
    const { lines } = await deployment.receive(news);
    expect(lines.filter(({ message }) => message === 'handled')).toMatchObject([
      { outcome: { outcome: 'old' } },
    ]);
  });

  it('brings back what has no webhook at the parameter that the file names', async () => {
    const news = await newsOfAFinding('333322221111', MANAGEMENT);
    const { answer, lines } = await deployment.receive(news);
    expect(answer).toEqual(failing(1));
    expect(JSON.stringify(lines.filter(({ message }) => message === 'failed'))).toContain(
      'slack /sharewarden/not-there: ',
    );
  });

  it('sets aside what makes no sense', async () => {
    const event = { ...(await newsOfAFinding(OUTSIDER)), detail: { about: SHARE } };
    expect((await deployment.receive(event)).answer).toEqual(failing());
    expect(deployment.deadLetters()).toMatchObject([
      { error: expect.stringContaining('no detail.findingId') },
    ]);
  });
});
