import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Ledger } from '../ports.ts';
import { budgetRecords } from './dynamo-budget.ts';
import { historyRecords } from './dynamo-history.ts';
import { policyRecords } from './dynamo-policies.ts';
import { poolRecords } from './dynamo-pools.ts';
import { removalRecords } from './dynamo-removals.ts';
import { shareRecords } from './dynamo-shares.ts';
import { sweepRecords } from './dynamo-sweeps.ts';
import { tableOf } from './dynamo-table.ts';
import { waiverRecords } from './dynamo-waivers.ts';

/** The ledger in one DynamoDB table, by conditional writes of single items. */
export function dynamoLedger(client: DynamoDBDocumentClient, tableName: string): Ledger {
  const table = tableOf(client, tableName);
  return {
    ...shareRecords(table),
    ...policyRecords(table),
    ...poolRecords(table),
    ...removalRecords(table),
    ...historyRecords(table),
    ...budgetRecords(table),
    ...waiverRecords(table),
    ...sweepRecords(table),
  };
}
