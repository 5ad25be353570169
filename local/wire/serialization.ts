import { AwsError } from '../aws-error.ts';
import type { PlainShape, Shape } from './shape.ts';

/** A request whose values can't be read as the types that AWS's model has. */
export function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

/** A text as the type that the model has: query strings and forms hold nothing but text. */
export function fromText(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case 'string':
      return text;
    case 'number':
      return numberOf(shape, text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw unreadable(text, 'a Boolean');
      return text === 'true';
    case 'timestamp':
      if (Number.isNaN(Date.parse(text))) throw unreadable(text, 'a Timestamp');
      return new Date(text);
    case 'blob':
      return fromBase64(text);
    default:
      throw unreadable(text, `a ${shape.kind}`);
  }
}

export function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw serializationError('a Blob is not valid base64');
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function numberOf({ limits }: PlainShape, text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const fits = limits?.integer ? Number.isInteger(number) : Number.isFinite(number);
  if (!fits) throw unreadable(text, limits?.integer ? 'an Integer' : 'a Double');
  return number;
}

function unreadable(text: string, wanted: string) {
  return serializationError(`'${text}' can not be converted to ${wanted}`);
}
