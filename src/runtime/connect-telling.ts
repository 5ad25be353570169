import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { dynamoFindings } from '../aws/dynamo-findings.ts';
import { dynamoLedger } from '../aws/dynamo-ledger.ts';
import { documentClient } from '../aws/dynamo-table.ts';
import { slackAlerts } from '../aws/slack-alerts.ts';
import { snsAlerts } from '../aws/sns-alerts.ts';
import { type DeadLetters, sqsDeadLetters } from '../aws/sqs-dead-letters.ts';
import type { Alert, SnsMessage } from '../core/alert.ts';
import type { AlertChannel, Clock, Findings, Ledger } from '../ports.ts';
import type { TellingConfig } from './config.ts';
import { type Surroundings, systemClock, TELLING_CALLS } from './surroundings.ts';

/** How an alert reads on each channel. */
export interface Renderings {
  readonly slack: (alert: Alert) => object;
  readonly sns: (alert: Alert) => SnsMessage;
}

/** The ports of the function that tells people, with its dead-letter queue. */
export function connectTelling(
  config: TellingConfig,
  render: Renderings,
  { client, clock = systemClock, fetch = globalThis.fetch }: Surroundings = {},
): {
  readonly findings: Findings;
  readonly ledger: Ledger;
  readonly channels: readonly AlertChannel[];
  readonly clock: Clock;
  readonly deadLetters: DeadLetters;
} {
  const options = { ...TELLING_CALLS, ...client };
  const table = documentClient(new DynamoDBClient(options));
  const sns = snsAlerts(new SNSClient(options), config.alertTopicArn, render.sns);
  const { slackWebhookParameter: name } = config;
  const webhook = name ? webhookIn(name, new SSMClient(options)) : undefined;
  return {
    findings: dynamoFindings(table, config.tableName),
    ledger: dynamoLedger(table, config.tableName),
    channels: webhook ? [slackAlerts({ webhook, render: render.slack, fetch, wait }), sns] : [sns],
    clock,
    deadLetters: sqsDeadLetters(new SQSClient(options), config.deadLetterQueueUrl),
  };
}

/** How long a webhook is used before it is read anew: it may have been rotated. */
const WEBHOOK_SECONDS = 300;

function webhookIn(parameter: string, client: SSMClient): () => Promise<string> {
  const provider = new SSMProvider({ awsSdkV3Client: client });
  return async () => {
    const webhook = await provider.get(parameter, { decrypt: true, maxAge: WEBHOOK_SECONDS });
    if (!webhook) throw new Error(`SSM parameter ${parameter} is empty`);
    return webhook;
  };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
