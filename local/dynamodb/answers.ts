import type { WireResponse } from '../wire/message.ts';

export const ok = (body: Readonly<Record<string, unknown>>): WireResponse => json(200, body);

/** An error of DynamoDB's own. */
export const refused = (name: string, message: string): WireResponse =>
  json(400, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message });

/** What the local cloud can't do is never made up. */
export const notSimulated = (operation: string): WireResponse =>
  json(501, {
    __type: 'NotImplementedError',
    message: `dynamodb ${operation} is not simulated by the local cloud`,
  });

const json = (status: number, body: Readonly<Record<string, unknown>>): WireResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});
