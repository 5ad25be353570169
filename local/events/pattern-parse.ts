import { type Condition, InvalidPattern, isMatchType, parseCondition } from './pattern-condition.ts';

export { InvalidPattern };

/** What one field must hold: any of the conditions. */
export interface FieldTest {
  readonly path: string;
  readonly conditions: readonly Condition[];
}

/** Field tests that must all hold, in the order of their paths. */
export type Conjunction = readonly FieldTest[];

/** A pattern as alternatives: `$or` is multiplied out. @throws InvalidPattern. */
export function parsePattern(text: string): readonly Conjunction[] {
  const alternatives = alternativesOf(parseJson(text), '', '');
  return alternatives.map((alternative) =>
    [...alternative.values()].sort((one, other) => (one.path < other.path ? -1 : 1)),
  );
}

type Tests = ReadonlyMap<string, FieldTest>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidPattern('Filter is not valid JSON');
    throw error;
  }
}

function alternativesOf(value: unknown, path: string, name: string): readonly Tests[] {
  if (!isObject(value)) {
    throw new InvalidPattern(path ? `"${name}" must be an object or an array` : 'Filter is not an object');
  }
  const entries = Object.entries(value);
  if (entries.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  return entries.reduce<readonly Tests[]>(
    (all, [key, inner]) => multiplied(all, alternativesOfField(key, inner, path)),
    [new Map()],
  );
}

function alternativesOfField(name: string, value: unknown, parent: string): readonly Tests[] {
  if (name === '$or' && isOr(value)) return value.flatMap((branch) => alternativesOf(branch, parent, name));
  const path = parent === '' ? name : `${parent}.${name}`;
  if (!Array.isArray(value)) return alternativesOf(value, path, name);
  if (value.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  return [new Map([[path, { path, conditions: value.map(parseCondition) }]])];
}

/** As in AWS's matcher, `$or` over anything else is a field of that name. */
function isOr(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((each) => isObject(each) && !Object.keys(each).some(isMatchType))
  );
}

function multiplied(some: readonly Tests[], others: readonly Tests[]): readonly Tests[] {
  if (some.length * others.length > MOST_ALTERNATIVES) {
    throw new InvalidPattern(`$or makes more than ${MOST_ALTERNATIVES} combinations`);
  }
  return some.flatMap((one) => others.map((other) => joined(one, other)));
}

function joined(some: Tests, others: Tests): Tests {
  const twice = [...others.keys()].find((path) => some.has(path));
  if (twice !== undefined) throw new InvalidPattern(`"${twice}" stands both inside and outside of $or`);
  return new Map([...some, ...others]);
}

/** EventBridge User Guide: "an event pattern can have at most 1,000 combinations of $or". */
const MOST_ALTERNATIVES = 1000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
