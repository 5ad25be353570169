import type { NormalizedSchema } from '@smithy/core/schema';
import { type Limits, limitsOf } from './limits.ts';

/** A type of AWS's model with everything that reading, checking and writing a value needs, worked out once. */
export type Shape = PlainShape | ListShape | MapShape | StructureShape;

interface Common {
  readonly limits?: Limits | undefined;
  /** Kept out of error messages and of CloudTrail. */
  readonly sensitive: boolean;
}

export interface PlainShape extends Common {
  readonly kind: 'string' | 'number' | 'boolean' | 'blob' | 'timestamp' | 'document';
}

export interface ListShape extends Common {
  readonly kind: 'list';
  readonly element: Shape;
  /** Tag of an element in awsQuery, `member` unless the model says otherwise. */
  readonly elementTag: string;
}

export interface MapShape extends Common {
  readonly kind: 'map';
  readonly key: Shape;
  readonly value: Shape;
  readonly keyTag: string;
  readonly valueTag: string;
}

export interface StructureShape extends Common {
  readonly kind: 'structure';
  readonly name: string;
  /** Worked out at first use: structures may hold themselves. */
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** Name in awsQuery and its XML. */
  readonly tag: string;
  /** Elements stand in the parent itself in awsQuery and its XML. */
  readonly flattened: boolean;
  /** Name of the query string parameter that carries it (restJson1). */
  readonly query?: string;
}

/** The structure of an operation's input or output, or of an error. A service's shapes are shared through `known`. */
export function structureOf(
  service: string,
  schema: NormalizedSchema,
  known: Map<unknown, StructureShape>,
): StructureShape {
  const found = known.get(schema.getSchema());
  if (found) return found;
  const name = schema.getName() ?? 'Unit';
  let members: readonly Member[] | undefined;
  let byName: ReadonlyMap<string, Member> | undefined;
  const shape: StructureShape = {
    kind: 'structure',
    name,
    sensitive: false,
    get members() {
      members ??= membersOf(service, name, schema, known);
      return members;
    },
    get byName() {
      byName ??= new Map(this.members.map((member) => [member.name, member]));
      return byName;
    },
  };
  known.set(schema.getSchema(), shape);
  return shape;
}

function membersOf(
  service: string,
  structure: string,
  schema: NormalizedSchema,
  known: Map<unknown, StructureShape>,
): Member[] {
  if (schema.isUnitSchema()) return [];
  const requiredCount = requiredMembers(schema);
  return [...schema.structIterator()].map(([name, member], index) => {
    const { xmlName, xmlFlattened, httpQuery, ...traits } = member.getMemberTraits();
    refuseOtherBindings(`${structure}.${name}`, traits);
    return {
      name,
      shape: shapeOf(service, member, limitsOf(service, structure, name), known),
      required: index < requiredCount,
      tag: xmlName ?? name,
      flattened: Boolean(xmlFlattened),
      ...(httpQuery !== undefined && { query: httpQuery }),
    };
  });
}

function shapeOf(
  service: string,
  schema: NormalizedSchema,
  limits: Limits | undefined,
  known: Map<unknown, StructureShape>,
): Shape {
  const common = { limits, sensitive: Boolean(schema.getMergedTraits().sensitive) };
  if (schema.isStructSchema()) return structureOf(service, schema, known);
  if (schema.isListSchema()) {
    const element = schema.getValueSchema();
    return {
      kind: 'list',
      ...common,
      element: shapeOf(service, element, limits?.member, known),
      elementTag: element.getMergedTraits().xmlName ?? 'member',
    };
  }
  if (schema.isMapSchema()) {
    const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
    return {
      kind: 'map',
      ...common,
      key: shapeOf(service, key, limits?.key, known),
      value: shapeOf(service, value, limits?.value, known),
      keyTag: key.getMergedTraits().xmlName ?? 'key',
      valueTag: value.getMergedTraits().xmlName ?? 'value',
    };
  }
  return { kind: plainKind(schema), ...common };
}

function plainKind(schema: NormalizedSchema): PlainShape['kind'] {
  if (schema.isStringSchema()) return 'string';
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isNumericSchema()) return 'number';
  if (schema.isBlobSchema()) return 'blob';
  if (schema.isTimestampSchema()) return 'timestamp';
  if (schema.isDocumentSchema()) return 'document';
  throw new Error(`${schema.getName(true)} has a type that is not served here`);
}

/** The schemas put required members first and count them in the seventh place of the structure's tuple. */
function requiredMembers(schema: NormalizedSchema): number {
  const tuple: unknown = schema.getSchema();
  return Array.isArray(tuple) && typeof tuple[6] === 'number' ? tuple[6] : 0;
}

/** Of the HTTP bindings the services served here use query strings alone: better no answer than a wrong one. */
function refuseOtherBindings(member: string, traits: object): void {
  const other = Object.keys(traits).find((trait) => trait.startsWith('http') || trait === 'jsonName');
  if (other) throw new Error(`${member} is bound by ${other}, which is not served here`);
}
