import { parseForm } from './form.ts';
import { textOf, type WireRequest, type WireResponse } from './message.ts';
import type { Protocol } from './protocol.ts';
import { element, escapeXml, membersToXml } from './xml.ts';

export interface AwsQueryOptions {
  readonly xmlNamespace: string;
  /** API version that requests must name. `undefined`: any. */
  readonly version?: string;
}

/** AWS Query: a form in, XML out (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html). */
export function awsQuery({ xmlNamespace, version }: AwsQueryOptions): Protocol {
  const reply = (status: number, tag: string, content: string, requestId: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<${tag} xmlns="${xmlNamespace}">${content}</${tag}>`,
  });
  return {
    kind: 'awsQuery',
    operationName(request) {
      const parameters = parametersOf(request);
      const asked = parameters.get('Version');
      if (version !== undefined && asked !== null && asked !== version) return undefined;
      return parameters.get('Action') ?? undefined;
    },
    read: ({ input }, request) => parseForm(input, parametersOf(request)),
    answer({ name, output, status }, value, requestId) {
      const result = output.members.length === 0 ? '' : element(`${name}Result`, membersToXml(output, value));
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      return reply(status, `${name}Response`, result + metadata, requestId);
    },
    refuse({ status, queryCode, message, shape, fields }, requestId) {
      const error = [
        element('Type', status < 500 ? 'Sender' : 'Receiver'),
        element('Code', escapeXml(queryCode)),
        element('Message', escapeXml(message)),
        shape ? membersToXml(shape, fields) : '',
      ];
      const content = element('Error', error.join('')) + element('RequestId', requestId);
      return reply(status, 'ErrorResponse', content, requestId);
    },
  };
}

/** The form in the body, or the query string of a GET. */
function parametersOf(request: WireRequest): URLSearchParams {
  const found = parsed.get(request) ?? parse(request);
  parsed.set(request, found);
  return found;
}

const parsed = new WeakMap<WireRequest, URLSearchParams>();

function parse(request: WireRequest): URLSearchParams {
  const parameters = new URLSearchParams(textOf(request));
  for (const [name, value] of Object.entries(request.query)) {
    for (const each of [value].flat()) parameters.append(name, each);
  }
  return parameters;
}
