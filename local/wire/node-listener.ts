import type { IncomingMessage, RequestListener } from 'node:http';
import type { Gateway } from './gateway.ts';
import type { WireRequest } from './message.ts';

/** No request of a service that is served here is larger; SQS and EventBridge stop at 1 MiB. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** The gateway as a listener for `http.createServer`. */
export function nodeListener(handle: Gateway['handle']): RequestListener {
  return (incoming, outgoing) => {
    read(incoming)
      .then(async (request) => {
        const response = request ? await handle(request) : TOO_LARGE;
        const body = typeof response.body === 'string' ? Buffer.from(response.body) : response.body;
        outgoing.writeHead(response.status, {
          ...dateOf(incoming),
          ...response.headers,
          'content-length': body.byteLength,
        });
        outgoing.end(body);
      })
      // The client went away, or its request broke off: there is nobody left to answer.
      .catch(() => outgoing.destroy());
  };
}

/**
 * The time of the answer is the caller's own. SDK clients take any other for a sign that their clock is wrong, and repeat
 * each call that fails; and here the clock of functions is moved while that of users is not.
 */
function dateOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  const [year = 0, month = 0, ...rest] = parts.map(Number);
  return parts.length > 0 ? { date: new Date(Date.UTC(year, month - 1, ...rest)).toUTCString() } : {};
}

const TOO_LARGE = { status: 413, headers: {}, body: '' };

/**
 * Reads to the end also what is too large, without keeping it: the answer would be lost with a connection cut short.
 * @returns `undefined` for a body that is too large
 */
async function read(incoming: IncomingMessage): Promise<WireRequest | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (length > MAX_BODY_BYTES) return undefined;
  const [path = '/', query = ''] = splitOnce(incoming.url ?? '/', '?');
  return {
    method: incoming.method ?? 'GET',
    path: decodePath(path),
    query: queryOf(query),
    headers: headersOf(incoming),
    body: Buffer.concat(chunks),
  };
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A path that can't be decoded names nothing here, and stays as it is. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function queryOf(query: string): WireRequest['query'] {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}
