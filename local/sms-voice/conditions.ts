import type { Condition } from './policy-document.ts';

/** What IAM knows of a request, by lower-case condition key. A key that is not there was not sent. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/**
 * Does the condition hold? `undefined`: its operator is not one that is simulated, so nobody can say.
 * A missing key fails a positive operator and passes a negated one, as IAM has it.
 */
export function conditionHolds(
  { operator, key, values }: Condition,
  context: RequestContext,
): boolean | undefined {
  const { set, name, ifExists } = readOperator(operator);
  const actual = context.get(key.toLowerCase());
  if (name === 'Null') return values.some((value) => (value === 'true') === (actual === undefined));

  const test = TESTS[name];
  if (!test) return undefined;
  if (actual === undefined) return ifExists || test.negated || set === 'ForAllValues';
  const fits = (one: string) => values.some((value) => test.equal(one, value)) !== test.negated;
  return set === 'ForAnyValue' ? actual.some(fits) : actual.every(fits);
}

/** Does the text fit a pattern of IAM: `*` for any characters, `?` for one? */
export function matchesPattern(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

interface Test {
  readonly equal: (actual: string, value: string) => boolean;
  readonly negated: boolean;
}

const exactly = (a: string, b: string): boolean => a === b;
const ignoringCase = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: { equal: exactly, negated: false },
  StringNotEquals: { equal: exactly, negated: true },
  StringEqualsIgnoreCase: { equal: ignoringCase, negated: false },
  StringNotEqualsIgnoreCase: { equal: ignoringCase, negated: true },
  StringLike: { equal: matchesPattern, negated: false },
  StringNotLike: { equal: matchesPattern, negated: true },
  ArnEquals: { equal: matchesPattern, negated: false },
  ArnNotEquals: { equal: matchesPattern, negated: true },
  ArnLike: { equal: matchesPattern, negated: false },
  ArnNotLike: { equal: matchesPattern, negated: true },
};

/** `ForAnyValue:StringLikeIfExists` in its parts. */
function readOperator(operator: string) {
  const [first = '', second] = operator.split(':');
  const word = second ?? first;
  const ifExists = word.endsWith('IfExists');
  return { set: second && first, name: ifExists ? word.slice(0, -'IfExists'.length) : word, ifExists };
}
