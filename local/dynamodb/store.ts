import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import dynalite from 'dynalite';
import type { Scope } from '../../src/core/resource.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import { askWithoutSocket } from './ask-without-socket.ts';

/** The tables of one account in one Region. */
export interface Store {
  ask(request: WireRequest): Promise<WireResponse>;
  close(): Promise<void>;
}

/** @param folder where the data of all stores lie; absent: in memory. */
export function openStore(scope: Scope, folder: string | undefined): Store {
  const path = folder && join(folder, scope.account, scope.region);
  if (path) mkdirSync(path, { recursive: true });
  const server = withEnvironmentOf(scope, () =>
    dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ...(path && { path }) }),
  );
  return { ask: (request) => askWithoutSocket(server, request), close: () => close(server) };
}

/** dynalite takes the account and Region of its ARNs from the environment, once, while it is made. */
function withEnvironmentOf<Made>({ account, region }: Scope, make: () => Made): Made {
  const before = { AWS_ACCOUNT_ID: process.env.AWS_ACCOUNT_ID, AWS_REGION: process.env.AWS_REGION };
  Object.assign(process.env, { AWS_ACCOUNT_ID: account, AWS_REGION: region });
  try {
    return make();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** dynalite closes its store only behind a server that has listened. */
function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => server.close((error) => (error ? reject(error) : resolve())));
  });
}
