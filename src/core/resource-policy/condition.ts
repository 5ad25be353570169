import { isObject, type Json } from './json.ts';
import { covers } from './pattern.ts';

/** One operator on one key of a statement's `Condition`; all of a statement's must hold. */
export interface Condition {
  /** As written: `ForAnyValue:StringLike`. */
  readonly operator: string;
  /** As written: `aws:PrincipalOrgPaths`. */
  readonly key: string;
  /** Any of these, as texts. */
  readonly values: readonly string[];
  /** How it compares texts. Absent: it compares something else, or nothing here knows how. */
  readonly test?: 'exact' | 'any-case' | 'pattern' | 'arn' | undefined;
  readonly isNegated: boolean;
  /** It also holds for requests without the key. */
  readonly isIfExists: boolean;
  readonly set?: 'any' | 'all' | undefined;
}

/** The key in the one spelling that its users compare with. */
export const keyOf = ({ key }: Condition): string => key.toLowerCase();

/** @returns `undefined`: no form that a Condition may have. */
export function readConditions(json: Json | undefined): readonly Condition[] | undefined {
  if (json === undefined) return [];
  if (!isObject(json)) return undefined;
  const conditions = Object.entries(json).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, list]) => readCondition(operator, key, list))
      : [undefined],
  );
  const readable = conditions.filter((each) => each !== undefined);
  return readable.length === conditions.length ? readable : undefined;
}

const OPERATOR = /^(?:for(any|all)values?:)?(string|arn)?(not)?(.*?)(ifexists)?$/;

const TESTS: ReadonlyMap<string, Condition['test']> = new Map([
  ['stringequals', 'exact'],
  ['stringequalsignorecase', 'any-case'],
  ['stringlike', 'pattern'],
  ['arnequals', 'arn'],
  ['arnlike', 'arn'],
]);

function readCondition(operator: string, key: string, list: Json): Condition | undefined {
  const values = Array.isArray(list) ? list : [list];
  if (values.some((each) => typeof each === 'object')) return undefined;
  const [, set, family = '', not, name, ifExists] = OPERATOR.exec(operator.toLowerCase()) ?? [];
  return {
    operator,
    key,
    values: values.map(String),
    test: TESTS.get(`${family}${name}`),
    isNegated: not !== undefined,
    isIfExists: ifExists !== undefined,
    set: set === 'any' || set === 'all' ? set : undefined,
  };
}

/** A policy variable stands for what only the request knows. */
export const hasVariable = (text: string): boolean => text.includes('${');

/**
 * Does it hold for a request of the account, if its key is the account?
 *
 * @returns `undefined`: nobody can say.
 */
export function holdsFor({ test, values, isNegated }: Condition, account: string): boolean | undefined {
  // what ArnLike makes of a text that is no ARN is not published
  if (test === undefined || test === 'arn' || values.some(hasVariable)) return undefined;
  const matches = (value: string) => (test === 'pattern' ? covers(value, account) : value === account);
  return values.some(matches) !== isNegated;
}
