import type { Shape } from './shape.ts';

/**
 * Where an answer of a simulated service breaks AWS's model, each as `path: what is wrong`; none when it fits.
 * Stricter than AWS's own serializers, which drop what they don't know: here that is a misspelt member.
 */
export function breachesOf(shape: Shape, value: unknown, path = ''): readonly string[] {
  const found: string[] = [];
  check(shape, value, path, found);
  return found;
}

function check(shape: Shape, value: unknown, path: string, found: string[]): void {
  if (!hasType(shape, value)) {
    found.push(
      `${path || 'answer'}: ${describe(value)} is not a ${shape.limits?.integer ? 'whole number' : shape.kind}`,
    );
    return;
  }
  if (shape.limits?.enum && !shape.limits.enum.has(String(value))) {
    found.push(`${path}: '${value}' is none of ${[...shape.limits.enum].join(', ')}`);
  }
  // hasType has seen to it that objects are objects and lists are lists.
  if (shape.kind === 'structure') {
    const record = value as Readonly<Record<string, unknown>>;
    for (const member of shape.members) {
      const given = record[member.name];
      if (given !== undefined && given !== null) check(member.shape, given, join(path, member.name), found);
      else if (member.required) found.push(`${join(path, member.name)}: required, and missing`);
    }
    for (const name of Object.keys(record)) {
      if (!shape.byName.has(name)) found.push(`${join(path, name)}: not a member of ${shape.name}`);
    }
  } else if (shape.kind === 'list') {
    (value as readonly unknown[]).forEach((each, index) => {
      check(shape.element, each, `${path}[${index}]`, found);
    });
  } else if (shape.kind === 'map') {
    for (const [key, each] of Object.entries(value as object)) {
      check(shape.key, key, `${path} key '${key}'`, found);
      check(shape.value, each, join(path, key), found);
    }
  }
}

function hasType(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'string':
    case 'boolean':
      return typeof value === shape.kind;
    case 'number':
      return shape.limits?.integer ? Number.isInteger(value) : Number.isFinite(value);
    case 'blob':
      return value instanceof Uint8Array;
    case 'timestamp':
      return value instanceof Date && !Number.isNaN(value.getTime());
    case 'list':
      return Array.isArray(value);
    case 'map':
    case 'structure':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'document':
      return value !== undefined;
  }
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : `a ${value instanceof Date ? 'date' : typeof value}`;
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
