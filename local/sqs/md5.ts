import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { MessageAttributes } from './message.ts';

/** The MD5 of a body that SQS answers with and that clients check. Lower-case hex. */
export const md5OfBody = (body: string): string => createHash('md5').update(body).digest('hex');

/**
 * The MD5 of message attributes: by name, each as its name, type, one byte for the kind of value, and the value, every
 * part but the byte behind its length. `undefined`: there are none.
 * Source: SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const { DataType = '', StringValue, BinaryValue } = attributes[name] as MessageAttributeValue;
    for (const part of [name, DataType]) hash.update(counted(Buffer.from(part)));
    hash.update(Uint8Array.of(BinaryValue ? BINARY : STRING));
    hash.update(counted(BinaryValue ?? Buffer.from(StringValue ?? '')));
  }
  return hash.digest('hex');
}

const STRING = 1;
const BINARY = 2;

function counted(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
