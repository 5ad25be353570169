import type { Caller } from '../../local/service.ts';

/** Who and what takes part in every history. The organization is the example of the local cloud. */
export const OWNER = '111122223333';
export const CAMPAIGNS = '444455556666';
export const SANDBOX = '555566667777';
export const OUTSIDER = '999988887777';
export const MANAGEMENT = '123456789012';
export const REGION = 'us-east-1';
export const SCOPE = { account: OWNER, region: REGION };
export const ORGANIZATION = 'o-exampleorgid';
export const ROOT = 'r-ab12';
export const UNITS = {
  Messaging: 'ou-ab12-33333333',
  Campaigns: 'ou-ab12-11111111',
  Sandbox: 'ou-ab12-22222222',
} as const;
export type UnitName = keyof typeof UNITS;

const organizations = `arn:aws:organizations::${MANAGEMENT}`;
const unit = (name: UnitName): string => `${organizations}:ou/${ORGANIZATION}/${UNITS[name]}`;

/** Whom operators share with, by their places in this list. */
export const PRINCIPALS: readonly string[] = [
  CAMPAIGNS,
  SANDBOX,
  OUTSIDER,
  MANAGEMENT,
  unit('Campaigns'),
  unit('Sandbox'),
  `${organizations}:organization/${ORGANIZATION}`,
];
export const SERVICES: readonly string[] = ['sns.amazonaws.com', 'mobiletargeting.amazonaws.com'];

/** A resource of another service, on some shares. */
export const SUBNET = `arn:aws:ec2:${REGION}:${OWNER}:prefix-list/pl-0123456789abcdef0`;
export const SENDER_ID = `arn:aws:sms-voice:${REGION}:${OWNER}:sender-id/ACME/GB`;

/** The roles of the two functions that change shares and policies, as infra/roles.yml makes them. */
export const OWN_ROLES = {
  'OnShareChangeRole.Arn': `arn:aws:iam::${OWNER}:role/sharewarden-share`,
  'OnResourceChangeRole.Arn': `arn:aws:iam::${OWNER}:role/sharewarden-resource`,
} as const;

/** Somebody who calls by a session of a role. */
export function callerBy(roleArn: string, account: string = OWNER, session = 'session'): Caller {
  const arn = `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`;
  return { account, region: REGION, arn, roleArn, accessKeyId: account, userAgent: 'simulation' };
}
