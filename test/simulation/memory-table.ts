import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { holds, inBytes, type Members, updated } from './expressions.ts';

/** One table in memory, for what `tableOf` asks of DynamoDB. Expired items are still there, as they are for days on AWS. */
export interface MemoryTable {
  /** What DynamoDB answers to a command of its document client. @throws ConditionalCheckFailedException. */
  answer(command: object): object;
  /** Everything that is there. */
  items(): readonly Members[];
  /** What is there of one partition, in order. */
  partition(pk: string): readonly Members[];
}

/** @param pageSize the most items of one page of a query. */
export function memoryTable(pageSize: () => number = () => Number.POSITIVE_INFINITY): MemoryTable {
  const partitions = new Map<string, Map<string, Members>>();
  /** The sort keys of a partition in their order, for as long as none comes or goes, and those of its ranges. */
  const orders = new Map<string, readonly string[]>();
  const ranges = new Map<string, Map<string, readonly string[]>>();
  const forgetOrder = (pk: string): void => {
    orders.delete(pk);
    ranges.delete(pk);
  };
  const orderOf = (pk: string): readonly string[] => {
    const order = orders.get(pk) ?? [...(partitions.get(pk)?.keys() ?? [])].sort(inBytes);
    orders.set(pk, order);
    return order;
  };
  const rangeOf = (pk: string, from: string, to: string): readonly string[] => {
    const known = ranges.get(pk) ?? new Map<string, readonly string[]>();
    ranges.set(pk, known);
    const name = `${from} ${to}`;
    const range =
      known.get(name) ?? orderOf(pk).filter((sk) => inBytes(sk, from) >= 0 && inBytes(sk, to) <= 0);
    known.set(name, range);
    return range;
  };
  const partition = (pk: string): readonly Members[] =>
    orderOf(pk).flatMap((sk) => partitions.get(pk)?.get(sk) ?? ([] as readonly Members[]));

  const get = ({ pk, sk }: Members): Members | undefined => partitions.get(String(pk))?.get(String(sk));
  /** @param item nobody else's. */
  const put = (item: Members): void => {
    const { pk, sk } = item;
    const items = partitions.get(String(pk)) ?? new Map<string, Members>();
    if (!items.has(String(sk))) forgetOrder(String(pk));
    partitions.set(String(pk), items.set(String(sk), item));
  };
  const demand = ({ ConditionExpression, ...input }: Conditional, key: Members): void => {
    if (ConditionExpression === undefined || holds(ConditionExpression, get(key) ?? {}, termsOf(input)))
      return;
    throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
  };

  function query({ KeyConditionExpression, ExclusiveStartKey, ...input }: QueryCommand['input']): object {
    if (KeyConditionExpression !== RANGE) throw new Error(`no range: ${KeyConditionExpression}`);
    const { ':pk': pk, ':from': from, ':to': to } = termsOf(input).values;
    const after = ExclusiveStartKey?.sk;
    const range = rangeOf(String(pk), String(from), String(to));
    const all = after === undefined ? range : range.filter((sk) => inBytes(sk, String(after)) > 0);
    const shown = all.slice(0, pageSize());
    const Items = shown.flatMap((sk) => partitions.get(String(pk))?.get(sk) ?? []);
    return { Items, ...(shown.length < all.length && { LastEvaluatedKey: { pk, sk: shown.at(-1) } }) };
  }

  /** No more than a page holds. */
  function batchGet({ RequestItems }: BatchGetCommand['input']): object {
    const [[name, { Keys = [], ...how }] = ['', {}]] = Object.entries(RequestItems ?? {});
    const [now, later] = [Keys.slice(0, pageSize()), Keys.slice(pageSize())];
    return {
      Responses: { [name]: now.flatMap((key) => get(key) ?? []) },
      UnprocessedKeys: later.length > 0 ? { [name]: { ...how, Keys: later } } : {},
    };
  }

  /** Page by page, in the order of the keys. */
  function scan({ FilterExpression, ExclusiveStartKey, ...input }: ScanCommand['input']): object {
    const keys = [...partitions.keys()].sort(inBytes).flatMap((pk) => orderOf(pk).map((sk) => ({ pk, sk })));
    const start = ExclusiveStartKey
      ? keys.findIndex(({ pk, sk }) => pk === ExclusiveStartKey.pk && sk === ExclusiveStartKey.sk) + 1
      : 0;
    const shown = keys.slice(start, start + pageSize());
    const Items = shown
      .map(({ pk, sk }): Members => partitions.get(pk)?.get(sk) ?? {})
      .filter((item) => FilterExpression === undefined || holds(FilterExpression, item, termsOf(input)));
    return { Items, ...(start + shown.length < keys.length && { LastEvaluatedKey: shown.at(-1) }) };
  }

  return {
    partition,
    items: () => [...partitions.values()].flatMap((items) => [...items.values()]),
    answer(command) {
      if (command instanceof GetCommand) return { Item: get(command.input.Key ?? {}) };
      if (command instanceof BatchGetCommand) return batchGet(command.input);
      if (command instanceof QueryCommand) return query(command.input);
      if (command instanceof ScanCommand) return scan(command.input);
      if (command instanceof PutCommand) {
        const { Item = {}, ...input } = command.input;
        demand(input, Item);
        put(stored(Item) as Members);
        return {};
      }
      if (command instanceof UpdateCommand) {
        const { Key = {}, UpdateExpression = '', ...input } = command.input;
        demand(input, Key);
        const { names, values } = termsOf(input);
        const terms = { names, values: stored(values) as Members };
        put({ ...updated(UpdateExpression, get(Key) ?? {}, terms), ...Key });
        return {};
      }
      if (command instanceof DeleteCommand) {
        const { Key = {}, ...input } = command.input;
        demand(input, Key);
        partitions.get(String(Key.pk))?.delete(String(Key.sk));
        forgetOrder(String(Key.pk));
        return {};
      }
      throw new Error(`the table in memory has no ${command.constructor.name}`);
    },
  };
}

/** The one key condition that `tableOf` asks by. */
const RANGE = 'pk = :pk AND sk BETWEEN :from AND :to';

/** A document client whose commands are answered by `send`: no request is built. */
export function documentClientOf(send: (command: object) => Promise<object>): DynamoDBDocumentClient {
  // Paginators ask for the class; nothing of it but `send` is used.
  return Object.assign(Object.create(DynamoDBDocumentClient.prototype), { send });
}

type Conditional = Pick<
  PutCommand['input'],
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

const termsOf = ({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Conditional) => ({
  names: ExpressionAttributeNames,
  values: ExpressionAttributeValues,
});

/** A copy of its own, without members that are `undefined`. */
function stored(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(stored);
  if (value instanceof Set) return new Set(value);
  if (value instanceof Uint8Array) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const each = (value as Members)[name];
    if (each !== undefined) copy[name] = stored(each);
  }
  return copy;
}
