import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { ControlAnswer, ControlRequest } from './control/route.ts';
import { isAtFunctionUrl } from './lambda/function-urls.ts';

/** A running server. */
export interface HttpServer {
  readonly port: number;
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  stop(): Promise<void>;
}

export interface Listeners {
  /** Answers `/_local` and the page at `/`. */
  readonly control: (request: ControlRequest) => Promise<ControlAnswer>;
  /** Answers all else: the AWS services. */
  readonly aws: RequestListener;
}

/**
 * Serves on loopback, and nowhere else.
 *
 * @param port 0 chooses a free one.
 * @throws when the port is in use or may not be listened on, saying what to do.
 */
export async function serve({ control, aws }: Listeners, port: number): Promise<HttpServer> {
  const server = createServer((request, response) => {
    if (isControl(request)) void answerControl(control, request, response);
    else aws(request, response);
  });
  // Node's five seconds meet SDK clients that are about to use the connection again.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A signed `GET /` belongs to a service of AWS. */
function isControl({ url = '/', method, headers }: IncomingMessage): boolean {
  if (isAtFunctionUrl({ url, headers })) return false;
  const path = pathOf(url);
  if (path === '/_local' || path.startsWith('/_local/')) return true;
  return path === '/' && method === 'GET' && !headers.authorization && !url.includes('X-Amz-Signature');
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';

async function answerControl(
  control: Listeners['control'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) return;
  const { url = '/', method = 'GET' } = request;
  const answer =
    body === 'too large'
      ? { status: 413, body: { error: `the body is larger than ${LARGEST_BODY / 1024} KiB` } }
      : await control({
          method,
          path: pathOf(url),
          query: new URLSearchParams(url.slice(pathOf(url).length)),
          headers: singleHeaders(request),
          body: body.text,
        });
  const isText = typeof answer.body === 'string';
  const text = isText ? String(answer.body) : `${JSON.stringify(answer.body)}\n`;
  response.writeHead(answer.status, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(body === 'too large' && { connection: 'close' }),
    ...answer.headers,
  });
  if (!answer.follow) return void response.end(text);
  response.write(text);
  response.once(
    'close',
    answer.follow((more) => response.write(more)),
  );
}

const LARGEST_BODY = 1024 * 1024;

/** `undefined`: the other side has gone. */
async function bodyOf(
  request: IncomingMessage,
): Promise<{ readonly text: string } | 'too large' | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > LARGEST_BODY) return 'too large';
      parts.push(part);
    }
  } catch {
    return undefined;
  }
  return { text: Buffer.concat(parts).toString('utf8') };
}

function singleHeaders({ headers }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

function explained(error: NodeJS.ErrnoException, port: number): Error {
  const text =
    error.code === 'EADDRINUSE'
      ? `port ${port} is in use: stop what listens there, or choose another with --port N`
      : error.code === 'EACCES'
        ? `port ${port} may not be listened on: choose one above 1023 with --port N`
        : `the server could not listen on port ${port}`;
  return new Error(text, { cause: error });
}
