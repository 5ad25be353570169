import * as z from 'zod/mini';
import type { Change } from '../core/subject.ts';
import type { Envelope } from './envelope.ts';
import { whatIsWrong } from './what-is-wrong.ts';

/** A call that CloudTrail reports. Members are read by {@link member}: their casing is not published for every service. */
export interface CloudTrailCall {
  readonly eventSource: string;
  readonly eventName: string;
  /** The call failed: an attempt, not a change. */
  readonly errorCode?: string | undefined;
  /** It only asked. */
  readonly isReadOnly: boolean;
  /** The IAM role behind an assumed-role session. */
  readonly roleArn?: string | undefined;
  readonly request: Members;
  /** Empty where CloudTrail says null. */
  readonly response: Members;
  readonly change: Omit<Change, 'added' | 'removed'>;
}
export type Members = Readonly<Record<string, unknown>>;

export const CLOUDTRAIL = 'AWS API Call via CloudTrail';

/** @returns the call, or what is wrong with the event's detail. */
export function cloudTrailCall({
  detail,
}: Envelope): { readonly call: CloudTrailCall } | { readonly malformed: string } {
  const read = schema.safeParse(detail);
  if (!read.success) {
    return { malformed: `not a CloudTrail call: ${whatIsWrong(read.error, detail, 'detail.')}` };
  }
  const { eventSource, eventName, eventID, eventTime, errorCode, userIdentity } = read.data;
  const named = ['arn', 'invokedBy', 'accountId'].map((name) => textMember(userIdentity, name));
  const arn = named.find((each) => each !== undefined) ?? 'unknown';
  const userAgent = textMember(read.data, 'userAgent');
  return {
    call: {
      eventSource,
      eventName,
      errorCode: errorCode ?? undefined,
      isReadOnly: read.data.readOnly === true,
      roleArn: textMember(member(member(userIdentity, 'sessionContext'), 'sessionIssuer'), 'arn'),
      request: read.data.requestParameters ?? {},
      response: read.data.responseElements ?? {},
      change: { arn, userAgent, eventId: eventID, eventName, at: eventTime },
    },
  };
}

/** A member by its name on the wire, whether CloudTrail spells it `poolId` or `PoolId`. */
export function member(members: unknown, name: string): unknown {
  if (typeof members !== 'object' || members === null) return undefined;
  const found = Object.entries(members).find(([key]) => lowerFirst(key) === lowerFirst(name));
  return found?.[1];
}

/** A member that is a text with something in it. */
export function textMember(members: unknown, name: string): string | undefined {
  const value = member(members, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const lowerFirst = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);

const members = z.nullish(z.record(z.string(), z.unknown()));
const schema = z.object({
  eventSource: z.string(),
  eventName: z.string(),
  eventID: z.string(),
  eventTime: z.string(),
  errorCode: z.nullish(z.string()),
  readOnly: z.nullish(z.boolean()),
  requestParameters: members,
  responseElements: members,
  // Who did it is good to know. That a hint is missing, or of an unknown form, must not keep us from looking.
  userAgent: z.optional(z.unknown()),
  userIdentity: z.optional(z.unknown()),
});
