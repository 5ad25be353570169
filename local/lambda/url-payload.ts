import type { LambdaFunctionURLEvent } from 'aws-lambda';
import type { Outcome } from './function.ts';

/** A request as it reached the server. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
}
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string | Buffer;
}
interface Around {
  readonly id: string;
  readonly region: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly now: number;
}

/**
 * What a function is given of a request to its URL: payload format 2.0. A body that is no text is base64, and so is a form.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function urlEvent(
  request: HttpRequest,
  { id, region, requestId, traceId, now }: Around,
): LambdaFunctionURLEvent {
  const { method, url, body, sourceIp, protocol } = request;
  const [path = '/', query = ''] = [url.split('?', 1)[0], url.slice(url.split('?', 1)[0]?.length).slice(1)];
  const domainName = `${id}.lambda-url.${region}.on.aws`;
  const { cookie, ...others } = joined(request.headers);
  const headers = {
    ...others,
    host: domainName,
    'x-forwarded-for': sourceIp,
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '443',
    'x-amzn-trace-id': traceId,
  };
  const isText = /^(text\/|application\/(json|xml|javascript)\b|application\/[^;]+\+(json|xml)\b)/i.test(
    others['content-type'] ?? 'text/',
  );
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: decodeURI(path),
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query !== '' && { queryStringParameters: parametersOf(query) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName,
      domainPrefix: id,
      http: { method, path: decodeURI(path), protocol, sourceIp, userAgent: others['user-agent'] ?? '' },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: timeText(now),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function joined(headers: HttpRequest['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), [value].flat().join(',')]],
    ),
  );
}

function parametersOf(query: string): Readonly<Record<string, string>> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]),
  );
}

/** `12/Mar/2026:19:03:58 +0000` */
function timeText(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/**
 * How a URL answers for its function: as the function says, where its answer has a `statusCode`; else with the whole of it
 * as JSON. A function that fails, or is too late, is a 502.
 */
export function urlAnswer(outcome: Outcome | HttpAnswer): HttpAnswer {
  const json = { 'content-type': 'application/json' };
  if (!('body' in outcome)) {
    if (outcome.status === 'failure')
      return { status: 502, headers: json, cookies: [], body: '{"Message":"Internal Server Error"}' };
    const given: unknown = JSON.parse(outcome.payload);
    const { statusCode, headers, cookies, body, isBase64Encoded } = Object(given);
    if (statusCode === undefined)
      return {
        status: 200,
        headers: json,
        cookies: [],
        body: typeof given === 'string' ? given : outcome.payload,
      };
    const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
    return {
      status: Number(statusCode),
      headers: { ...json, ...lowerCased(headers) },
      cookies: Array.isArray(cookies) ? cookies.map(String) : [],
      body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
    };
  }
  return outcome;
}

const lowerCased = (headers: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(Object(headers)).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
