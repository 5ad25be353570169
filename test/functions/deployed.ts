import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EnableSharingWithAwsOrganizationCommand, RAMClient } from '@aws-sdk/client-ram';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { vi } from 'vitest';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { webhookUrl } from '../../local/control/slack.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { MANAGEMENT, OWNER, REGION, SCOPE, someGuardrails } from '../support/builders.ts';
import { type Hands, sdkHands } from '../support/hands.ts';
import { makeTable } from '../support/service.ts';

type Line = Readonly<Record<string, unknown>>;

/** A function's exported handler in this process, and the local cloud that its SDK clients reach over HTTP. */
export interface DeployedFunction {
  readonly cloud: Cloud;
  readonly operator: Hands;
  /** Hands messages to the handler, as Lambda does; ids count from 1. */
  receive(
    ...bodies: readonly unknown[]
  ): Promise<{ readonly answer: SQSBatchResponse; readonly lines: readonly Line[] }>;
  /** Hands it an event of any kind. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue and a URL are answered in different ways
  request(event: object): Promise<{ readonly answer: any; readonly lines: readonly Line[] }>;
  /** Takes the decisions that were asked for. */
  decisionsAskedFor(): readonly unknown[];
  /** Takes the sweeps that were asked for. */
  sweepsAskedFor(): readonly unknown[];
  /** Messages on the function's dead-letter queue, with why they are there. */
  deadLetters(): readonly { readonly body: string; readonly error: string | undefined }[];
  stop(): Promise<void>;
}

/** By which Slack signs what it sends to a function. */
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

/** Makes what the function needs, tells it by the environment, and loads it. Once a test file: it is loaded once. */
export async function deployed(
  name: string,
  guardrails: Partial<Guardrails> = {},
): Promise<DeployedFunction> {
  const cloud = await createCloud({ clock: 'real', seed: 1 });
  const endpoint = await cloud.listen(0);
  const client = { endpoint, region: REGION, credentials: { accessKeyId: OWNER, secretAccessKey: 'local' } };
  const management = { ...client, credentials: { accessKeyId: MANAGEMENT, secretAccessKey: 'local' } };
  await makeTable(new DynamoDBClient(client));
  await new RAMClient(management).send(new EnableSharingWithAwsOrganizationCommand({}));
  cloud.eventBridge.createBus(SCOPE, 'findings');
  const deadLetterArn = cloud.queues.create(SCOPE, 'dead-letters', {});
  const decisions = cloud.queues.create(SCOPE, 'decisions', {});
  cloud.ssm.put(SCOPE, '/sharewarden/slack-signing-secret', SIGNING_SECRET, 'SecureString');
  cloud.queues.create(SCOPE, 'shares', {});
  cloud.queues.create(SCOPE, 'resources', {});
  cloud.queues.create(SCOPE, 'findings', {});
  const scopes = cloud.queues.create(SCOPE, 'scopes', {});
  cloud.ssm.put(SCOPE, '/sharewarden/slack-webhook', webhookUrl(endpoint, 'alerts'), 'String');
  cloud.ssm.put(SCOPE, '/sharewarden/slack-token', 'xoxb-hush', 'SecureString');
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: OWNER,
    AWS_SECRET_ACCESS_KEY: 'local',
    TABLE_NAME: 'sharewarden',
    FINDINGS_BUS: 'findings',
    SHARE_QUEUE_URL: `${endpoint}/${OWNER}/shares`,
    RESOURCE_QUEUE_URL: `${endpoint}/${OWNER}/resources`,
    SWEEP_SPEED: '10',
    SCOPE_QUEUE_URL: `${endpoint}/${OWNER}/scopes`,
    OWN_ACCOUNT: OWNER,
    GOVERNED_REGIONS: `${REGION},eu-west-1`,
    DEAD_LETTER_QUEUE_URL: `${endpoint}/${OWNER}/dead-letters`,
    MAX_RECEIVES: '5',
    OWN_ROLE_ARNS: `arn:aws:iam::${OWNER}:role/on-share-change`,
    FINDING_QUEUE_URL: `${endpoint}/${OWNER}/findings`,
    DIGEST_SECONDS: '0',
    ALERT_TOPIC_ARN: cloud.sns.createTopic(SCOPE, 'alerts'),
    FINDING_TOPIC_ARN: cloud.sns.createTopic(SCOPE, 'findings'),
    SLACK_WEBHOOK_PARAMETER: '/sharewarden/slack-webhook',
    DECISION_QUEUE_URL: `${endpoint}/${OWNER}/decisions`,
    SLACK_TOKEN_PARAMETER: '/sharewarden/slack-token',
    SLACK_SIGNING_SECRET_PARAMETER: '/sharewarden/slack-signing-secret',
    SLACK_API_URL: `${endpoint}/_local/slack/api`,
    POWERTOOLS_SERVICE_NAME: 'sharewarden',
    POWERTOOLS_METRICS_NAMESPACE: 'Sharewarden',
  };
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
  vi.stubGlobal('SHAREWARDEN_GUARDRAILS', someGuardrails(guardrails));
  const { handler } = await import(`../../functions/${name}.ts`);
  const run: DeployedFunction['request'] = async (event) => {
    const lines: Line[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0),
    );
    // What Lambda gives beside this is not read.
    const context = {
      functionName: name,
      awsRequestId: 'request-1',
      getRemainingTimeInMillis: () => 900_000,
    } as Context;
    const answer = await handler(event, context).finally(() => {
      for (const spy of spies) spy.mockRestore();
    });
    return { answer, lines };
  };
  return {
    cloud,
    operator: sdkHands(endpoint),
    receive: (...bodies) => run(eventOf(bodies)),
    request: run,
    decisionsAskedFor: () =>
      cloud.queues.receive(decisions, 10, 900).map(({ body, receiptHandle }) => {
        cloud.queues.delete(decisions, receiptHandle);
        return JSON.parse(body);
      }),
    sweepsAskedFor: () =>
      cloud.queues.receive(scopes, 10, 900).map(({ body, receiptHandle }) => {
        cloud.queues.delete(scopes, receiptHandle);
        return JSON.parse(body);
      }),
    deadLetters: () =>
      cloud.queues
        .receive(deadLetterArn, 10, 0)
        .map(({ body, messageAttributes }) => ({ body, error: messageAttributes.error?.StringValue })),
    async stop() {
      vi.unstubAllEnvs();
      vi.unstubAllGlobals();
      await cloud.stop();
    },
  };
}

export const failing = (...ids: readonly number[]): SQSBatchResponse => ({
  batchItemFailures: ids.map((id) => ({ itemIdentifier: String(id) })),
});

/** What the handler counted, by the names that CloudWatch shows. */
export function metricsIn(lines: readonly Line[]): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...lines.filter((line) => '_aws' in line));
}

function eventOf(bodies: readonly unknown[]): SQSEvent {
  const records = bodies.map((body, index) => ({
    messageId: String(index + 1),
    receiptHandle: 'receipt',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(Date.now()),
      SenderId: 'events',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${REGION}:${OWNER}:shares`,
    awsRegion: REGION,
  }));
  return { Records: records };
}
