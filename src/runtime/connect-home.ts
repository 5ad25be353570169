import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SQSClient } from '@aws-sdk/client-sqs';
import { cachedDirectory } from '../aws/cached-directory.ts';
import { directoryRecords } from '../aws/dynamo-directory.ts';
import { dynamoFindings } from '../aws/dynamo-findings.ts';
import { dynamoLedger } from '../aws/dynamo-ledger.ts';
import { documentClient, tableOf } from '../aws/dynamo-table.ts';
import { dynamoTurns } from '../aws/dynamo-turns.ts';
import { eventBridgeAnnouncer } from '../aws/event-bridge-announcer.ts';
import { organizationsDirectory } from '../aws/organizations-directory.ts';
import type { PaceableClient } from '../aws/paced.ts';
import { type DeadLetters, sqsDeadLetters } from '../aws/sqs-dead-letters.ts';
import { sqsRechecks } from '../aws/sqs-rechecks.ts';
import type { Ports } from '../ports.ts';
import type { CheckingConfig } from './config.ts';
import { CHECKING_CALLS, type Surroundings, systemClock, systemWait } from './surroundings.ts';

/** What stays where Sharewarden is installed, whatever Region is looked at. */
export type Home = Omit<Ports, 'shares' | 'resources' | 'policies' | 'enforcer'>;

/** Puts a client under a pace, or leaves it as it is. */
export type Under = <Client extends PaceableClient>(client: Client) => Client;
export const unpaced: Under = (client) => client;

export function connectHome(
  config: CheckingConfig,
  { client, documents, clock = systemClock, wait = systemWait }: Surroundings,
  under: Under,
): { readonly home: Home; readonly deadLetters: DeadLetters; readonly sqs: SQSClient } {
  const options = { ...CHECKING_CALLS, ...client };
  const sqs = new SQSClient(options);
  const table = documents ?? documentClient(new DynamoDBClient(options));
  const home = {
    directory: cachedDirectory(
      organizationsDirectory(under(new OrganizationsClient(options))),
      directoryRecords(tableOf(table, config.tableName)),
      clock,
    ),
    ledger: dynamoLedger(table, config.tableName),
    findings: dynamoFindings(table, config.tableName),
    announcer: eventBridgeAnnouncer(new EventBridgeClient(options), config.findingsBus),
    rechecks: sqsRechecks(sqs, { shares: config.shareQueueUrl, resources: config.resourceQueueUrl }),
    turns: dynamoTurns(tableOf(table, config.tableName), clock, wait),
    clock,
  };
  return { home, deadLetters: sqsDeadLetters(sqs, config.deadLetterQueueUrl), sqs };
}
