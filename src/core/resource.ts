/** The AWS End User Messaging SMS types that can be shared (facts section 3). */
export const SMS_RESOURCE_TYPES = ['phone-number', 'pool', 'sender-id', 'opt-out-list'] as const;
export type SmsResourceType = (typeof SMS_RESOURCE_TYPES)[number];

/** One owner account in one Region: the unit that is swept and that credentials are made for. */
export interface Scope {
  readonly account: string;
  readonly region: string;
}

/** An SMS resource, as its ARN tells it. `name` is the part behind the type, such as `pool-0123…` or `ACME/GB`. */
export interface SmsResource {
  readonly arn: string;
  readonly type: SmsResourceType;
  readonly name: string;
  readonly scope: Scope;
  /** Absent: they have not been read. */
  readonly tags?: Tags | undefined;
}

/** Tags of a resource, by key. */
export type Tags = Readonly<Record<string, string>>;

/**
 * Reads an ARN of an SMS resource. No length or character rule is published for the ids, so none is checked.
 *
 * @returns `undefined` when the ARN names something else (facts section 4).
 */
export function smsResource(arn: string): SmsResource | undefined {
  const [, region, account, word, name] = SMS_ARN.exec(arn) ?? [];
  const type = SMS_RESOURCE_TYPES.find((each) => each === word);
  if (!region || !account || !type || !name) return undefined;
  return { arn, type, name, scope: { account, region } };
}

/** One match of all, since this is asked of every association of every share. A name is not made of slashes alone. */
const SMS_ARN = /^arn:[^:]*:sms-voice:([^:]+):([^:]+):([^/]+)\/(.*[^/].*)$/s;

/** The scope that an ARN lies in: the account and Region of any regional ARN. */
export function scopeOf(arn: string): Scope {
  const [, , , region = '', account = ''] = arn.split(':');
  return { account, region };
}

/** The ARN that stands for all SMS resources of a scope: what concerns none of them alone hangs on it. */
export function scopeArn({ account, region }: Scope): string {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';
  return `arn:${partition}:sms-voice:${region}:${account}:*`;
}
