import { matches } from './glob.ts';
import type { Statement } from './statement.ts';

/**
 * What is known of a request, by condition key in lower case (IAM does not mind the case). `undefined`: AWS would not
 * have it either. A key that is not here at all is one that can't be known locally.
 */
export type ConditionKeys = Readonly<Record<string, string | undefined>>;

/**
 * Do all conditions of a statement hold? One with an operator or a key that is not known never does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionsHold(conditions: Statement['Condition'], keys: ConditionKeys): boolean {
  return Object.entries(conditions).every(([operator, tests]) =>
    Object.entries(tests).every(([key, expected]) => holds(operator, key.toLowerCase(), expected, keys)),
  );
}

function holds(operator: string, key: string, expected: readonly string[], keys: ConditionKeys): boolean {
  if (!Object.hasOwn(keys, key)) return false;
  const actual = keys[key];
  // All keys known here have one value, and on one value these two prefixes change nothing.
  const [, name = '', ifExists] = /^(?:ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return expected.some((each) => (each === 'true') === (actual === undefined));
  const test = OPERATORS[name];
  const negated = OPERATORS[name.replace('Not', '')];
  if (actual === undefined) return ifExists !== undefined || (name.includes('Not') && negated !== undefined);
  if (test) return expected.some((each) => test(each, actual));
  return name.includes('Not') && negated !== undefined && !expected.some((each) => negated(each, actual));
}

const OPERATORS: Readonly<Record<string, (expected: string, actual: string) => boolean>> = {
  StringEquals: (expected, actual) => expected === actual,
  StringEqualsIgnoreCase: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
  StringLike: (expected, actual) => matches(expected, actual),
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
};

/** Each of the six parts of an ARN is matched for itself. */
function arnMatches(expected: string, actual: string): boolean {
  const parts = (arn: string) => {
    const [arnWord, partition, service, region, account, ...rest] = arn.split(':');
    return [arnWord, partition, service, region, account, rest.join(':')].map((part) => part ?? '');
  };
  const given = parts(actual);
  return parts(expected).every((pattern, index) => matches(pattern, given[index] ?? ''));
}
