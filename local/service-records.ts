import { brotliDecompressSync } from 'node:zlib';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Scope } from '../src/core/resource.ts';
import type { DynamoDb } from './dynamodb/index.ts';
import { inProcessHandler } from './wire/index.ts';

/** An item that the service keeps, as it would tell it. */
export type ServiceRecord = Readonly<Record<string, unknown>>;

/** The service's removals and findings, oldest first, from all tables of the scope. Every page is read. */
export async function serviceRecords(
  tables: SideDoor,
  kind: 'removal' | 'finding',
): Promise<readonly ServiceRecord[]> {
  const client = DynamoDBDocumentClient.from(tables);
  const records: ServiceRecord[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: tables }, {})) {
    for (const TableName of TableNames) {
      const ofKind = {
        FilterExpression: '#kind = :kind',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: { ':kind': kind },
      };
      for await (const { Items = [] } of paginateScan(
        { client },
        { TableName, ConsistentRead: true, ...ofKind },
      )) {
        records.push(...Items.map(told));
      }
    }
  }
  return records.sort((one, other) => (beginOf(one) < beginOf(other) ? -1 : 1));
}

export type SideDoor = DynamoDBClient;

/** A client that reaches DynamoDB past the gateway: neither faults nor the list of calls know of it. */
export function sideDoor(dynamoDb: Pick<DynamoDb, 'handle'>, { account, region }: Scope): SideDoor {
  const arn = `arn:aws:iam::${account}:user/operator`;
  const caller = { account, region, arn, accessKeyId: account, userAgent: 'local-cloud' };
  return new DynamoDBClient({
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'local' },
    requestHandler: inProcessHandler({ handle: (request) => dynamoDb.handle(request, caller) }),
  });
}

/** Without the keys. `why` holds what of a removal can grow. */
function told({ pk, sk, kind, ...item }: ServiceRecord): ServiceRecord {
  const members = Object.entries(item).map(([name, value]) => [name, unpacked(value)] as const);
  const { why, ...record } = Object.fromEntries(members);
  return why !== null && typeof why === 'object' ? { ...record, ...why } : record;
}

/** A packed value is an object of one member: `plain`, or `brotli` with compressed JSON. */
function unpacked(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Object.keys(value).length !== 1) return value;
  if ('plain' in value) return value.plain;
  if ('brotli' in value && value.brotli instanceof Uint8Array) {
    return JSON.parse(brotliDecompressSync(value.brotli).toString());
  }
  return value;
}

/** When a finding was opened, or a removal planned. */
function beginOf({ openedAt, steps }: ServiceRecord): string {
  const [first] = Array.isArray(steps) ? steps : [];
  return String(openedAt ?? first?.at ?? '');
}
