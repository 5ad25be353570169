import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { number, truth } from './forms.ts';
import { arnIn, resourceType } from './resource.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })).min(1);
const throughput = z.object({ ReadCapacityUnits: number, WriteCapacityUnits: number }).optional();
const index = z.looseObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ProvisionedThroughput: throughput,
});

export const table = resourceType(
  z.looseObject({
    TableName: z.string().optional(),
    AttributeDefinitions: z.array(
      z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    KeySchema: keySchema,
    BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
    ProvisionedThroughput: throughput,
    GlobalSecondaryIndexes: z.array(index).optional(),
    LocalSecondaryIndexes: z.array(index).optional(),
    TimeToLiveSpecification: z
      .looseObject({ Enabled: truth, AttributeName: z.string().optional() })
      .optional(),
  }),
  async (properties, { scope, targets, inventedName }) => {
    const { AttributeDefinitions, KeySchema, BillingMode, ProvisionedThroughput } = properties;
    const { GlobalSecondaryIndexes, LocalSecondaryIndexes, TimeToLiveSpecification: ttl } = properties;
    const name = properties.TableName ?? inventedName();
    const input: CreateTableCommandInput = {
      TableName: name,
      AttributeDefinitions,
      KeySchema,
      ...(BillingMode && { BillingMode }),
      ...(ProvisionedThroughput && { ProvisionedThroughput }),
      ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
      ...(LocalSecondaryIndexes && { LocalSecondaryIndexes }),
    };
    await targets.tables.create(scope, {
      input,
      timeToLiveAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
    });
    return { ref: name, attributes: { Arn: arnIn(scope, 'dynamodb', `table/${name}`) } };
  },
);
