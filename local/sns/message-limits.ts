import { AwsError } from '../aws-error.ts';
import type { MessageAttributes } from './topic.ts';

/** The most that a message, or a batch, may hold: 256 KB with its attributes. */
export const MOST_BYTES = 262_144;

export interface NewMessage {
  readonly message: string;
  /** By protocol, where it is another than `message`. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
  readonly subject?: string | undefined;
  readonly attributes?: MessageAttributes | undefined;
}

/** Checks a message against SNS's limits (SNS API reference, Publish). @throws AwsError. */
export function checkMessage(message: NewMessage): void {
  const { message: body, subject, attributes = {} } = message;
  if (body === '') throw invalid('Invalid parameter: Empty message');
  if (bytesOf(message) > MOST_BYTES) throw invalid('Invalid parameter: Message too long');
  if (subject !== undefined && !SUBJECT.test(subject)) throw invalid('Invalid parameter: Subject');
  for (const [name, { DataType = '', StringValue, BinaryValue }] of Object.entries(attributes)) {
    const isKnown = /^(String|String\.Array|Number|Binary)(\..+)?$/.test(DataType);
    const hasValue = DataType.startsWith('Binary') ? BinaryValue?.length : StringValue;
    if (!isKnown || !hasValue || (DataType === 'Number' && !Number.isFinite(Number(StringValue)))) {
      const text = `The message attribute '${name}' is invalid: a value of type ${DataType} is needed`;
      throw new AwsError('InvalidParameterValueException', text);
    }
  }
}

export function bytesOf({ message, attributes = {} }: NewMessage): number {
  return Object.entries(attributes).reduce((bytes, [name, { DataType = '', StringValue, BinaryValue }]) => {
    const value = BinaryValue ? BinaryValue.length : Buffer.byteLength(StringValue ?? '');
    return bytes + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }, Buffer.byteLength(message));
}

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/** One line of ASCII that does not begin with a space, up to 100 characters. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;
