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
import type { Alert, AlertRoute, SnsMessage } from '../core/alert.ts';
import type { AlertChannel, Clock, Findings, Ledger } from '../ports.ts';
import type { TellingConfig } from './config.ts';
import { type Surroundings, systemClock, systemWait, TELLING_CALLS } from './surroundings.ts';

/** Where an alert goes, and how it reads there. */
export interface Telling {
  readonly route: (alert: Alert) => AlertRoute;
  readonly slack: (alert: Alert) => object;
  readonly sns: (alert: Alert) => SnsMessage;
}

/** The ports of the function that tells people, with its dead-letter queue. */
export function connectTelling(
  config: TellingConfig,
  { route, slack, sns }: Telling,
  { client, documents, clock = systemClock, fetch = globalThis.fetch, wait = systemWait }: Surroundings = {},
): {
  readonly findings: Findings;
  readonly ledger: Ledger;
  readonly channels: readonly AlertChannel[];
  readonly clock: Clock;
  readonly deadLetters: DeadLetters;
} {
  const options = { ...TELLING_CALLS, ...client };
  const table = documents ?? documentClient(new DynamoDBClient(options));
  const addressIn = webhooks(new SSMClient(options));
  const webhookOf = (alert: Alert) => {
    const parameter = route(alert).slack;
    return parameter === undefined ? undefined : () => addressIn(parameter);
  };
  return {
    findings: dynamoFindings(table, config.tableName),
    ledger: dynamoLedger(table, config.tableName),
    channels: [
      slackAlerts({ webhookOf, render: slack, fetch, wait }),
      snsAlerts(new SNSClient(options), config.alertTopicArn, sns, (alert) => route(alert).sns),
    ],
    clock,
    deadLetters: sqsDeadLetters(new SQSClient(options), config.deadLetterQueueUrl),
  };
}

/** How long a webhook is used before it is read anew: it may have been rotated. */
const WEBHOOK_SECONDS = 300;

/** Reads webhooks by the names of their parameters. */
function webhooks(client: SSMClient): (parameter: string) => Promise<string> {
  const provider = new SSMProvider({ awsSdkV3Client: client });
  return async (parameter) => {
    const webhook = await provider.get(parameter, { decrypt: true, maxAge: WEBHOOK_SECONDS });
    if (!webhook) throw new Error(`SSM parameter ${parameter} is empty`);
    return webhook;
  };
}
