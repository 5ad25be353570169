import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsEnforcer } from '../aws/aws-enforcer.ts';
import { cachedDirectory } from '../aws/cached-directory.ts';
import { directoryRecords } from '../aws/dynamo-directory.ts';
import { dynamoFindings } from '../aws/dynamo-findings.ts';
import { dynamoLedger } from '../aws/dynamo-ledger.ts';
import { documentClient, tableOf } from '../aws/dynamo-table.ts';
import { dynamoTurns } from '../aws/dynamo-turns.ts';
import { eventBridgeAnnouncer } from '../aws/event-bridge-announcer.ts';
import { organizationsDirectory } from '../aws/organizations-directory.ts';
import { ramShares } from '../aws/ram-shares.ts';
import { smsPolicies } from '../aws/sms-policies.ts';
import { smsResources } from '../aws/sms-resources.ts';
import { type DeadLetters, sqsDeadLetters } from '../aws/sqs-dead-letters.ts';
import { sqsRechecks } from '../aws/sqs-rechecks.ts';
import type { Ports } from '../ports.ts';
import type { CheckingConfig } from './config.ts';
import { CHECKING_CALLS, type Surroundings, systemClock, systemWait } from './surroundings.ts';

/** The ports of the functions that look at shares and pools, with their dead-letter queue. Keeps nothing of an event. */
export function connectChecking(
  config: CheckingConfig,
  { client, documents, clock = systemClock, wait = systemWait }: Surroundings = {},
): Ports & { readonly deadLetters: DeadLetters } {
  const options = { ...CHECKING_CALLS, ...client };
  const ram = new RAMClient(options);
  const sms = new PinpointSMSVoiceV2Client(options);
  const sqs = new SQSClient(options);
  const table = documents ?? documentClient(new DynamoDBClient(options));
  return {
    shares: ramShares(ram, clock),
    resources: smsResources(sms, clock),
    policies: smsPolicies(sms, ram, clock),
    directory: cachedDirectory(
      organizationsDirectory(new OrganizationsClient(options)),
      directoryRecords(tableOf(table, config.tableName)),
      clock,
    ),
    enforcer: awsEnforcer(ram, sms),
    ledger: dynamoLedger(table, config.tableName),
    findings: dynamoFindings(table, config.tableName),
    announcer: eventBridgeAnnouncer(new EventBridgeClient(options), config.findingsBus),
    rechecks: sqsRechecks(sqs, { shares: config.shareQueueUrl, resources: config.resourceQueueUrl }),
    turns: dynamoTurns(tableOf(table, config.tableName), clock, wait),
    clock,
    deadLetters: sqsDeadLetters(sqs, config.deadLetterQueueUrl),
  };
}
