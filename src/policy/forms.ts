import { SMS_RESOURCE_TYPES, smsResource } from '../core/resource.ts';

/** Forms of what the files name, and what a regular expression alone does not tell of them. */

export const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
export const OU = /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/;
export const ACCOUNT = /^\d{12}$/;
export const SERVICE = /^([a-z0-9-]+\.)+amazonaws\.com(\.cn)?$/;
export const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** A text of any one of these forms. */
export function anyOf(...forms: readonly RegExp[]): RegExp {
  return new RegExp(forms.map(({ source }) => `(${source})`).join('|'));
}

/** The code of a Region that differs from the text by its writing alone: `US_EAST_1`, `us-east1`, the zone `us-east-1a`. */
export function regionMeant(text: string): string | undefined {
  const code = text
    .toLowerCase()
    .replace(/[\s_]/g, '-')
    .replace(/-?(\d+)[a-z]?$/, '-$1');
  return REGION.test(code) ? code : undefined;
}

/** `2026-12-31`. Whether there is such a day, {@link isDay} says. */
export const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Is there such a day? 2026-02-30 has the form of one, and is none. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What an ARN of sms-voice begins with, and the characters that it takes, with `*` for any of them. */
export const ARN_PATTERN = /^arn:[a-z*-]+:sms-voice:[A-Za-z0-9_:/*.+-]+$/;

/** Can an ARN of an SMS resource match it? Where Region, account and type are spelled out, they have to be such. */
export function isArnPattern(text: string): boolean {
  if (!text.includes('*')) return isSharedArn(text);
  const [, , , region = '*', account = '*', ...path] = text.split(':');
  const [type = '*', ...name] = path.join(':').split('/');
  const isOneOf = (known: boolean, part: string) => known || part.includes('*');
  const isLast = path.length === 0;
  return (
    isOneOf(REGION.test(region), region) &&
    isOneOf(ACCOUNT.test(account), account) &&
    (isLast ||
      isOneOf(SMS_RESOURCE_TYPES.some((each) => each === type) && name.some((part) => part !== ''), type))
  );
}

/** Is it the ARN of one SMS resource that can be shared? */
export function isSharedArn(text: string): boolean {
  return !text.includes('*') && ARN_PATTERN.test(text) && smsResource(text) !== undefined;
}
