import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode } from '../../src/alerts/slack-actions.ts';
import { slackSignature } from '../../src/aws/slack-signatures.ts';
import { OWNER, REGION, SHARE } from '../support/builders.ts';
import { type DeployedFunction, deployed, metricsIn, SIGNING_SECRET } from './deployed.ts';

const [ANN, EVE] = ['U0000000ANN', 'U0000000EVE'];
const TOLD = { about: SHARE, findingId: `forbidden-consumer|${SHARE}|999988887777`, occurrence: 1 };

let deployment: DeployedFunction;
beforeAll(async () => {
  const alerts = { slack: {}, sns: true, owners: [], deciders: { users: [ANN], userGroups: [] } };
  deployment = await deployed('on-slack-action', { alerts });
});
afterAll(() => deployment.stop());

let presses = 0;
/** The event of a press as Lambda hands it on: a form is base64. */
function aPress({
  user = ANN,
  action = 'sharewarden.waive',
  age = 0,
  secret = SIGNING_SECRET,
  text = '',
} = {}) {
  presses += 1;
  const payload = {
    type: 'block_actions',
    user: { id: user },
    team: { id: 'T0123456789' },
    container: { message_ts: '1762077600.000100', channel_id: 'C0123456789' },
    trigger_id: String(presses),
    actions: [{ action_id: action, value: encode(TOLD) }],
  };
  const body = Buffer.from(text || new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': slackSignature({ timestamp, body }, secret),
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}

const client = () =>
  new DynamoDBClient({
    endpoint: deployment.cloud.endpoint(),
    region: REGION,
    credentials: { accessKeyId: OWNER, secretAccessKey: 'local' },
  });
const items = async () => (await client().send(new ScanCommand({ TableName: 'sharewarden' }))).Items ?? [];

/** What it answers, asks for, writes and logs. */
async function heard(event: object) {
  const before = (await items()).length;
  const { answer, lines } = await deployment.request(event);
  return {
    status: answer.statusCode,
    asked: deployment.decisionsAskedFor(),
    written: (await items()).length - before,
    said: lines.filter((line) => 'message' in line),
    metrics: metricsIn(lines),
  };
}

describe('a press by somebody who may decide', () => {
  it('is answered with nothing, and asks for the decision in their name', async () => {
    const { status, asked, said } = await heard(aPress());
    expect(status).toBe(200);
    expect(asked).toEqual([
      {
        ...TOLD,
        kind: 'waive',
        by: `slack:T0123456789/${ANN}`,
        at: expect.stringMatching(/Z$/),
        place: { channel: 'C0123456789', ts: '1762077600.000100' },
      },
    ]);
    expect(said).toMatchObject([{ message: 'asked', status: 200, function_request_id: 'request-1' }]);
  });

  it('is refused when it comes again', async () => {
    const press = aPress();
    expect((await heard(press)).status).toBe(200);
    expect(await heard(press)).toMatchObject({ status: 401, asked: [], written: 0 });
  });

  it('is ignored when its button is of somebody else', async () => {
    const { status, asked, said } = await heard(aPress({ action: 'other.button' }));
    expect([status, asked]).toEqual([200, []]);
    expect(said).toMatchObject([{ message: 'ignored' }]);
  });

  it('asks the user to press again when nobody took the decision', async () => {
    deployment.cloud.gateway.faults.add({ service: 'sqs', operation: 'SendMessage', error: 'AccessDenied' });
    const { status, said } = await heard(aPress());
    deployment.cloud.gateway.faults.clear();
    expect(status).toBe(503);
    expect(said).toMatchObject([{ message: 'failed', level: 'ERROR' }]);
  });
});

describe('what is not to be heard', () => {
  it.each([
    ['another secret', () => aPress({ secret: 'guessed' }), 401, 0],
    ['an old timestamp', () => aPress({ age: 301 }), 401, 0],
    ['a timestamp of times to come', () => aPress({ age: -302 }), 401, 0],
    ['a body that was changed', () => ({ ...aPress(), body: aPress({ user: EVE }).body }), 401, 0],
    ['no headers', () => ({ ...aPress(), headers: {} }), 401, 0],
    ['no body', () => ({ headers: aPress().headers, isBase64Encoded: false }), 401, 0],
    ['a user who may not', () => aPress({ user: EVE }), 403, 1],
    ['no payload', () => aPress({ text: 'ssl_check=1' }), 400, 1],
  ])('is refused for %s, with one line of log', async (_, press, status, written) => {
    const { said, metrics, ...became } = await heard(press());
    expect(became).toEqual({ status, asked: [], written });
    expect(said).toMatchObject([{ message: 'refused', level: 'WARN', status, reason: expect.any(String) }]);
    expect(JSON.stringify(said)).not.toContain('payload=');
    expect(metrics).toMatchObject({ PressesRefused: 1 });
  });
});
