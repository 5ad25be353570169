import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { dynamoFindings } from '../aws/dynamo-findings.ts';
import { dynamoLedger } from '../aws/dynamo-ledger.ts';
import { dynamoMessages } from '../aws/dynamo-messages.ts';
import { dynamoOutbox } from '../aws/dynamo-outbox.ts';
import { documentClient } from '../aws/dynamo-table.ts';
import { slackAlerts } from '../aws/slack-alerts.ts';
import { slackApi } from '../aws/slack-api.ts';
import { slackChat } from '../aws/slack-chat.ts';
import { snsAlerts } from '../aws/sns-alerts.ts';
import { type DeadLetters, sqsDeadLetters } from '../aws/sqs-dead-letters.ts';
import { sqsFlushes } from '../aws/sqs-flushes.ts';
import { ssmSecrets } from '../aws/ssm-secrets.ts';
import type { Alert, AlertRoute, Digest, SnsMessage } from '../core/alert.ts';
import type { AlertChannel, Chat, Clock, Findings, Flushes, Ledger, Messages, Outbox } from '../ports.ts';
import type { TellingConfig } from './config.ts';
import { type Surroundings, systemClock, systemWait, TELLING_CALLS } from './surroundings.ts';

/** Where an alert goes, and how alerts of one cause read there. */
export interface Telling {
  readonly route: (alert: Alert) => AlertRoute;
  readonly slack: (digest: Digest) => object;
  readonly sns: (digest: Digest) => SnsMessage;
}

/** What the function that tells people is connected with. */
export interface TellingPorts {
  readonly findings: Findings;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly flushes: Flushes;
  readonly messages: Messages;
  /** Messages of the bot. Without a token nobody has posted one. */
  readonly chat: Chat;
  readonly channels: readonly AlertChannel[];
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  readonly digestSeconds: number;
  readonly deadLetters: DeadLetters;
}

/** The ports of the function that tells people, with its dead-letter queue. */
export function connectTelling(
  config: TellingConfig,
  { route, slack, sns }: Telling,
  { client, documents, clock = systemClock, fetch = globalThis.fetch, wait = systemWait }: Surroundings = {},
): TellingPorts {
  const options = { ...TELLING_CALLS, ...client };
  const table = documents ?? documentClient(new DynamoDBClient(options));
  const sqs = new SQSClient(options);
  const secretIn = ssmSecrets(new SSMClient(options));
  const { tableName, digestSeconds, slackApi: address, slackTokenParameter } = config;
  const token = () => secretIn(slackTokenParameter);
  const chat = slackChat(slackApi({ address, token, fetch, wait }));
  return {
    findings: dynamoFindings(table, tableName),
    ledger: dynamoLedger(table, tableName),
    outbox: dynamoOutbox(table, tableName),
    messages: dynamoMessages(table, tableName),
    chat,
    flushes: sqsFlushes(sqs, config.findingQueueUrl),
    channels: [
      slackAlerts({
        placeOf: (alert) => route(alert).slack,
        webhook: secretIn,
        chat: slackTokenParameter === '' ? undefined : chat,
        render: slack,
        fetch,
        wait,
      }),
      snsAlerts(new SNSClient(options), config.alertTopicArn, sns, (alert) => route(alert).sns),
    ],
    clock,
    wait,
    digestSeconds,
    deadLetters: sqsDeadLetters(sqs, config.deadLetterQueueUrl),
  };
}
