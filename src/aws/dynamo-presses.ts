import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Presses } from '../ports.ts';
import { isAbsent, tableOf } from './dynamo-table.ts';

/** Longer than any timestamp is recent: then it is too old to come again. */
const KEPT_SECONDS = 3600;

/** The requests of Slack that were taken: one item each, for an hour. */
export function dynamoPresses(client: DynamoDBDocumentClient, tableName: string): Presses {
  const table = tableOf(client, tableName);
  return {
    takeOnce(signature, now) {
      const expiresAt = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
      return table.put({ pk: `PRESS#${signature}`, sk: 'PRESS', kind: 'press', expiresAt }, isAbsent);
    },
  };
}
