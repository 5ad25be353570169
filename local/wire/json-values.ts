import { fromBase64, serializationError } from './serialization.ts';
import type { Shape, StructureShape } from './shape.ts';

/**
 * Reads a JSON document as a structure of AWS's model: blobs become Uint8Array, timestamps Date. Members that the
 * model doesn't know are passed over and nulls are absent, as on AWS.
 *
 * @throws AwsError `SerializationException` for malformed JSON and for values of another type
 */
export function parseStructure(shape: StructureShape, text: string): object {
  return Object(fromJson(shape, text.trim() === '' ? {} : parseJson(text)));
}

/** A value of AWS's model as JSON holds it: timestamps as seconds since 1970, blobs in base64. */
export function toJson(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'timestamp':
      return value instanceof Date ? value.getTime() / 1000 : value;
    case 'blob':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
    case 'list':
      return (value as readonly unknown[]).map((each) => toJson(shape.element, each));
    case 'map':
      return Object.fromEntries(
        Object.entries(Object(value)).map(([key, each]) => [key, toJson(shape.value, each)]),
      );
    case 'structure': {
      const given = value as Readonly<Record<string, unknown>>;
      const json: Record<string, unknown> = {};
      for (const { name, shape: inner } of shape.members) {
        const each = given[name];
        if (each !== undefined && each !== null) json[name] = toJson(inner, each);
      }
      return json;
    }
    default:
      return value;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw serializationError('the request body is not valid JSON');
  }
}

function fromJson(shape: Shape, json: unknown): unknown {
  switch (shape.kind) {
    case 'string':
      if (typeof json !== 'string') throw mismatch(json, 'a String');
      return json;
    case 'boolean':
      if (typeof json !== 'boolean') throw mismatch(json, 'a Boolean');
      return json;
    case 'number':
      if (typeof json !== 'number') throw mismatch(json, shape.limits?.integer ? 'an Integer' : 'a Double');
      if (shape.limits?.integer && !Number.isInteger(json)) throw mismatch(json, 'an Integer');
      return json;
    case 'blob':
      if (typeof json !== 'string') throw mismatch(json, 'a Blob');
      return fromBase64(json);
    case 'timestamp':
      return dateOf(json);
    case 'document':
      return json;
    case 'list':
      if (!Array.isArray(json)) throw mismatch(json, 'a List');
      // A null stays: validation tells that the element must not be null.
      return json.map((each) => (each === null ? null : fromJson(shape.element, each)));
    case 'map':
      return Object.fromEntries(
        entriesOf(json, 'a Map')
          .filter(([, each]) => each !== null)
          .map(([key, each]) => [key, fromJson(shape.value, each)]),
      );
    case 'structure': {
      const value: Record<string, unknown> = {};
      for (const [name, each] of entriesOf(json, 'a Structure')) {
        const member = shape.byName.get(name);
        if (member && each !== null) value[name] = fromJson(member.shape, each);
      }
      return value;
    }
  }
}

function entriesOf(json: unknown, wanted: string): readonly (readonly [string, unknown])[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw mismatch(json, wanted);
  return Object.entries(json);
}

function dateOf(json: unknown): Date {
  const date =
    typeof json === 'number' ? new Date(json * 1000) : new Date(typeof json === 'string' ? json : NaN);
  if (Number.isNaN(date.getTime())) throw mismatch(json, 'a Timestamp');
  return date;
}

/** `NUMBER_VALUE can not be converted to a String`, as AWS's JSON front ends put it. */
function mismatch(json: unknown, wanted: string) {
  const given = json === null || typeof json !== 'object' ? `${kindOf(json)}_VALUE` : kindOf(json);
  return serializationError(`${given} can not be converted to ${wanted}`);
}

function kindOf(json: unknown): string {
  if (json === null) return 'NULL';
  if (Array.isArray(json)) return 'START_ARRAY';
  if (typeof json === 'boolean') return json ? 'TRUE' : 'FALSE';
  return typeof json === 'object' ? 'START_OBJECT' : (typeof json).toUpperCase();
}
