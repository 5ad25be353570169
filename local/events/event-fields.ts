/** A value in an event that is neither object nor array. */
export type Scalar = string | number | boolean | null;

/** Which element of each array on its way a value is from. */
export type Places = ReadonlyMap<string, number>;

export interface Field {
  readonly value: Scalar;
  readonly places: Places;
}

/**
 * All scalars of an event, by the names on their way joined with dots; arrays add no name. Read once an event, however
 * many patterns ask: nobody changes an event.
 */
export function fieldsOf(event: unknown): ReadonlyMap<string, readonly Field[]> {
  if (typeof event !== 'object' || event === null) return readFields(event);
  const fields = known.get(event) ?? readFields(event);
  known.set(event, fields);
  return fields;
}

const known = new WeakMap<object, ReadonlyMap<string, readonly Field[]>>();

function readFields(event: unknown): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  collect(event, '', new Map(), 0);
  return fields;

  function collect(value: unknown, path: string, places: Places, depth: number): void {
    if (Array.isArray(value)) {
      value.forEach((element: unknown, index) => {
        const isNested = typeof element === 'object' && element !== null;
        const inside = isNested ? new Map([...places, [`${path}#${depth}`, index]]) : places;
        collect(element, path, inside, depth + 1);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) {
        const inner = (value as Readonly<Record<string, unknown>>)[name];
        collect(inner, path === '' ? name : `${path}.${name}`, places, depth);
      }
    } else if (isScalar(value)) {
      const others = fields.get(path);
      if (others) others.push({ value, places });
      else fields.set(path, [{ value, places }]);
    }
  }
}

/** Both ways joined; `undefined` when they go through different elements of one array. */
export function together(some: Places, others: Places): Places | undefined {
  for (const [array, index] of others) {
    if ((some.get(array) ?? index) !== index) return undefined;
  }
  return others.size === 0 ? some : new Map([...some, ...others]);
}

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
