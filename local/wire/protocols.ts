import type { Service } from '../service.ts';
import { awsJson } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import type { WireRequest } from './message.ts';
import { modelOf } from './model.ts';
import type { Protocol } from './protocol.ts';
import { restJson } from './rest-json.ts';

/**
 * How a service speaks. The client packages keep this in their runtime configuration and not in their schemas, so it
 * stands here once more. Source: `metadata` of botocore's service models.
 */
export function protocolOf(service: Pick<Service, 'name' | 'model'>): Protocol {
  const protocol = service.name === 'ram' ? restJson(modelOf(service)) : PROTOCOLS[service.name];
  if (!protocol) throw new Error(`${service.name}: no protocol is known for this signing name`);
  return protocol;
}

/** For an answer before the service is known, and for raw services: told by what the request looks like. */
export function protocolByLooks({ headers }: WireRequest): Protocol {
  const type = headers['content-type'] ?? '';
  if (headers['x-amz-target'] !== undefined) return type.endsWith('1.0') ? ANY.json10 : ANY.json11;
  return type.startsWith('application/x-www-form-urlencoded') ? ANY.query : ANY.rest;
}

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  'sms-voice': awsJson({ version: '1.0', target: 'PinpointSMSVoiceV2' }),
  sqs: awsJson({ version: '1.0', target: 'AmazonSQS', queryCompatible: true }),
  organizations: awsJson({ version: '1.1', target: 'AWSOrganizationsV20161128' }),
  events: awsJson({ version: '1.1', target: 'AWSEvents' }),
  ssm: awsJson({ version: '1.1', target: 'AmazonSSM' }),
  sns: awsQuery({ xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/', version: '2010-03-31' }),
  sts: awsQuery({ xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/', version: '2011-06-15' }),
};

const ANY = {
  json10: awsJson({ version: '1.0' }),
  json11: awsJson({ version: '1.1' }),
  query: awsQuery({ xmlNamespace: 'https://webservices.amazon.com/' }),
  rest: restJson({ operations: new Map() }),
};
