import { SMS_RESOURCE_TYPES, smsResource } from '../core/resource.ts';

/** Forms of the guardrail file that a regular expression alone does not tell. */

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
    isOneOf(/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region), region) &&
    isOneOf(/^\d{12}$/.test(account), account) &&
    (isLast ||
      isOneOf(SMS_RESOURCE_TYPES.some((each) => each === type) && name.some((part) => part !== ''), type))
  );
}

/** Is it the ARN of one SMS resource that can be shared? */
export function isSharedArn(text: string): boolean {
  return !text.includes('*') && ARN_PATTERN.test(text) && smsResource(text) !== undefined;
}
