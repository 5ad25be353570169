import type { Scope, SmsResourceType } from '../../src/core/resource.ts';

/** ARN of an SMS resource (facts section 4). `name` is an id, a list's name, or `ACME/GB` for a sender ID. */
export const arnOf = ({ account, region }: Scope, type: SmsResourceType, name: string): string =>
  `arn:aws:sms-voice:${region}:${account}:${type}/${name}`;

/** What stands behind the type in an ARN. */
export const nameOf = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

export const isArn = (text: string): boolean => text.startsWith('arn:');
