import { brotliCompressSync } from 'node:zlib';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dynamoDb } from '../../local/dynamodb/index.ts';
import { serviceRecords, sideDoor } from '../../local/service-records.ts';

async function given(...items: readonly Record<string, unknown>[]) {
  const tables = dynamoDb();
  onTestFinished(() => tables.stop());
  const client = sideDoor(tables, { account: '111122223333', region: 'us-east-1' });
  await client.send(
    new CreateTableCommand({
      TableName: 'sharewarden',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const status = async () =>
    (await client.send(new DescribeTableCommand({ TableName: 'sharewarden' }))).Table?.TableStatus;
  await expect.poll(status).toBe('ACTIVE');
  const documents = DynamoDBDocumentClient.from(client);
  for (const [index, item] of items.entries()) {
    const Item = { pk: `SHARE#${index}`, sk: 'X', ...item };
    await documents.send(new PutCommand({ TableName: 'sharewarden', Item }));
  }
  return client;
}

describe('the records of the service', () => {
  it('are none before there is a table', async () => {
    const tables = dynamoDb();
    onTestFinished(() => tables.stop());
    const client = sideDoor(tables, { account: '111122223333', region: 'us-east-1' });
    expect(await serviceRecords(client, 'finding')).toEqual([]);
  });

  it('are told by kind, oldest first, without their keys', async () => {
    const client = await given(
      { kind: 'finding', id: 'second', openedAt: '2026-11-02T10:00:01.000Z' },
      { kind: 'finding', id: 'first', openedAt: '2026-11-02T10:00:00.000Z' },
      { kind: 'removal', id: 'later', steps: [{ at: '2026-11-03' }] },
      { kind: 'removal', id: 'sooner', steps: [{ at: '2026-11-02' }, { at: '2026-11-04' }] },
      { kind: 'share', id: 'not asked for' },
    );
    expect(await serviceRecords(client, 'finding')).toEqual([
      { id: 'first', openedAt: '2026-11-02T10:00:00.000Z' },
      { id: 'second', openedAt: '2026-11-02T10:00:01.000Z' },
    ]);
    expect(await serviceRecords(client, 'removal')).toMatchObject([{ id: 'sooner' }, { id: 'later' }]);
  });

  it('are unpacked', async () => {
    const gap = { kind: 'uncovered-pool', pool: 'arn' };
    const brotli = brotliCompressSync(JSON.stringify(gap));
    const client = await given(
      { kind: 'finding', openedAt: '1', body: { plain: gap } },
      { kind: 'finding', openedAt: '2', body: { brotli } },
      { kind: 'removal', why: { plain: { resources: ['a'], verdicts: [] } } },
    );
    expect(await serviceRecords(client, 'finding')).toMatchObject([{ body: gap }, { body: gap }]);
    expect(await serviceRecords(client, 'removal')).toEqual([{ resources: ['a'], verdicts: [] }]);
  });

  it('are read to the last page', async () => {
    const bulk = 'x'.repeat(300_000);
    const client = await given(
      ...Array.from({ length: 8 }, (_, index) => ({ kind: 'finding', openedAt: String(index), bulk })),
    );
    expect(await serviceRecords(client, 'finding')).toHaveLength(8);
  });
});
