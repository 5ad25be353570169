import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A local cloud in a process of its own, as `npm start` makes it, and its control API. */
export interface RunningCloud {
  readonly endpoint: string;
  get<Body>(route: string): Promise<Body>;
  post<Body>(route: string, body: unknown): Promise<Body>;
  clear(route: string): Promise<void>;
  /** Waits until no message is in flight. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface SlackMessage {
  readonly time: string;
  readonly target: string;
  readonly body: unknown;
}

const root = join(import.meta.dirname, '..', '..');

/** Starts it on a free port. @throws with its output when it does not come up. */
export const runCloud = (...flags: readonly string[]): Promise<RunningCloud> => started(flags);

/** As {@link runCloud}, under these guardrails and without a story. */
export async function runCloudUnder(guardrails: string, ...flags: readonly string[]): Promise<RunningCloud> {
  const folder = await mkdtemp(join(tmpdir(), 'sharewarden-guardrails-'));
  const file = join(folder, 'guardrails.yml');
  await writeFile(file, guardrails);
  try {
    return await started(['--no-story', ...flags], { GUARDRAILS_FILE: file });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function started(
  flags: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<RunningCloud> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['local/start.ts', '--port', String(port), ...flags], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // biome-ignore lint/suspicious/noExplicitAny: each test names the shape it reads, and asserts on it
  const call = async (method: string, route: string, body?: unknown): Promise<any> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: json };
    const answer = await fetch(`${endpoint}/_local/${route}`, init);
    if (!answer.ok) throw new Error(`${method} /_local/${route}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await ready(endpoint, () => child.exitCode !== null).catch((cause) => {
    child.kill();
    throw new Error(`the local cloud did not start: ${output.join('')}`, { cause });
  });
  return {
    endpoint,
    get: (route) => call('GET', route),
    post: (route, body) => call('POST', route, body),
    clear: async (route) => void (await call('DELETE', route)),
    idle: async () => void (await call('POST', 'idle', { timeoutSeconds: 30 })),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}

const json = { 'content-type': 'application/json' };

async function ready(endpoint: string, isOver: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !isOver(); tries += 1) {
    const answer = await fetch(`${endpoint}/_local/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('not ready');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
