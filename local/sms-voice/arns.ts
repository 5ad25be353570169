import { type Scope, type SmsResource, smsResource } from '../../src/core/resource.ts';
import type { Resource } from './resources.ts';

/** ARN of an SMS resource (facts section 4). `name` is an id, a list's name, or `ACME/GB` for a sender ID. */
export const arnOf = ({ account, region }: Scope, type: Resource['type'], name: string): string =>
  `arn:aws:sms-voice:${region}:${account}:${type}/${name}`;

/** What stands behind the type in an ARN. */
export const nameOf = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

export const isArn = (text: string): boolean => text.startsWith('arn:');

/** A resource of sms-voice as its ARN names it, RCS agents too, which can't be shared. */
export interface NamedResource extends Omit<SmsResource, 'type'> {
  readonly type: Resource['type'];
}

/** @returns `undefined` when the ARN names something else. */
export function resourceAt(arn: string): NamedResource | undefined {
  const resource = smsResource(arn);
  if (resource) return resource;
  const [, region, account, name] = RCS_AGENT.exec(arn) ?? [];
  if (!region || !account || !name) return undefined;
  return { arn, type: 'rcs-agent', name, scope: { account, region } };
}

const RCS_AGENT = /^arn:[^:]+:sms-voice:([^:]+):([^:]+):rcs-agent\/(.+)$/;
