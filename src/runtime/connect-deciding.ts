import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsEnforcer } from '../aws/aws-enforcer.ts';
import { cachedDirectory } from '../aws/cached-directory.ts';
import { directoryRecords } from '../aws/dynamo-directory.ts';
import { dynamoFindings } from '../aws/dynamo-findings.ts';
import { dynamoLedger } from '../aws/dynamo-ledger.ts';
import { dynamoMessages } from '../aws/dynamo-messages.ts';
import { documentClient, tableOf } from '../aws/dynamo-table.ts';
import { organizationsDirectory } from '../aws/organizations-directory.ts';
import { ramShares } from '../aws/ram-shares.ts';
import { smsPolicies } from '../aws/sms-policies.ts';
import { type DeadLetters, sqsDeadLetters } from '../aws/sqs-dead-letters.ts';
import { sqsRechecks } from '../aws/sqs-rechecks.ts';
import { sqsRefreshes } from '../aws/sqs-refreshes.ts';
import type { Messages, Ports, Refreshes } from '../ports.ts';
import type { DecidingConfig } from './config.ts';
import { oncePerRegion } from './connect-region.ts';
import { CHECKING_CALLS, type Surroundings, systemClock, systemWait } from './surroundings.ts';

/** What it takes to undo a removal in a Region. */
interface Undoing extends Pick<Ports, 'shares' | 'policies' | 'directory' | 'enforcer' | 'ledger' | 'clock'> {
  readonly pause: () => Promise<void>;
}

/** RAM's lists lag behind its writes. */
const PAUSE_MS = 1000;

/** The ports of the function that carries out what people decide, with its dead-letter queue. */
export function connectDeciding(
  config: DecidingConfig,
  surroundings: Surroundings = {},
): Pick<Ports, 'findings' | 'ledger' | 'rechecks' | 'clock'> & {
  readonly messages: Messages;
  readonly refreshes: Refreshes;
  readonly undoingIn: (region: string) => Undoing;
  readonly deadLetters: DeadLetters;
} {
  const { client, documents, clock = systemClock, wait = systemWait } = surroundings;
  const { tableName } = config;
  const options = { ...CHECKING_CALLS, ...client };
  const sqs = new SQSClient(options);
  const table = documents ?? documentClient(new DynamoDBClient(options));
  const ledger = dynamoLedger(table, tableName);
  const directory = cachedDirectory(
    organizationsDirectory(new OrganizationsClient(options)),
    directoryRecords(tableOf(table, tableName)),
    clock,
  );
  const pause = () => wait(PAUSE_MS);
  const changesIn = (region: string) => {
    const ram = new RAMClient({ ...options, region });
    const sms = new PinpointSMSVoiceV2Client({ ...options, region });
    return {
      shares: ramShares(ram, clock),
      policies: smsPolicies(sms, ram, clock),
      enforcer: awsEnforcer(ram, sms),
    };
  };
  return {
    findings: dynamoFindings(table, tableName),
    ledger,
    messages: dynamoMessages(table, tableName),
    refreshes: sqsRefreshes(sqs, config.findingQueueUrl),
    rechecks: sqsRechecks(sqs, { shares: config.shareQueueUrl, resources: config.resourceQueueUrl }),
    clock,
    undoingIn: oncePerRegion((region) => ({
      ...changesIn(region),
      directory,
      ledger,
      clock,
      pause,
    })),
    deadLetters: sqsDeadLetters(sqs, config.deadLetterQueueUrl),
  };
}
