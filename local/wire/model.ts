import { NormalizedSchema } from '@smithy/core/schema';
import type { Service } from '../service.ts';
import { type StructureShape, structureOf } from './shape.ts';

/** AWS's model of one service. */
export interface Model {
  /** Such as `com.amazonaws.ram`. */
  readonly namespace: string;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** By shape name, and by the code of the query protocol where that is another. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

export interface OperationModel {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly input: StructureShape;
  readonly output: StructureShape;
}

export interface ErrorModel {
  readonly name: string;
  readonly status: number;
  /** Code of the query protocol, where the model has one. */
  readonly queryCode?: string;
  readonly shape: StructureShape;
}

/** Reads the schemas that an SDK client package exports. Read once a package, however many clouds are made. */
export function modelOf(service: Pick<Service, 'name' | 'model'>): Model {
  const known = models.get(service.model);
  if (known) return known;
  const model = readModel(service);
  models.set(service.model, model);
  return model;
}

const models = new WeakMap<object, Model>();

// Kinds of schema, in the first place of their tuples (@smithy/types, StaticSchemaId).
const OPERATION = 9;
const ERROR = -3;

function readModel({ name, model }: Pick<Service, 'name' | 'model'>): Model {
  const known = new Map<unknown, StructureShape>();
  const schemas = Object.values(model).filter(isTuple);
  const operations = schemas
    .filter(([kind]) => kind === OPERATION)
    .map((schema) => operationModel(name, schema, known));
  const errors = schemas
    .filter(([kind, namespace]) => kind === ERROR && !String(namespace).startsWith('smithy.'))
    .map((schema) => errorModel(name, schema, known));
  if (operations.length === 0) throw new Error(`${name}: the model holds no operation schemas`);
  return {
    namespace: String(schemas.find(([kind]) => kind === OPERATION)?.[1]),
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    errors: new Map([
      ...errors.flatMap((error) => (error.queryCode ? [[error.queryCode, error] as const] : [])),
      ...errors.map((error) => [error.name, error] as const),
    ]),
  };
}

function operationModel(
  service: string,
  [, , name, traits, input, output]: readonly unknown[],
  known: Map<unknown, StructureShape>,
): OperationModel {
  // A trait set is an object or a bit vector; `http` is in objects only.
  const { http } = Object(traits) as { http?: readonly [string, string, number] };
  const [method, path, status] = http ?? ['POST', '/', 200];
  return {
    name: String(name),
    method,
    path,
    status,
    get input() {
      return structureOf(service, normalized(input), known);
    },
    get output() {
      return structureOf(service, normalized(output), known);
    },
  };
}

interface ErrorTraits {
  readonly error?: 'client' | 'server';
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

function errorModel(
  service: string,
  schema: readonly unknown[],
  known: Map<unknown, StructureShape>,
): ErrorModel {
  const shape = normalized(schema);
  // The SDK types these traits no closer than `unknown`.
  const traits = shape.getMergedTraits() as ErrorTraits;
  return {
    name: String(schema[2]),
    status: traits.httpError ?? (traits.error === 'server' ? 500 : 400),
    ...(traits.awsQueryError && { queryCode: traits.awsQueryError[0] }),
    shape: structureOf(service, shape, known),
  };
}

/** The tuples are typed only inside the SDK; NormalizedSchema reads them all, and those that refer by a function. */
function normalized(schema: unknown): NormalizedSchema {
  return NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
}

function isTuple(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && typeof value[0] === 'number';
}
