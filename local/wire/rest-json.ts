import { AwsError } from '../aws-error.ts';
import { errorMembers } from './aws-json.ts';
import { parseStructure, toJson } from './json-values.ts';
import { mediaTypeOf, textOf, type WireRequest, type WireResponse } from './message.ts';
import type { Model } from './model.ts';
import type { Protocol } from './protocol.ts';
import { fromText } from './serialization.ts';
import type { StructureShape } from './shape.ts';

/** REST JSON (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html): method and path name the operation. */
export function restJson(model: Pick<Model, 'operations'>): Protocol {
  const routes = new Map(
    [...model.operations.values()].map(({ method, path, name }) => [`${method} ${path}`, name]),
  );
  return {
    kind: 'restJson1',
    operationName: ({ method, path }) => routes.get(`${method} ${path}`),
    read({ input }, request) {
      checkMediaType(request);
      return withQueryMembers(input, parseStructure(input, textOf(request)), request);
    },
    answer: ({ output, status }, value, requestId) => reply(status, toJson(output, value), requestId),
    refuse: (refusal, requestId) =>
      reply(refusal.status, errorMembers(refusal), requestId, { 'x-amzn-errortype': refusal.code }),
  };
}

function reply(status: number, body: unknown, requestId: string, headers = {}): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, ...headers },
    body: JSON.stringify(body),
  };
}

function checkMediaType(request: WireRequest): void {
  const type = mediaTypeOf(request);
  if (request.body.byteLength === 0 || type === undefined || type === 'application/json') return;
  throw new AwsError('UnsupportedMediaTypeException', `the body must be application/json, not ${type}`);
}

/** A member that is bound to the query string is there or nowhere, whatever the body holds. */
function withQueryMembers(input: StructureShape, body: object, { query }: WireRequest): object {
  const value: Record<string, unknown> = { ...body };
  for (const { name, shape, query: parameter } of input.members) {
    if (parameter === undefined) continue;
    delete value[name];
    const given = query[parameter];
    if (given !== undefined) value[name] = fromText(shape, [given].flat()[0] ?? '');
  }
  return value;
}
