import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Scope } from '../core/resource.ts';
import { isConditionFailed } from './errors.ts';

/**
 * One table holds everything. A partition gathers what hangs on one share or one pool, so that one query reads it;
 * a scope's partition lists its pools. Every write touches one item, under a condition that says what it relies on.
 */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** The items whose sort keys lie between the two, both included. Every page is read. */
  range(pk: string, from: string, to: string): Promise<readonly Item[]>;
  /** @returns whether the condition held, and the item was put in place of what was there. */
  put(item: Item & { readonly kind: Kind }, condition?: Condition): Promise<boolean>;
  /** @returns whether the condition held, and the item was changed. */
  update(key: Key, change: Update, condition?: Condition): Promise<boolean>;
  /** @returns whether the condition held, and the item is not there any more. */
  delete(key: Key, condition?: Condition): Promise<boolean>;
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export type Item = Key & Readonly<Record<string, unknown>>;
export type Kind = 'share' | 'association' | 'pool' | 'finding' | 'removal' | 'announcement';

/** A condition on the item that is there, with the values that it names. `#name` stands for the attribute `name`. */
export interface Condition {
  readonly holds: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
/** An update expression. `undefined` values are left out by nobody: name only what is there. */
export interface Update {
  readonly does: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The client that {@link tableOf} takes: absent members are left out of an item instead of refused. */
export const documentClient = (client: DynamoDBClient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

/** The partition of what hangs on a share or a pool. */
export const partitionOf = (arn: string): string =>
  arn.includes(':resource-share/') ? `SHARE#${arn}` : `POOL#${arn}`;

/** The partition of a scope's pools. */
export const partitionOfScope = ({ account, region }: Scope): string => `SCOPE#${account}#${region}`;

/** Nothing is there yet. */
export const isAbsent: Condition = { holds: 'attribute_not_exists(#pk)' };

/** The sort keys that begin so: `range(pk, ...beginningWith('REMOVAL#'))`. */
export const beginningWith = (start: string): readonly [from: string, to: string] => [
  start,
  `${start}\u{10ffff}`,
];

/** Every read is strongly consistent: what is decided upon must be what is there. */
export function tableOf(client: DynamoDBDocumentClient, TableName: string): Table {
  return {
    async get(Key) {
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item as Item | undefined; // every item of the table has pk and sk: they are its key
    },

    async range(pk, from, to) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
        },
      );
      const items: Item[] = [];
      for await (const { Items = [] } of pages) items.push(...(Items as Item[])); // as in `get`
      return items;
    },

    put: (item, condition) =>
      held(client.send(new PutCommand({ TableName, Item: item, ...expressions(condition) }))),

    update: (Key, change, condition) =>
      held(client.send(new UpdateCommand({ TableName, Key, ...expressions(condition, change) }))),

    delete: (Key, condition) =>
      held(client.send(new DeleteCommand({ TableName, Key, ...expressions(condition) }))),
  };
}

async function held(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

/** Attribute names always stand as `#name`, so that none collides with a reserved word of DynamoDB. */
function expressions(condition?: Condition, change?: Update) {
  const text = `${condition?.holds ?? ''} ${change?.does ?? ''}`;
  const names = [...new Set(text.match(/#\w+/g))].map((name) => [name, name.slice(1)]);
  const values = Object.entries({ ...condition?.with, ...change?.with }).map(([name, value]) => [
    `:${name}`,
    value,
  ]);
  return {
    ...(condition && { ConditionExpression: condition.holds }),
    ...(change && { UpdateExpression: change.does }),
    ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}
