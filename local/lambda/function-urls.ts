import type { IncomingMessage, RequestListener } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { World } from '../world.ts';
import type { Outcome } from './function.ts';
import type { Lambda } from './lambda.ts';
import { type HttpAnswer, type HttpRequest, urlAnswer, urlEvent } from './url-payload.ts';

/** Functions that anybody can invoke by HTTP, without a signature of AWS. */
export interface FunctionUrls {
  /** @returns its URL: always the same one for a function. */
  open(functionArn: string): string;
  /** Invokes the function whose URL has this id, and waits. */
  answer(id: string, request: HttpRequest): Promise<HttpAnswer>;
}

export interface FunctionUrlsOptions {
  readonly world: Pick<World, 'clock' | 'uuid' | 'hex'>;
  readonly lambda: Pick<Lambda, 'invoke'>;
  readonly endpoint: () => string;
  /** Do the function's permissions open it to everybody? */
  readonly mayInvoke: (functionArn: string) => boolean;
}

export function functionUrls({ world, lambda, endpoint, mayInvoke }: FunctionUrlsOptions): FunctionUrls {
  const arns = new Map<string, string>();
  return {
    open(functionArn) {
      const known = [...arns].find(([, arn]) => arn === functionArn)?.[0];
      const id = known ?? world.hex(32);
      arns.set(id, functionArn);
      return `${endpoint()}${PATH}${id}/`;
    },
    async answer(id, request) {
      const functionArn = arns.get(id);
      if (functionArn === undefined || !mayInvoke(functionArn)) return FORBIDDEN;
      const [, , , region = ''] = functionArn.split(':');
      const event = urlEvent(request, {
        id,
        region,
        requestId: world.uuid(),
        traceId: `Root=1-${world.hex(8)}-${world.hex(24)}`,
        now: world.clock.now(),
      });
      return urlAnswer(await outcomeOf(lambda.invoke(functionArn, event)));
    },
  };
}

const PATH = '/_lambda-url/';
/** As Lambda says it of a function that is not open to all, and of one that is not there. */
const FORBIDDEN = answerOf(403, { Message: 'Forbidden' });

function answerOf(status: number, body: object): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, cookies: [], body: JSON.stringify(body) };
}

async function outcomeOf(invocation: Promise<Outcome>): Promise<Outcome | HttpAnswer> {
  try {
    return await invocation;
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'TooManyRequestsException')) throw error;
    return answerOf(429, { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' });
  }
}

/** The function's id, and the rest of the path: by the name of the host, as on AWS, or by the path. */
function destination({ url = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>) {
  const [, byHost] = /^([a-z0-9]+)\.lambda-url\./.exec(headers.host ?? '') ?? [];
  if (byHost !== undefined) return { id: byHost, url };
  const [, byPath, rest = ''] = /^\/_lambda-url\/([a-z0-9]+)(.*)$/.exec(url) ?? [];
  return byPath === undefined ? undefined : { id: byPath, url: rest.startsWith('/') ? rest : `/${rest}` };
}

/** Is the request for a function, and for no service of AWS? */
export const isAtFunctionUrl = (request: Pick<IncomingMessage, 'url' | 'headers'>): boolean =>
  destination(request) !== undefined;

/** What Lambda takes at most. */
const MOST_BYTES = 6 * 1024 * 1024;

/** Answers what is for a function, and leaves the rest to `others`. */
export function functionUrlListener(urls: FunctionUrls, others: RequestListener): RequestListener {
  return (incoming, outgoing) => {
    const to = destination(incoming);
    if (!to) return others(incoming, outgoing);
    bodyOf(incoming)
      .then((body) => {
        if (body.length > MOST_BYTES) return answerOf(413, { Message: 'Request Entity Too Large' });
        const { method = 'GET', headers, socket, httpVersion } = incoming;
        const sourceIp = socket.remoteAddress ?? '';
        return urls.answer(to.id, {
          method,
          url: to.url,
          headers,
          body,
          sourceIp,
          protocol: `HTTP/${httpVersion}`,
        });
      })
      .then(({ status, headers, cookies, body }) => {
        outgoing.writeHead(status, { ...headers, ...(cookies.length > 0 && { 'set-cookie': [...cookies] }) });
        outgoing.end(body);
      })
      // The client went away, or the cloud stopped: there is nobody left to answer.
      .catch(() => outgoing.destroy());
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}
