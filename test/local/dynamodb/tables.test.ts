import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { type DynamoDb, dynamoDb } from '../../../local/dynamodb/index.ts';
import { manualWorld } from '../../support/manual-world.ts';
import { sdkSettings } from '../../support/sdk-settings.ts';

const running: DynamoDb[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

/** Clients of one DynamoDB, by account and Region. */
function aDynamo(folder?: string) {
  const dynamo = dynamoDb({ folder });
  running.push(dynamo);
  return Object.assign(
    (account = '111122223333', region = 'us-east-1') =>
      new DynamoDBClient({
        ...sdkSettings(manualWorld(), [], { account, raw: { dynamodb: dynamo.handle } }),
        region,
      }),
    { dynamo },
  );
}

const table = {
  TableName: 'ledger',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'S' as const },
  ],
  BillingMode: 'PAY_PER_REQUEST' as const,
};

describe('a table', () => {
  it('is active at once, and its ARN names account and Region', async () => {
    const client = aDynamo()('444455556666', 'eu-west-1');
    await client.send(new CreateTableCommand(table));
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'ledger' }));
    expect(Table?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:444455556666:table/ledger');
    expect(Table?.TableStatus).toBe('ACTIVE');
  });

  it('is of its account and Region alone', async () => {
    const as = aDynamo();
    await as().send(new CreateTableCommand(table));
    expect((await as().send(new ListTablesCommand({}))).TableNames).toEqual(['ledger']);
    expect((await as('444455556666').send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await as('111122223333', 'eu-west-1').send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  it('keeps items, and refuses a write whose condition fails', async () => {
    const client = aDynamo()();
    await client.send(new CreateTableCommand(table));
    const documents = DynamoDBDocumentClient.from(client);
    const Item = { pk: 'share', sk: 'a', text: 'späße 😀', list: [1, { two: true }], revision: 1 };
    await documents.send(new PutCommand({ TableName: 'ledger', Item }));
    const { Item: read } = await documents.send(
      new GetCommand({ TableName: 'ledger', Key: { pk: 'share', sk: 'a' }, ConsistentRead: true }),
    );
    expect(read).toEqual(Item);
    const again = new PutCommand({
      TableName: 'ledger',
      Item,
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await expect(documents.send(again)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    const update = await documents.send(
      new UpdateCommand({
        TableName: 'ledger',
        Key: { pk: 'share', sk: 'a' },
        UpdateExpression: 'SET revision = revision + :one',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    expect(update.Attributes).toEqual({ revision: 2 });
  });

  it('is queried page by page', async () => {
    const client = aDynamo()();
    await client.send(new CreateTableCommand(table));
    const documents = DynamoDBDocumentClient.from(client);
    for (const sk of ['a', 'b', 'c'])
      await documents.send(new PutCommand({ TableName: 'ledger', Item: { pk: 'share', sk } }));
    const query = (ExclusiveStartKey?: Record<string, unknown>) =>
      documents.send(
        new QueryCommand({
          TableName: 'ledger',
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'share' },
          Limit: 2,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
    const first = await query();
    const second = await query(first.LastEvaluatedKey);
    expect([first, second].map(({ Items }) => Items?.map(({ sk }) => sk))).toEqual([['a', 'b'], ['c']]);
  });

  it('has a time to live that is kept and shown', async () => {
    const client = aDynamo()();
    const describeTtl = async () =>
      (await client.send(new DescribeTimeToLiveCommand({ TableName: 'ledger' }))).TimeToLiveDescription;
    const update = (Enabled: boolean, AttributeName = 'expiresAt') =>
      client.send(
        new UpdateTimeToLiveCommand({
          TableName: 'ledger',
          TimeToLiveSpecification: { AttributeName, Enabled },
        }),
      );
    await expect(describeTtl()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await client.send(new CreateTableCommand(table));
    expect(await describeTtl()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await expect(update(false)).rejects.toThrow(/already disabled/);
    await update(true);
    expect(await describeTtl()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
    await expect(update(true)).rejects.toThrow(/already enabled/);
    await expect(update(false, 'other')).rejects.toThrow(/current AttributeName is expiresAt/);
    await client.send(new DeleteTableCommand({ TableName: 'ledger' }));
    await client.send(new CreateTableCommand(table));
    expect(await describeTtl()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });
});

describe('what DynamoDB can do and dynalite not', () => {
  it.each([
    [
      'TransactWriteItems',
      new TransactWriteItemsCommand({
        TransactItems: [{ Delete: { TableName: 'ledger', Key: { pk: { S: 'a' } } } }],
      }),
    ],
    ['DescribeContinuousBackups', new DescribeContinuousBackupsCommand({ TableName: 'ledger' })],
    [
      'PutItem with ReturnValuesOnConditionCheckFailure',
      new PutItemCommand({
        TableName: 'ledger',
        Item: { pk: { S: 'a' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ],
  ] as const)('is not made up: %s', async (operation, command) => {
    const client = aDynamo()();
    // The commands share no type that `send` takes.
    await expect(client.send(command as DescribeContinuousBackupsCommand)).rejects.toMatchObject({
      name: 'NotImplementedError',
      message: `dynamodb ${operation} is not simulated by the local cloud`,
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe('a DynamoDB in a folder', () => {
  it('has its items and time to live again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sharewarden-dynamodb-'));
    try {
      const before = aDynamo(folder);
      const client = before();
      await client.send(new CreateTableCommand(table));
      const item = { pk: 'share', sk: 'a' };
      await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: 'ledger', Item: item }));
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: 'ledger',
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        }),
      );
      await before.dynamo.stop();

      const after = aDynamo(folder)();
      const { Item } = await DynamoDBDocumentClient.from(after).send(
        new GetCommand({ TableName: 'ledger', Key: item }),
      );
      expect(Item).toEqual(item);
      const { TimeToLiveDescription } = await after.send(
        new DescribeTimeToLiveCommand({ TableName: 'ledger' }),
      );
      expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'ttl' });
      await Promise.all(running.splice(0).map((each) => each.stop()));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
