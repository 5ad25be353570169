import file from './constraints.json' with { type: 'json' };

/** What AWS's model asks of a value beyond its type. Bounds are of length for text and lists, of value for numbers. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: { readonly text: string; readonly matches: RegExp };
  readonly enum?: ReadonlySet<string>;
  readonly integer?: boolean;
  /** Of each element of a list. */
  readonly member?: Limits;
  /** Of each key and value of a map. */
  readonly key?: Limits;
  readonly value?: Limits;
}

/** What constrains one member of a structure, or `undefined` when nothing is known to. Source: constraints.json. */
export function limitsOf(service: string, structure: string, member: string): Limits | undefined {
  const shape = services[service]?.members[`${structure}.${member}`];
  return shape === undefined ? undefined : limitsOfShape(service, shape);
}

interface ShapeFacts {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly integer?: boolean;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
}

interface ServiceFacts {
  readonly shapes: Readonly<Record<string, ShapeFacts>>;
  readonly members: Readonly<Record<string, string>>;
}

// The type that TypeScript reads out of the file is one literal of 1,900 lines; this is its shape.
const services = file.services as Readonly<Record<string, ServiceFacts>>;
const known = new Map<string, Limits>();

function limitsOfShape(service: string, shape: string): Limits | undefined {
  const facts = services[service]?.shapes[shape];
  if (!facts) return undefined;
  const id = `${service}.${shape}`;
  const limits = known.get(id) ?? compile(service, facts);
  known.set(id, limits);
  return limits;
}

function compile(
  service: string,
  { pattern, enum: values, member, key, value, ...plain }: ShapeFacts,
): Limits {
  const parts = {
    member: member && limitsOfShape(service, member),
    key: key && limitsOfShape(service, key),
    value: value && limitsOfShape(service, value),
  };
  return {
    ...plain,
    ...(pattern !== undefined && { pattern: { text: pattern, matches: wholeMatch(pattern) } }),
    ...(values && { enum: new Set(values) }),
    ...Object.fromEntries(Object.entries(parts).filter(([, limits]) => limits)),
  };
}

/** AWS matches the whole value, as Java's `matches` does. Some patterns hold escapes that JavaScript's `u` mode refuses. */
function wholeMatch(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return new RegExp(`^(?:${pattern})$`);
  }
}
