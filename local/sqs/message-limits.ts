import { AwsError } from '../aws-error.ts';
import type { MessageAttributes, NewMessage } from './message.ts';
import { numberOf, type Settings } from './settings.ts';

/** The most that a batch, as a message, may hold: 1 MiB. */
export const MOST_BYTES = 1_048_576;

/**
 * Checks a message against the limits of SQS and of its queue.
 *
 * @throws AwsError MissingParameter, InvalidMessageContents, InvalidParameterValue.
 */
export function checkMessage(message: NewMessage, settings: Settings): void {
  const { body, attributes = {}, systemAttributes = {}, delaySeconds } = message;
  if (body === '') {
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  if (FORBIDDEN.test(body)) {
    const message =
      'Invalid binary character was found in the message body. Allowed: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF';
    throw new AwsError('InvalidMessageContents', message);
  }
  const most = numberOf(settings, 'MaximumMessageSize');
  if (bytesOf(message) > most) {
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  }
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900)) {
    throw invalidValue(
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  checkAttributes(attributes);
  for (const name of Object.keys(systemAttributes)) {
    if (name !== 'AWSTraceHeader') {
      throw invalidValue(`Message system attribute name '${name}' is invalid.`);
    }
  }
}

/** The size that counts: the body and the names, types and values of the attributes. */
export function bytesOf({ body, attributes = {} }: NewMessage): number {
  return Object.entries(attributes).reduce((bytes, [name, { DataType = '', StringValue, BinaryValue }]) => {
    const value = BinaryValue ? BinaryValue.length : Buffer.byteLength(StringValue ?? '');
    return bytes + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }, Buffer.byteLength(body));
}

export const invalidValue = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that SQS refuses
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

function checkAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > 10) {
    throw invalidValue(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(?!(aws|amazon)\.)(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i.test(name)) {
      throw invalidValue(`The message attribute name '${name}' is invalid.`);
    }
    const [type] = (DataType ?? '').split('.');
    const hasValue = type === 'Binary' ? BinaryValue?.length : StringValue;
    if (type !== 'String' && type !== 'Number' && type !== 'Binary') {
      throw invalidValue(
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    }
    if (!hasValue) {
      throw invalidValue(`The message attribute '${name}' must contain a non-empty message attribute value.`);
    }
    if (type === 'Number' && !Number.isFinite(Number(StringValue))) {
      throw invalidValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
}
