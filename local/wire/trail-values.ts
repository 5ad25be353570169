import type { Shape } from './shape.ts';

/** Members as they are on the wire, or with their first letter in lower case. */
export type Spelling = 'wire' | 'lowerCamel';

/** A value of AWS's model as CloudTrail records it: times as text, sensitive members masked. */
export function toTrail(shape: Shape, value: unknown, spelling: Spelling): unknown {
  if (shape.sensitive) return 'HIDDEN_DUE_TO_SECURITY_REASONS';
  switch (shape.kind) {
    case 'timestamp':
      return value instanceof Date ? FORMAT.format(value) : value;
    case 'blob':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
    case 'list':
      return (value as readonly unknown[]).map((each) =>
        each === null ? null : toTrail(shape.element, each, spelling),
      );
    case 'map':
      return Object.fromEntries(
        Object.entries(Object(value)).map(([key, each]) => [key, toTrail(shape.value, each, spelling)]),
      );
    case 'structure': {
      const given = value as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        shape.members
          .filter(({ name }) => given[name] !== undefined && given[name] !== null)
          .map(({ name, shape: inner }) => [spell(name, spelling), toTrail(inner, given[name], spelling)]),
      );
    }
    default:
      return value;
  }
}

/** `Oct 2, 2026, 10:39:11 PM`: how CloudTrail prints the times of many services. */
const FORMAT = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  dateStyle: 'medium',
  timeStyle: 'medium',
});

function spell(name: string, spelling: Spelling): string {
  return spelling === 'wire' ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
