import { cidrTest } from './cidr.ts';
import type { Scalar } from './event-fields.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { numericTest } from './numeric.ts';
import { wildcardTest } from './wildcard.ts';

export { InvalidPattern };

/** What a field may be. `absent` is the only one that holds where there is no value. */
export type Condition =
  | { readonly kind: 'value'; readonly test: (value: Scalar) => boolean }
  | { readonly kind: 'absent' };

/** Reads one element of a field's list. @throws InvalidPattern. */
export function parseCondition(element: unknown): Condition {
  if (Array.isArray(element)) throw new InvalidPattern('Arrays are not allowed in a list of values');
  if (typeof element !== 'object' || element === null) return valueTest((value) => value === element);
  const [type, operand] = onlyEntry(element);
  if (type === 'exists') {
    if (typeof operand !== 'boolean')
      throw new InvalidPattern('exists match pattern must be either true or false');
    return operand ? valueTest(() => true) : { kind: 'absent' };
  }
  if (type === 'anything-but') return valueTest(anythingBut(operand));
  if (type === 'numeric') return valueTest(numericTest(operand));
  if (type === 'cidr') return valueTest(cidrTest(operand));
  return valueTest(textTest(type, operand));
}

/** Is it a word that only conditions use? */
export const isMatchType = (name: string): boolean => MATCH_TYPES.has(name);

const MATCH_TYPES = new Set([
  'exists',
  'anything-but',
  'numeric',
  'cidr',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
]);

type Test = (value: Scalar) => boolean;

const valueTest = (test: Test): Condition => ({ kind: 'value', test });

/** Excludes values, or texts of a kind. What is no text has no prefix, so it is not excluded by one. */
function anythingBut(operand: unknown): Test {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [type, texts] = onlyEntry(operand);
    const tests = listOf(texts).map((text) => textTest(type, text));
    return (value) => !tests.some((test) => test(value));
  }
  const excluded = listOf(operand);
  const types = new Set(excluded.map((each) => typeof each));
  if (![...types].every((type) => type === 'string' || type === 'number')) {
    throw new InvalidPattern('Inside anything but list, only strings and numbers are supported');
  }
  if (types.size > 1) {
    throw new InvalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  return (value) => !excluded.includes(value);
}

function textTest(type: string, operand: unknown): Test {
  if (type === 'prefix' || type === 'suffix') return affixTest(type, operand);
  if (type !== 'equals-ignore-case' && type !== 'wildcard') {
    throw new InvalidPattern(`Unrecognized match type ${type}`);
  }
  const text = textOf(type, operand);
  if (type === 'wildcard') return ofText(wildcardTest(text));
  return ofText((value) => lower(value) === lower(text));
}

function affixTest(type: 'prefix' | 'suffix', operand: unknown): Test {
  const has = (value: string, affix: string) =>
    type === 'prefix' ? value.startsWith(affix) : value.endsWith(affix);
  if (typeof operand !== 'object' || operand === null) {
    const affix = textOf(type, operand);
    return ofText((value) => has(value, affix));
  }
  const [inner, text] = onlyEntry(operand);
  if (inner !== 'equals-ignore-case') throw new InvalidPattern(`Unsupported ${type} pattern: ${inner}`);
  const affix = lower(textOf(inner, text));
  return ofText((value) => has(lower(value), affix));
}

const ofText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value);

const lower = (text: string): string => text.toLowerCase();

function textOf(type: string, operand: unknown): string {
  if (typeof operand !== 'string') throw new InvalidPattern(`${type} match pattern must be a string`);
  return operand;
}

function listOf(operand: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  return list;
}

function onlyEntry(expression: object): readonly [string, unknown] {
  const [entry, ...others] = Object.entries(expression);
  if (!entry) throw new InvalidPattern('Empty objects are not allowed');
  if (others.length > 0) throw new InvalidPattern('Only one key allowed in match expression');
  return entry;
}
