import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from './dynamo-keys.ts';
import { isConditionFailed, wasRetried } from './errors.ts';

/**
 * One table holds everything. A partition gathers what hangs on one share or one pool, so that one query reads it;
 * a scope's partition lists its pools, and one partition holds the directory. Every write touches one item, under a condition that says what it relies on.
 */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** What is there of each, in their order. @param keys up to 100, no two the same. */
  getEach(keys: readonly Key[]): Promise<readonly (Item | undefined)[]>;
  /** The items whose sort keys lie between the two, both included. Every page is read. */
  range(pk: string, from: string, to: string): Promise<readonly Item[]>;
  /** Every item of a kind, wherever it lies: a read of the whole table. Every page is read. */
  every(kind: Kind): Promise<readonly Item[]>;
  /** @returns whether the condition held, and the item was put in place of what was there. */
  put(item: Item & { readonly kind: Kind }, condition?: Condition): Promise<boolean>;
  /** @returns whether the condition held, and the item was changed. */
  update(key: Key, change: Update, condition?: Condition): Promise<boolean>;
  /** @returns whether the condition held, and the item is not there any more. */
  delete(key: Key, condition?: Condition): Promise<boolean>;
}

export type Item = Key & Readonly<Record<string, unknown>>;
export type Kind =
  | 'share'
  | 'association'
  | 'pool'
  | 'finding'
  | 'removal'
  | 'policy'
  | 'announcement'
  | 'turn'
  | 'budget'
  | 'waiver'
  | 'place'
  | 'listing'
  | 'mark'
  | 'message'
  | 'press'
  | 'outgoing'
  | 'sweep';

/** A condition on the item that is there, with the values that it names. `#name` stands for the attribute `name`. */
export interface Condition {
  readonly holds: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
/** An update expression that begins with `SET`. */
export interface Update {
  readonly does: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The client that {@link tableOf} takes: absent members are left out of an item instead of refused. */
export const documentClient = (client: DynamoDBClient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

/** Nothing is there yet. */
export const isAbsent: Condition = { holds: 'attribute_not_exists(#pk)' };

/**
 * Every read is strongly consistent: what is decided upon must be what is there. Every write leaves a mark of its own,
 * so that a write which the SDK repeats after losing the answer is not taken for somebody else's.
 */
export function tableOf(client: DynamoDBDocumentClient, TableName: string): Table {
  const read = async (Key: Key): Promise<Item | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item as Item | undefined; // every item of the table has pk and sk: they are its key
  };
  const isOurs =
    ({ pk, sk }: Key, writer: string) =>
    async () =>
      (await read({ pk, sk }))?.writer === writer;

  return {
    async get(key) {
      const item = await read(key);
      return item && unmarked(item);
    },

    async getEach(keys) {
      const RequestItems = { [TableName]: { Keys: [...keys], ConsistentRead: true } };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems }));
      // What was too much for now is asked for one by one: the SDK waits for each as long as it takes.
      const left = (UnprocessedKeys?.[TableName]?.Keys ?? []) as Key[]; // of those that were asked for
      const items = [...(Responses?.[TableName] ?? []), ...(await Promise.all(left.map(read)))] as Item[]; // as in `read`
      const found = new Map(items.flatMap((item) => (item ? [[nameOf(item), unmarked(item)] as const] : [])));
      return keys.map((key) => found.get(nameOf(key)));
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
      for await (const { Items = [] } of pages) items.push(...(Items as Item[]).map(unmarked)); // as in `read`
      return items;
    },

    async every(kind) {
      const pages = paginateScan(
        { client },
        {
          TableName,
          ConsistentRead: true,
          FilterExpression: '#kind = :kind',
          ExpressionAttributeNames: { '#kind': 'kind' },
          ExpressionAttributeValues: { ':kind': kind },
        },
      );
      const items: Item[] = [];
      for await (const { Items = [] } of pages) items.push(...(Items as Item[]).map(unmarked)); // as in `read`
      return items;
    },

    put(item, condition) {
      const writer = randomUUID();
      const input = { TableName, Item: { ...item, writer }, ...expressions(condition) };
      return held(client.send(new PutCommand(input)), isOurs(item, writer));
    },

    update(Key, change, condition) {
      const writer = randomUUID();
      const input = { TableName, Key, ...expressions(condition, marked(change, writer)) };
      return held(client.send(new UpdateCommand(input)), isOurs(Key, writer));
    },

    delete(Key, condition) {
      const isGone = async () => (await read(Key)) === undefined;
      return held(client.send(new DeleteCommand({ TableName, Key, ...expressions(condition) })), isGone);
    },
  };
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

async function held(write: Promise<unknown>, isDone: () => Promise<boolean>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    return wasRetried(error) && isDone();
  }
}

const marked = ({ does, with: values }: Update, writer: string): Update => ({
  does: does.replace(/^SET /, 'SET #writer = :writer, '),
  with: { ...values, writer },
});

function unmarked({ writer, ...item }: Item): Item {
  return item as Item; // only the mark is gone
}

/** Attribute names always stand as `#name`, so that none collides with a reserved word of DynamoDB. */
function expressions(condition?: Condition, change?: Update) {
  if (!condition && !change) return {};
  const { names, placeholders } = wordsOf(`${condition?.holds ?? ''} ${change?.does ?? ''}`);
  const given: Readonly<Record<string, unknown>> = { ...condition?.with, ...change?.with };
  const values: Record<string, unknown> = {};
  for (const placeholder of placeholders) values[placeholder] = given[placeholder.slice(1)];
  return {
    ...(condition && { ConditionExpression: condition.holds }),
    ...(change && { UpdateExpression: change.does }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(placeholders.length > 0 && { ExpressionAttributeValues: values }),
  };
}

/** What an expression speaks of: `#name` of attributes, `:value` of values. */
interface Words {
  readonly names: Record<string, string>;
  readonly placeholders: readonly string[];
}

/** Read once: the texts are few, and written in the code. */
const known = new Map<string, Words>();
function wordsOf(text: string): Words {
  const before = known.get(text);
  if (before) return before;
  const names = Object.fromEntries((text.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]));
  const words = { names, placeholders: [...new Set(text.match(/:\w+/g))] };
  known.set(text, words);
  return words;
}
