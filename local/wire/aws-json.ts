import { parseStructure, toJson } from './json-values.ts';
import { mediaTypeOf, textOf, type WireRequest, type WireResponse } from './message.ts';
import type { Protocol, Refusal } from './protocol.ts';

export interface AwsJsonOptions {
  readonly version: '1.0' | '1.1';
  /** What stands before the operation in `X-Amz-Target`. `undefined`: anything. */
  readonly target?: string;
  /** Errors also carry the code that they had in the query protocol, in `x-amzn-query-error`. */
  readonly queryCompatible?: boolean;
}

/** AWS JSON 1.0 and 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html). */
export function awsJson({ version, target, queryCompatible = false }: AwsJsonOptions): Protocol {
  const reply = (status: number, body: unknown, requestId: string, headers = {}): WireResponse => ({
    status,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': requestId,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return {
    kind: version === '1.0' ? 'awsJson1_0' : 'awsJson1_1',
    operationName(request) {
      const [prefix, name] = (request.headers['x-amz-target'] ?? '').split('.');
      const isMeant = target === undefined || prefix === target;
      return isMeant && isAwsJson(request) ? name : undefined;
    },
    read: ({ input }, request) => parseStructure(input, textOf(request)),
    answer: ({ output, status }, value, requestId) => reply(status, toJson(output, value), requestId),
    refuse(refusal, requestId) {
      const type = version === '1.0' ? `${refusal.namespace}#${refusal.code}` : refusal.code;
      return reply(
        refusal.status,
        { __type: type, ...errorMembers(refusal) },
        requestId,
        queryCompatible ? { 'x-amzn-query-error': queryError(refusal) } : {},
      );
    },
  };
}

/** All operations are POSTs of AWS JSON to the root; the versions differ in their answers only. */
function isAwsJson(request: WireRequest): boolean {
  const type = mediaTypeOf(request);
  const isJson = type === undefined || /^application\/x-amz-json-1\.[01]$/.test(type);
  return request.method === 'POST' && request.path === '/' && isJson;
}

/** An error's members in JSON, its message spelt as the service does. */
export function errorMembers({ shape, fields, message, messageKey }: Refusal): object {
  const members = shape ? Object(toJson(shape, fields)) : fields;
  return message === '' ? members : { ...members, [messageKey]: message };
}

function queryError({ queryCode, status }: Refusal): string {
  return `${queryCode};${status < 500 ? 'Sender' : 'Receiver'}`;
}
