import type { Limits } from './limits.ts';
import type { Shape, StructureShape } from './shape.ts';

/** One way in which a request breaks AWS's model. */
export interface Violation {
  readonly kind: 'missing' | 'min-length' | 'max-length' | 'min-value' | 'max-value' | 'pattern' | 'enum';
  /** The member of the request that it is in, as the model names it. */
  readonly member: string;
  /** Where, as AWS writes it: `tags.1.member.key`. */
  readonly path: string;
  /** The value, or `undefined` when it is missing. */
  readonly value: unknown;
  /** `Member must not be null` */
  readonly rule: string;
  /** `Value null at 'name' failed to satisfy constraint: Member must not be null` */
  readonly text: string;
}

/** All ways in which a request, its types already read, breaks AWS's model: members, lengths, ranges, patterns, enums. */
export function violationsOf(input: StructureShape, value: object): readonly Violation[] {
  const found: Violation[] = [];
  for (const member of input.members) {
    const note = noteInto(found, member.name);
    const given = (value as Readonly<Record<string, unknown>>)[member.name];
    if (given !== undefined) check(member.shape, given, lowerFirst(member.name), note);
    else if (member.required) note('missing', lowerFirst(member.name), undefined, NOT_NULL, false);
  }
  return found;
}

/** `1 validation error detected: Value … failed to satisfy constraint: …`, the text of AWS's own front ends. */
export function validationText(violations: readonly Violation[]): string {
  const count = `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected`;
  return `${count}: ${violations.map(({ text }) => text).join('; ')}`;
}

type Note = (kind: Violation['kind'], path: string, value: unknown, rule: string, sensitive: boolean) => void;

function noteInto(found: Violation[], member: string): Note {
  return (kind, path, value, rule, sensitive) => {
    const shown = sensitive ? 'Value' : `Value ${print(value)}`;
    const text = `${shown} at '${path}' failed to satisfy constraint: ${rule}`;
    found.push({ kind, member, path, value, rule, text });
  };
}

function check(shape: Shape, value: unknown, path: string, note: Note): void {
  if (value === null) {
    note('missing', path, undefined, NOT_NULL, false);
    return;
  }
  if (shape.limits) checkLimits(shape, shape.limits, value, path, note);
  if (shape.kind === 'structure') {
    const record = value as Readonly<Record<string, unknown>>;
    for (const member of shape.members) {
      const given = record[member.name];
      const where = `${path}.${lowerFirst(member.name)}`;
      if (given !== undefined) check(member.shape, given, where, note);
      else if (member.required) note('missing', where, undefined, NOT_NULL, false);
    }
  } else if (shape.kind === 'list') {
    for (const [index, element] of (value as readonly unknown[]).entries()) {
      check(shape.element, element, `${path}.${index + 1}.member`, note);
    }
  } else if (shape.kind === 'map') {
    for (const [key, element] of Object.entries(value as object)) {
      check(shape.key, key, `${path}.key`, note);
      check(shape.value, element, `${path}.${key}.member`, note);
    }
  }
}

function checkLimits(shape: Shape, limits: Limits, value: unknown, path: string, note: Note): void {
  const { min, max, pattern, enum: values } = limits;
  const broken = (kind: Violation['kind'], rule: string) =>
    note(kind, path, value, `Member must ${rule}`, shape.sensitive);
  const [size, what] = shape.kind === 'number' ? [Number(value), 'value'] : [sizeOf(value), 'length'];
  const sized = shape.kind === 'number' ? ({ min: 'min-value', max: 'max-value' } as const) : LENGTHS;
  if (max !== undefined && size > max) broken(sized.max, `have ${what} less than or equal to ${max}`);
  if (min !== undefined && size < min) broken(sized.min, `have ${what} greater than or equal to ${min}`);
  if (typeof value !== 'string') return;
  if (pattern && !pattern.matches.test(value)) {
    broken('pattern', `satisfy regular expression pattern: ${pattern.text}`);
  }
  if (values && !values.has(value)) broken('enum', `satisfy enum value set: [${[...values].join(', ')}]`);
}

const NOT_NULL = 'Member must not be null';

const LENGTHS = { min: 'min-length', max: 'max-length' } as const;

/** Characters (code points) of a text, elements of a list, entries of a map, bytes of a blob. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return /[\ud800-\udfff]/.test(value) ? [...value].length : value.length;
  if (Array.isArray(value)) return value.length;
  return value instanceof Uint8Array ? value.byteLength : Object.keys(Object(value)).length;
}

/** As Java prints it. */
function print(value: unknown): string {
  return value === undefined ? 'null' : `'${plain(value)}'`;
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}=${plain(each)}`)
    .join(', ')}}`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
