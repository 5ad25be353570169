import type { SmsResource, SmsResourceType } from '../../src/core/resource.ts';

/** The names that worlds are made of: few, so that grants, selectors and waivers meet often. */
export const OURS = 'o-exampleorgid';
export const THEIRS = 'o-otherorgid12';
export const ROOT = 'r-ab12';
export const [TOP, MIDDLE, BOTTOM] = ['ou-ab12-11111111', 'ou-ab12-22222222', 'ou-ab12-33333333'] as const;
/** Has no account in any world. */
export const EMPTY = 'ou-ab12-44444444';
export const THEIR_OU = 'ou-zz99-99999999';
export const OWNER = '111122223333';
export const [FIRST, SECOND, MANAGEMENT] = ['444455556666', '555566667777', '123456789012'] as const;
/** Outside in every world. */
export const OUTSIDER = '999988887777';
export const LEAVER = '888877776666';
export const [SNS, VOICE] = ['sns.amazonaws.com', 'sms-voice.amazonaws.com'] as const;

export const NUMBER = resource('us-east-1', OWNER, 'phone-number', 'phone-01');
export const POOL = resource('us-east-1', OWNER, 'pool', 'pool-01');
/** Its ARN begins as the other pool's does, up to the Region. */
export const EU_POOL = resource('eu-west-1', OWNER, 'pool', 'pool-01');
export const SENDER_ID = resource('eu-west-1', OWNER, 'sender-id', 'ACME/GB');
export const OPT_OUT_LIST = resource('eu-west-1', MANAGEMENT, 'opt-out-list', 'marketing');

function resource(region: string, account: string, type: SmsResourceType, name: string): SmsResource {
  const arn = `arn:aws:sms-voice:${region}:${account}:${type}/${name}`;
  return { arn, type, name, scope: { account, region } };
}
