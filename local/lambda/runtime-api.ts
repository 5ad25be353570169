import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { failure, type Outcome } from './function.ts';
import { errorIn, textOf } from './runtime-request.ts';

/** One event on its way into a function. Times are of the virtual clock, in milliseconds. */
export interface Invocation {
  readonly requestId: string;
  /** JSON, as text. */
  readonly payload: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
  /** How far the function's clock is ahead of the machine's. */
  readonly clockOffsetMs: number;
}

/** What a runtime said about one invocation. `maxRssKb` only where the runtime is ours. */
export interface RuntimeAnswer {
  readonly outcome: Outcome;
  readonly maxRssKb?: number;
}

/** The Lambda Runtime API of one sandbox: one runtime, one invocation at a time. */
export interface RuntimeApi {
  /** `127.0.0.1:port`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Resolves when the runtime asks for its first event, or says why it can't. */
  readonly initialized: Promise<Outcome>;
  /** Hands the event to the runtime as soon as it asks for one. */
  invoke(invocation: Invocation): Promise<RuntimeAnswer>;
  /** Resolves when the runtime asks for an event, or is gone: it has nothing to do with the last one any more. */
  readied(): Promise<void>;
  /** Ends whatever is awaited with this outcome: the runtime is gone. */
  abandon(outcome: Outcome): void;
  close(): void;
}

/** The most that a response may weigh, in bytes. */
export const RESPONSE_LIMIT_BYTES = 6_291_556;

/**
 * Serves version 2018-06-01 on a loopback port of its own, for our bootstrap and for AWS's own runtime clients alike.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function runtimeApi(): Promise<RuntimeApi> {
  const init = Promise.withResolvers<Outcome>();
  let waiting: Invocation | undefined;
  let running: (Invocation & { readonly settle: (answer: RuntimeAnswer) => void }) | undefined;
  let poll: ServerResponse | undefined;
  let isGone = false;
  let onReady = () => {};

  function hand() {
    if (!poll || !waiting) return;
    const { requestId, payload, deadlineMs, functionArn, traceId, clockOffsetMs } = waiting;
    poll.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(Math.round(deadlineMs)),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': traceId,
      [CLOCK_OFFSET_HEADER]: String(Math.round(clockOffsetMs)),
    });
    poll.end(payload);
    poll = undefined;
    waiting = undefined;
  }

  function settle(answer: RuntimeAnswer) {
    const ended = running;
    running = undefined;
    waiting = undefined;
    ended?.settle(answer);
  }

  async function route(request: IncomingMessage, response: ServerResponse) {
    const path = (request.url ?? '').replace(/^\/2018-06-01\/runtime\//, '');
    if (request.method === 'GET' && path === 'invocation/next') {
      poll = response;
      init.resolve({ status: 'success', payload: 'null' });
      onReady();
      return hand();
    }
    const body = await textOf(request);
    if (request.method !== 'POST') return answer(response, 404, notFound);
    if (path === 'init/error') {
      init.resolve({ status: 'failure', error: errorIn(body, request) });
      return answer(response, 202, { status: 'OK' });
    }
    const [, id, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (!id) return answer(response, 404, notFound);
    if (!running || decodeURIComponent(id) !== running.requestId) {
      return answer(response, 400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' });
    }
    const memory = Number(request.headers[MAX_RSS_HEADER]);
    const more = Number.isFinite(memory) ? { maxRssKb: memory } : {};
    const isTooLarge = Buffer.byteLength(body) > RESPONSE_LIMIT_BYTES;
    if (kind === 'response' && isTooLarge) {
      answer(response, 413, { errorMessage: tooLarge, errorType: 'Function.ResponseSizeTooLarge' });
      return settle({ outcome: failure('Function.ResponseSizeTooLarge', tooLarge), ...more });
    }
    answer(response, 202, { status: 'OK' });
    const outcome: Outcome =
      kind === 'response'
        ? { status: 'success', payload: body || 'null' }
        : { status: 'failure', error: errorIn(body, request) };
    settle({ outcome, ...more });
  }

  const server = createServer((request, response) => {
    // A runtime that dies in the middle of a request is told of by its exit.
    route(request, response).catch(() => response.destroy());
  });
  // An idle runtime waits for its next event for as long as the cloud stands.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the runtime API has no port');

  return {
    address: `127.0.0.1:${bound.port}`,
    initialized: init.promise,
    invoke(invocation) {
      if (running) throw new Error(`the sandbox is busy with ${running.requestId}`);
      const { promise, resolve } = Promise.withResolvers<RuntimeAnswer>();
      running = { ...invocation, settle: resolve };
      waiting = invocation;
      hand();
      return promise;
    },
    async readied() {
      if (isGone || poll) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      onReady = resolve;
      await promise;
    },
    abandon(outcome) {
      isGone = true;
      onReady();
      init.resolve(outcome);
      settle({ outcome });
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Not of AWS: how the local cloud tells the function what time it is. */
export const CLOCK_OFFSET_HEADER = 'sharewarden-clock-offset-ms';
/** Not of AWS: how our bootstrap tells what memory it needed. */
export const MAX_RSS_HEADER = 'sharewarden-max-rss-kb';

const notFound = { errorMessage: 'unknown path of the runtime API', errorType: 'NotFound' };
const tooLarge = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`;

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
