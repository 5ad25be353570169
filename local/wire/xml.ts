import type { Member, Shape, StructureShape } from './shape.ts';

/** The members of a structure as XML elements, the way awsQuery answers them. */
export function membersToXml(shape: StructureShape, value: object): string {
  const given = value as Readonly<Record<string, unknown>>;
  return shape.members
    .filter(({ name }) => given[name] !== undefined && given[name] !== null)
    .map((member) => memberToXml(member, given[member.name]))
    .join('');
}

export function element(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}

/** Text inside an element. Characters that XML 1.0 can't hold at all become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

function memberToXml({ tag, shape, flattened }: Member, value: unknown): string {
  const parts = partsOf(shape, value);
  if (!parts) return element(tag, content(shape, value));
  return flattened
    ? parts.map(({ inner }) => element(tag, inner)).join('')
    : element(tag, parts.map((part) => element(part.tag, part.inner)).join(''));
}

/** The elements of a list or the entries of a map; `undefined` for any other type. */
function partsOf(shape: Shape, value: unknown): { tag: string; inner: string }[] | undefined {
  if (shape.kind === 'list') {
    return (value as readonly unknown[]).map((each) => ({
      tag: shape.elementTag,
      inner: content(shape.element, each),
    }));
  }
  if (shape.kind !== 'map') return undefined;
  return Object.entries(Object(value)).map(([key, each]) => ({
    tag: 'entry',
    inner: element(shape.keyTag, escapeXml(key)) + element(shape.valueTag, content(shape.value, each)),
  }));
}

function content(shape: Shape, value: unknown): string {
  if (shape.kind === 'structure') return membersToXml(shape, Object(value));
  const parts = partsOf(shape, value);
  if (parts) return parts.map(({ tag, inner }) => element(tag, inner)).join('');
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  return escapeXml(value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value));
}
