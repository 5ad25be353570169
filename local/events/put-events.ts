import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../aws-error.ts';
import type { Call, Operation } from '../service.ts';
import type { BusEvent } from '../world.ts';

/** Takes in an event and returns its id. `bus`: name or ARN. */
export type PutEvent = (
  bus: string | undefined,
  event: Omit<BusEvent, 'version' | 'id' | 'time'> & { readonly time: Date | undefined },
) => string;

/**
 * PutEvents: each entry stands or fails alone. An entry for a bus that does not exist is accepted and lost, as on AWS.
 *
 * @param put is given the caller's scope through the event's account and Region.
 */
export function putEvents(put: PutEvent): Operation {
  return ({ Entries = [] }: PutEventsRequest, { caller }: Call) => {
    if (Entries.length < 1 || Entries.length > 10) {
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10, not ${Entries.length}`,
      );
    }
    if (Entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > MOST_BYTES) {
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    }
    const results = Entries.map((entry): PutEventsResultEntry => {
      const detail = detailOf(entry.Detail);
      const failure = refusal(entry, detail);
      if (failure || !detail) return failure ?? MALFORMED;
      const id = put(entry.EventBusName, {
        'detail-type': entry.DetailType ?? '',
        source: entry.Source ?? '',
        account: caller.account,
        region: caller.region,
        resources: entry.Resources ?? [],
        detail,
        time: entry.Time,
      });
      return { EventId: id };
    });
    const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined);
    return { FailedEntryCount: failed.length, Entries: results };
  };
}

/** 1 MB for the whole request (facts section 9). */
const MOST_BYTES = 1_048_576;

const MALFORMED = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };

function refusal(
  { Source, DetailType, Detail }: PutEventsRequestEntry,
  detail: Readonly<Record<string, unknown>> | undefined,
): PutEventsResultEntry | undefined {
  const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => !value)?.[0];
  if (missing) {
    const ErrorMessage = `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  if (Source?.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  return detail ? undefined : MALFORMED;
}

function detailOf(text = ''): Readonly<Record<string, unknown>> | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail)
      ? { ...detail }
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** As the User Guide counts: 14 bytes for the time, UTF-8 for the texts. */
function bytesOf({
  Time,
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
}: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time ? 14 : 0);
}
