import type { Scalar } from './event-fields.ts';
import { InvalidPattern } from './invalid-pattern.ts';

/**
 * Reads `["=", 5]`, `["<", 10]`, or a range as `[">", 0, "<=", 5]`.
 *
 * @throws InvalidPattern, also for numbers beyond ±5,000,000,000.
 */
export function numericTest(operand: unknown): (value: Scalar) => boolean {
  if (!Array.isArray(operand)) throw new InvalidPattern('Value of numeric must be an array.');
  const terms: readonly unknown[] = operand;
  const [operator, bound, upperOperator, upperBound] = terms;
  const first = comparison(operator, bound);
  if (terms.length === 2) return ofNumber(first);
  const isRange = terms.length === 4 && isOneOf(operator, ['>', '>=']) && isOneOf(upperOperator, ['<', '<=']);
  if (!isRange) throw new InvalidPattern('Too many terms in numeric range expression');
  const second = comparison(upperOperator, upperBound);
  if (Number(bound) >= Number(upperBound)) throw new InvalidPattern('Bottom must be less than top');
  return ofNumber((value) => first(value) && second(value));
}

const LARGEST = 5_000_000_000;

function comparison(operator: unknown, bound: unknown): (value: number) => boolean {
  if (typeof bound !== 'number') throw new InvalidPattern('Value of a numeric comparison must be a number');
  if (Math.abs(bound) > LARGEST) {
    throw new InvalidPattern(`Value must be between ${-LARGEST} and ${LARGEST}, inclusive`);
  }
  switch (operator) {
    case '=':
      return (value) => value === bound;
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    case '>':
      return (value) => value > bound;
    case '>=':
      return (value) => value >= bound;
    default:
      throw new InvalidPattern(`Unrecognized numeric range operator: ${String(operator)}`);
  }
}

const isOneOf = (operator: unknown, operators: readonly unknown[]): boolean => operators.includes(operator);

const ofNumber =
  (test: (value: number) => boolean) =>
  (value: Scalar): boolean =>
    typeof value === 'number' && Math.abs(value) <= LARGEST && test(value);
