import { fromText, serializationError } from './serialization.ts';
import type { Shape, StructureShape } from './shape.ts';

/**
 * Reads the parameters of an awsQuery request (`Tags.member.1.Key=…`) as a structure of AWS's model.
 * Parameters that the model doesn't know are passed over.
 *
 * @throws AwsError `SerializationException` for a value of another type
 */
export function parseForm(shape: StructureShape, parameters: URLSearchParams): object {
  const root = branch();
  for (const [name, text] of parameters) place(root, name, text);
  return readStructure(shape, root);
}

/** Parameters by the parts of their names: `Tags` -> `member` -> `1` -> `Key` -> its text. */
interface Branch {
  text?: string;
  readonly children: Map<string, Branch>;
}

function branch(): Branch {
  return { children: new Map() };
}

function place(root: Branch, name: string, text: string): void {
  let at = root;
  for (const part of name.split('.')) {
    const next = at.children.get(part) ?? branch();
    at.children.set(part, next);
    at = next;
  }
  at.text = text;
}

function readStructure(shape: StructureShape, from: Branch): object {
  const value: Record<string, unknown> = {};
  for (const member of shape.members) {
    const given = from.children.get(member.tag);
    if (given) value[member.name] = read(member.shape, given, member.flattened);
  }
  return value;
}

function read(shape: Shape, from: Branch, flattened = false): unknown {
  if (shape.kind === 'structure') return readStructure(shape, from);
  if (shape.kind === 'list') {
    return numbered(flattened ? from : from.children.get(shape.elementTag)).map((each) =>
      read(shape.element, each),
    );
  }
  if (shape.kind === 'map') {
    const entries = numbered(flattened ? from : from.children.get('entry'));
    return Object.fromEntries(
      entries.map(({ children }) => [
        textIn(children.get(shape.keyTag)),
        read(shape.value, children.get(shape.valueTag) ?? branch()),
      ]),
    );
  }
  return fromText(shape, textIn(from));
}

/** What stands under 1, 2, 3 …, in that order. */
function numbered(from: Branch | undefined): Branch[] {
  return [...(from?.children ?? [])]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, each]) => each);
}

function textIn(from: Branch | undefined): string {
  if (from?.text === undefined) throw serializationError('Unexpected list or structure, expected a value');
  return from.text;
}
