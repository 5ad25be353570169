import type { Caller } from '../service.ts';
import { textOf, type WireRequest, type WireResponse } from '../wire/message.ts';
import { notSimulated } from './answers.ts';
import { lockFolder } from './folder-lock.ts';
import { inputOf } from './input.ts';
import { retargeted } from './retargeted.ts';
import { settled } from './settled.ts';
import { openStore, type Store } from './store.ts';
import { timeToLive } from './time-to-live.ts';

export interface DynamoDbOptions {
  /** Where the data lie, so that they outlive the process. Default: in memory. */
  readonly folder?: string | undefined;
}

export interface DynamoDb {
  handle(request: WireRequest, caller: Caller): Promise<WireResponse>;
  /** Closes all stores. What was in memory is gone. */
  stop(): Promise<void>;
}

/**
 * DynamoDB by dynalite in this process, one store an account and Region. Transactions, streams, backups and PartiQL are
 * not simulated; nor is ReturnValuesOnConditionCheckFailure.
 *
 * @throws when the folder is another process's, or can't be written.
 */
export function dynamoDb({ folder }: DynamoDbOptions = {}): DynamoDb {
  const unlock = folder ? lockFolder(folder) : () => {};
  const stores = new Map<string, Store>();
  const ttl = timeToLive(folder);

  function storeOf({ account, region }: Caller): Store {
    const key = `${account} ${region}`;
    const store = stores.get(key) ?? openStore({ account, region }, folder);
    stores.set(key, store);
    return store;
  }

  /** Time to live is kept beside dynalite, which knows the tables. */
  async function handleTimeToLive(
    operation: string,
    request: WireRequest,
    caller: Caller,
  ): Promise<WireResponse> {
    const description = await storeOf(caller).ask(describing(request));
    if (description.status !== 200) return description;
    const { TableName, TimeToLiveSpecification } = JSON.parse(textOf(request));
    const table = tableKey(caller, TableName);
    return operation === 'DescribeTimeToLive'
      ? ttl.describe(table)
      : ttl.update(table, TimeToLiveSpecification);
  }

  return {
    async handle(request, caller) {
      const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
      if (operation.endsWith('TimeToLive')) return handleTimeToLive(operation, request, caller);
      if (!DYNAMODB_OPERATIONS.includes(operation)) return notSimulated(operation);
      if ((inputOf(request)[ITEM_OF_FAILURE] ?? 'NONE') !== 'NONE') {
        return notSimulated(`${operation} with ${ITEM_OF_FAILURE}`);
      }
      const response = await storeOf(caller).ask(request);
      if (!CHANGES_TABLE.has(operation) || response.status !== 200) return response;
      const table = JSON.parse(textOf(request)).TableName;
      await settled(storeOf(caller), request);
      if (operation === 'DeleteTable') ttl.forget(tableKey(caller, table));
      return response;
    },
    async stop() {
      const open = [...stores.values()];
      stores.clear();
      await Promise.all(open.map((store) => store.close()));
      unlock();
    },
  };
}

/** What dynalite 4.0.0 can do, and time to live. */
export const DYNAMODB_OPERATIONS: readonly string[] = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
  'UpdateTimeToLive',
];

/** dynalite takes it, and then leaves the item out of the error. */
const ITEM_OF_FAILURE = 'ReturnValuesOnConditionCheckFailure';

const CHANGES_TABLE = new Set(['CreateTable', 'DeleteTable', 'UpdateTable']);

const tableKey = ({ account, region }: Caller, table: string): string => `${account} ${region} ${table}`;

/** dynalite answers it when there is such a table, or says what is wrong with the request. */
const describing = (request: WireRequest): WireRequest => retargeted(request, 'DescribeTimeToLive');
