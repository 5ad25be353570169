import { invalid } from './message-limits.ts';

/** @throws AwsError InvalidParameterException for a protocol that SNS does not have, or an endpoint that is none of it. */
export function checkEndpoint(protocol: string, endpoint: string): void {
  if (!PROTOCOLS.has(protocol))
    throw invalid(`Invalid parameter: Amazon SNS does not support this protocol string: ${protocol}`);
  const isFit = ENDPOINTS[protocol]?.test(endpoint) ?? endpoint !== '';
  if (!isFit) throw invalid(`Invalid parameter: Endpoint: ${endpoint} is no ${protocol} endpoint`);
}

const ENDPOINTS: Readonly<Record<string, RegExp>> = {
  sqs: /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w-]+$/,
  lambda: /^arn:[\w-]+:lambda:/,
  email: /^[^@\s]+@[^@\s]+$/,
  'email-json': /^[^@\s]+@[^@\s]+$/,
  http: /^http:\/\/./,
  https: /^https:\/\/./,
  sms: /^\+?[\d\s-]{3,20}$/,
};

/** Queues, functions and phones do; people and web servers have to be asked. */
export const confirmsItself = (protocol: string): boolean => SELF_CONFIRMING.has(protocol);

const SELF_CONFIRMING = new Set(['sqs', 'lambda', 'firehose', 'sms', 'application']);
const PROTOCOLS = new Set([...SELF_CONFIRMING, 'email', 'email-json', 'http', 'https']);
