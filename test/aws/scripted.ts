import type { RAMClientConfig } from '@aws-sdk/client-ram';

/** One request as AWS would see it. `operation` in lower case: `getresourceshares`, `describepools`. */
export interface Request {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}
/** An answer with its status; an error names itself in `error`. */
export interface Answer {
  readonly status?: number;
  readonly body?: object | string;
  readonly error?: string;
}

/** AWS as a script: answers in process, and remembers what it was asked. */
export function scripted(answer: (request: Request, nth: number) => Answer) {
  const requests: Request[] = [];
  const client = {
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'none' },
    maxAttempts: 2,
    requestHandler: {
      async handle(http: HttpRequest) {
        const request = requestFrom(http);
        const nth = requests.filter(({ operation }) => operation === request.operation).length + 1;
        requests.push(request);
        return { response: responseOf(answer(request, nth)) };
      },
    },
  };
  return {
    requests,
    asked: (): readonly string[] => requests.map(({ operation }) => operation),
    // the SDK's type of a handler asks for classes of its own where it only uses what is here
    client: client as unknown as Pick<
      RAMClientConfig,
      'region' | 'credentials' | 'requestHandler' | 'maxAttempts'
    >,
  };
}

interface HttpRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** REST services have the operation in the path, JSON services in a header, query services in the body. */
function requestFrom({ path, headers, body = '' }: HttpRequest): Request {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const target = headers['x-amz-target'] ?? headers['X-Amz-Target'];
  const isQuery = !target && path === '/';
  const input = isQuery ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text || '{}');
  const operation = target?.split('.').at(-1) ?? (isQuery ? String(input.Action) : path.slice(1));
  return { operation: operation.toLowerCase(), input };
}

function responseOf({ status, body = {}, error }: Answer) {
  const text =
    typeof body === 'string'
      ? body
      : JSON.stringify(error ? { __type: error, Message: `no: ${error}`, message: `no: ${error}` } : body);
  return {
    statusCode: status ?? (error ? 400 : 200),
    headers: { 'content-type': 'application/json', ...(error && { 'x-amzn-errortype': error }) },
    body: Buffer.from(text),
  };
}
