import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { WireRequest, WireResponse } from '../wire/message.ts';

/**
 * Asks an HTTP server in this process without a socket: its request listener gets an object that looks like a request
 * as far as dynalite looks (method, url, headers, `data`, `end`), and one that takes the answer.
 */
export function askWithoutSocket(server: Server, request: WireRequest): Promise<WireResponse> {
  return new Promise((resolve) => {
    const incoming = Object.assign(new EventEmitter(), {
      method: request.method,
      url: request.path,
      headers: request.headers,
    });
    const headers: Record<string, string> = {};
    const outgoing = {
      statusCode: 200,
      contentType: '',
      setHeader(name: string, value: string | number) {
        headers[name.toLowerCase()] = String(value);
      },
      end(body: string | Uint8Array = '') {
        resolve({ status: outgoing.statusCode, headers, body });
      },
    };
    server.emit('request', incoming, outgoing);
    if (request.body.length > 0) incoming.emit('data', Buffer.from(request.body));
    incoming.emit('end');
  });
}
