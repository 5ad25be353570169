import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
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
  const partition = (pk: string): readonly Members[] =>
    [...(partitions.get(pk)?.values() ?? [])].sort((one, other) => inBytes(String(one.sk), String(other.sk)));

  const get = ({ pk, sk }: Members): Members | undefined => partitions.get(String(pk))?.get(String(sk));
  const put = (item: Members): void => {
    const { pk, sk } = item;
    const items = partitions.get(String(pk)) ?? new Map<string, Members>();
    partitions.set(String(pk), items.set(String(sk), stored(item) as Members));
  };
  const demand = ({ ConditionExpression, ...input }: Conditional, key: Members): void => {
    if (ConditionExpression === undefined || holds(ConditionExpression, get(key) ?? {}, termsOf(input)))
      return;
    throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
  };

  function query({
    KeyConditionExpression = '',
    ExclusiveStartKey,
    ...input
  }: QueryCommand['input']): object {
    const terms = termsOf(input);
    const after = ExclusiveStartKey?.sk;
    const all = partition(String(terms.values[':pk'])).filter(
      (item) =>
        holds(KeyConditionExpression, item, terms) &&
        (after === undefined || inBytes(String(item.sk), String(after)) > 0),
    );
    const Items = all.slice(0, pageSize());
    const { pk, sk } = Items.at(-1) ?? {};
    return { Items, ...(Items.length < all.length && { LastEvaluatedKey: { pk, sk } }) };
  }

  return {
    partition,
    items: () => [...partitions.values()].flatMap((items) => [...items.values()]),
    answer(command) {
      if (command instanceof GetCommand) return { Item: get(command.input.Key ?? {}) };
      if (command instanceof QueryCommand) return query(command.input);
      if (command instanceof PutCommand) {
        const { Item = {}, ...input } = command.input;
        demand(input, Item);
        put(Item);
        return {};
      }
      if (command instanceof UpdateCommand) {
        const { Key = {}, UpdateExpression = '', ...input } = command.input;
        demand(input, Key);
        put({ ...updated(UpdateExpression, get(Key) ?? {}, termsOf(input)), ...Key });
        return {};
      }
      if (command instanceof DeleteCommand) {
        const { Key = {}, ...input } = command.input;
        demand(input, Key);
        partitions.get(String(Key.pk))?.delete(String(Key.sk));
        return {};
      }
      throw new Error(`the table in memory has no ${command.constructor.name}`);
    },
  };
}

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
  if (Array.isArray(value)) return value.map(stored);
  if (value instanceof Set) return new Set(value);
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) if (each !== undefined) copy[name] = stored(each);
  return copy;
}
