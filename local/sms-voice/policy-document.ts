import { invalid } from './errors.ts';

/** One statement, with every "string or list" read as a list (facts 6.4). */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** `principals`, `actions` and `resources` hold for everything else when they are negated. */
  readonly principals: Negatable;
  readonly actions: Negatable;
  /** Absent in the document: the resource that the policy is on. */
  readonly resources: Negatable | undefined;
  /** Operator, then key, then values. */
  readonly conditions: readonly Condition[];
  /** As written. */
  readonly source: RawStatement;
}
export interface Negatable {
  readonly values: readonly string[];
  readonly negated: boolean;
}
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}
export type RawStatement = Readonly<Record<string, unknown>>;

/**
 * Reads a resource policy: JSON with the elements that a resource-based policy needs.
 * Throws ValidationException: CANNOT_PARSE for what is not JSON, INVALID_PARAMETER for what is no policy.
 */
export function readPolicy(text: string): readonly Statement[] {
  const document = parse(text);
  if (!isRecord(document)) throw malformed('the policy is not an object');
  const { Version: version } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed('Version must be 2012-10-17 or 2008-10-17');
  }
  const statements = listOf(document.Statement);
  if (statements.length === 0) throw malformed('the policy has no statement');
  return statements.map(readStatement);
}

function readStatement(statement: unknown): Statement {
  if (!isRecord(statement)) throw malformed('a statement is not an object');
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed('Effect must be Allow or Deny');
  const principals = negatable(statement, 'Principal', principalNames);
  const actions = negatable(statement, 'Action', stringsOf);
  if (!principals?.values.length) throw malformed('a statement names no principal');
  if (!actions) throw malformed('a statement names no action');
  return {
    effect,
    principals,
    actions,
    resources: negatable(statement, 'Resource', stringsOf),
    conditions: conditionsOf(statement.Condition),
    source: statement,
  };
}

function negatable(
  statement: RawStatement,
  element: string,
  read: (value: unknown) => readonly string[],
): Negatable | undefined {
  const [plain, not] = [statement[element], statement[`Not${element}`]];
  if (plain !== undefined && not !== undefined)
    throw malformed(`${element} and Not${element} exclude each other`);
  const value = plain ?? not;
  return value === undefined ? undefined : { values: read(value), negated: plain === undefined };
}

/** `*`, account ids and ARNs as they are; others as `Service:sns.amazonaws.com`, `Federated:…`. */
function principalNames(value: unknown): readonly string[] {
  if (value === '*') return ['*'];
  if (!isRecord(value)) throw malformed('Principal must be "*" or an object');
  return Object.entries(value).flatMap(([kind, names]) =>
    stringsOf(names).map((name) => (kind === 'AWS' ? name : `${kind}:${name}`)),
  );
}

function conditionsOf(value: unknown): readonly Condition[] {
  if (value === undefined) return [];
  if (!isRecord(value)) throw malformed('Condition must be an object');
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw malformed(`the keys of ${operator} must be an object`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: listOf(values).map(String),
    }));
  });
}

function stringsOf(value: unknown): readonly string[] {
  const list = listOf(value);
  if (list.length === 0) throw malformed('an element is empty');
  return list.map((each) => {
    if (typeof each !== 'string') throw malformed('an element holds something else than strings');
    return each;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('CANNOT_PARSE', 'Policy is not valid JSON', 'Policy');
  }
}

const malformed = (what: string): Error =>
  invalid('INVALID_PARAMETER', `Policy is malformed: ${what}`, 'Policy');

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const isRecord = (value: unknown): value is RawStatement =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
