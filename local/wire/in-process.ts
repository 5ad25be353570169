import type { HttpHandler } from '@smithy/core/protocols';
import { HttpResponse } from '@smithy/core/protocols';
import type { Gateway } from './gateway.ts';
import type { WireRequest } from './message.ts';

/** What the SDK's clients take as `requestHandler`. */
export type InProcessHandler = Pick<HttpHandler, 'handle' | 'destroy'>;
type SdkRequest = Parameters<HttpHandler['handle']>[0];

/**
 * A transport for SDK clients that calls the gateway without a socket:
 * `new RAMClient({ requestHandler: inProcessHandler(gateway), region, credentials })`.
 */
export function inProcessHandler(gateway: Pick<Gateway, 'handle'>): InProcessHandler {
  return {
    async handle(request) {
      const { status, headers, body } = await gateway.handle(toWire(request));
      const bytes = typeof body === 'string' ? encoder.encode(body) : body;
      return { response: new HttpResponse({ statusCode: status, headers: { ...headers }, body: bytes }) };
    },
    destroy() {},
  };
}

function toWire({ method, path, query, headers, body }: SdkRequest): WireRequest {
  const given = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return {
    method,
    path,
    query: Object.fromEntries(given),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: bytesOf(body),
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return encoder.encode(body);
  // The SDK's own subclass poses as a text to who asks for its value, as Buffer.from does.
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  throw new Error('a streamed request body is not served in process');
}

const encoder = new TextEncoder();
