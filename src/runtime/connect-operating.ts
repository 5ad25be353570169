import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { awsEnforcer } from '../aws/aws-enforcer.ts';
import { cachedDirectory } from '../aws/cached-directory.ts';
import { dynamoFindings } from '../aws/dynamo-findings.ts';
import { dynamoLedger } from '../aws/dynamo-ledger.ts';
import { documentClient } from '../aws/dynamo-table.ts';
import { memoryDirectory } from '../aws/memory-directory.ts';
import { organizationsDirectory } from '../aws/organizations-directory.ts';
import { ramShares } from '../aws/ram-shares.ts';
import { smsPolicies } from '../aws/sms-policies.ts';
import { type DeadLetterQueues, sqsDeadLetterQueues } from '../aws/sqs-dead-letter-queues.ts';
import type { Findings, Ledger, Ports } from '../ports.ts';
import { type CallOptions, type Calls, pacedCalls } from './paced-calls.ts';

/** AWS for somebody who runs Sharewarden: what is on record, and what it takes to undo a removal. */
export interface Operating extends Pick<Ports, 'directory' | 'clock'>, Calls {
  /** Shares and policies of a Region, which may be another than that of the table. */
  readonly inRegion: (region: string) => Pick<Ports, 'shares' | 'policies' | 'enforcer'>;
  /** Who runs the command, and where. */
  readonly caller: () => Promise<{ readonly arn: string; readonly account: string; readonly region: string }>;
  /** Names of the tables in the Region. Every page is read. */
  readonly tables: () => Promise<readonly string[]>;
  readonly ledger: (table: string) => Ledger;
  readonly findings: (table: string) => Findings;
  readonly deadLetterQueues: DeadLetterQueues;
}

export function connectOperating(callOptions: CallOptions): Operating {
  const { options, clock, calls, under } = pacedCalls(callOptions);
  const sts = under(new STSClient(options));
  const sqs = under(new SQSClient(options));
  const dynamo = under(new DynamoDBClient(options));
  const organizations = under(new OrganizationsClient(options));
  const table = documentClient(dynamo);
  return {
    ...calls,
    inRegion(region) {
      const ram = under(new RAMClient({ ...options, region }));
      const sms = under(new PinpointSMSVoiceV2Client({ ...options, region }));
      return {
        shares: ramShares(ram, clock),
        policies: smsPolicies(sms, ram, clock),
        enforcer: awsEnforcer(ram, sms),
      };
    },
    directory: cachedDirectory(organizationsDirectory(organizations), memoryDirectory(), clock),
    clock,
    ledger: (name) => dynamoLedger(table, name),
    findings: (name) => dynamoFindings(table, name),
    deadLetterQueues: sqsDeadLetterQueues(sqs),
    async caller() {
      const region = await sts.config.region();
      const { Arn: arn = '', Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
      return { arn, account, region };
    },
    async tables() {
      const names: string[] = [];
      for await (const { TableNames = [] } of paginateListTables({ client: dynamo }, {}))
        names.push(...TableNames);
      return names;
    },
  };
}
