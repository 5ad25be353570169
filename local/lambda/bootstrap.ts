/**
 * A Lambda runtime for Node: loads the handler that `_HANDLER` names from `LAMBDA_TASK_ROOT`, then asks the Runtime
 * API for one event after another, for ever. Runs in the function's own process and imports nothing but Node.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { existsSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shiftClock } from './shifted-date.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const env = process.env;
const api = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let requestId: string | undefined;

// The parent holds the other end: when it is gone, nobody waits for this function any more.
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0));
process.stdin.resume().unref();
process.on('uncaughtException', (error) => die(error, 129));
process.on('unhandledRejection', (reason) => {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  error.name = 'Runtime.UnhandledPromiseRejection';
  die(error, 128);
});

let handler: Handler;
try {
  handler = await load(env._HANDLER ?? '', env.LAMBDA_TASK_ROOT ?? process.cwd());
} catch (error) {
  await post('/init/error', shape(error)).catch(() => {});
  process.exit(1);
}

for (;;) {
  const next = await call('GET', '/invocation/next').catch(() => process.exit(0));
  requestId = String(next.headers['lambda-runtime-aws-request-id']);
  shiftClock(Number(next.headers['sharewarden-clock-offset-ms'] ?? 0));
  env._X_AMZN_TRACE_ID = String(next.headers['lambda-runtime-trace-id'] ?? '');
  const path = `/invocation/${encodeURIComponent(requestId)}`;
  try {
    const result = await handler(JSON.parse(next.body), contextOf(next.headers));
    await call('POST', `${path}/response`, JSON.stringify(result === undefined ? null : result));
  } catch (error) {
    console.error(error);
    await post(`${path}/error`, shape(error));
  }
  requestId = undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(headers: IncomingHttpHeaders) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  const json = (name: string) => (typeof headers[name] === 'string' ? JSON.parse(headers[name]) : undefined);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    clientContext: json('lambda-runtime-client-context'),
    identity: json('lambda-runtime-cognito-identity'),
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
}

/** `folder/module.export.nested`: the module's name ends at the first dot behind the last slash. */
async function load(name: string, root: string): Promise<Handler> {
  const [, modulePath, exportPath] = /^((?:.*\/)?[^./]+)\.(.+)$/.exec(name) ?? [];
  if (!modulePath || !exportPath || name.includes('..')) throw named('MalformedHandlerName', 'Bad handler');
  const file = ['.js', '.mjs', '.cjs']
    .map((extension) => join(root, modulePath + extension))
    .find((each) => existsSync(each));
  if (!file) throw named('ImportModuleError', `Error: Cannot find module '${modulePath}'`);
  const loaded = await import(pathToFileURL(file).href).catch((error: unknown) => {
    if (error instanceof SyntaxError) throw named('UserCodeSyntaxError', String(error), error);
    const isMissing =
      error instanceof Error && 'code' in error && /MODULE_NOT_FOUND/.test(String(error.code));
    throw isMissing ? named('ImportModuleError', String(error), error) : error;
  });
  // A CommonJS module whose exports Node can't tell without running it has them on `default`.
  const found = at(loaded, exportPath) ?? at(loaded.default, exportPath);
  if (typeof found !== 'function') {
    const what = found === undefined ? 'undefined or not exported' : 'not a function';
    throw named('HandlerNotFound', `${name} is ${what}`);
  }
  if (found.length > 2) {
    throw named('CallbackHandlerDeprecated', `${name} takes a callback, which Node.js 24 on Lambda refuses`);
  }
  return found as Handler; // what it takes and returns is between the function and its caller
}

function at(value: unknown, path: string): unknown {
  // Any value may be indexed here; what is not there is undefined.
  return path.split('.').reduce((each, key) => (each as Record<string, unknown> | undefined)?.[key], value);
}

function named(type: string, message: string, cause?: Error): Error {
  const error = new Error(message, { cause });
  error.name = `Runtime.${type}`;
  if (cause?.stack) error.stack = cause.stack;
  return error;
}

function shape(error: unknown) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

function post(path: string, error: ReturnType<typeof shape>) {
  return call('POST', path, JSON.stringify(error), {
    'lambda-runtime-function-error-type': error.errorType.replace(/[^\w.]/g, '_'),
  });
}

async function die(error: unknown, code: number) {
  console.error(error);
  const path = requestId ? `/invocation/${encodeURIComponent(requestId)}/error` : '/init/error';
  await post(path, shape(error)).catch(() => {});
  process.exit(code);
}

function call(method: string, path: string, body = '', headers: Record<string, string> = {}) {
  return new Promise<{ headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const more = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'sharewarden-max-rss-kb': process.resourceUsage().maxRSS,
    };
    const sent = request(
      api + path,
      { method, agent, headers: method === 'POST' ? { ...more, ...headers } : headers },
      (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
