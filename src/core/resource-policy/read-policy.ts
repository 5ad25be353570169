import { type Condition, readConditions } from './condition.ts';
import { isObject, type Json, type JsonObject, parsedJson } from './json.ts';

/** A policy document. `json` is all of it as parsed, also what nothing here knows. */
export interface PolicyDocument {
  readonly json: JsonObject;
  readonly statements: readonly Statement[];
}

/** A statement, read. Actions are in lower case: their case says nothing. */
export interface Statement {
  readonly json: JsonObject;
  /** The Sid, or `statement 2` where there is none or it is not the only one of its name. */
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: Listed<Principal>;
  readonly actions: Listed<string>;
  /** A statement that names none speaks of the resource that it is on. */
  readonly resources: Listed<string>;
  readonly conditions: readonly Condition[];
}

/** What a member such as `Action` lists, or, `isNegated`, what its `NotAction` leaves out. */
export interface Listed<T> {
  readonly isNegated: boolean;
  readonly values: readonly T[];
}

/** One word of a `Principal`. `"Principal": "*"` is the same as `{"AWS": "*"}`. */
export interface Principal {
  readonly type: string;
  readonly value: string;
}

type Read<T> = { readonly ok: true; readonly policy: T } | { readonly ok: false; readonly reason: string };

/**
 * Reads a policy document (facts 6.4). Never throws.
 *
 * @returns `reason`: why it is no policy document that can be trusted to say what it seems to, in a sentence for people.
 */
export function readPolicy(document: string): Read<PolicyDocument> {
  const json = parsedJson(document);
  if (!isObject(json)) return { ok: false, reason: 'the policy is not a JSON object that can be read' };
  const list = json.Statement;
  if (list === undefined) return { ok: false, reason: 'the policy has no Statement' };
  const statements = (Array.isArray(list) ? list : [list]).map((each, index, all) =>
    readStatement(each, labelOf(each, index, all)),
  );
  const broken = statements.find((each) => typeof each === 'string');
  if (broken !== undefined) return { ok: false, reason: broken };
  return { ok: true, policy: { json, statements: statements.filter((each) => typeof each !== 'string') } };
}

const sidOf = (statement: Json | undefined): Json | undefined =>
  isObject(statement) ? statement.Sid : undefined;

function labelOf(statement: Json, index: number, all: readonly Json[]): string {
  const sid = sidOf(statement);
  const isUnique = all.filter((each) => sidOf(each) === sid).length === 1;
  return typeof sid === 'string' && sid !== '' && isUnique ? sid : `statement ${index + 1}`;
}

/** @returns A text says what can't be read. */
function readStatement(json: Json, label: string): Statement | string {
  if (!isObject(json)) return `${label} of the policy is not a JSON object`;
  const unreadable = (member: string) => `${label} of the policy has no ${member} that can be read`;
  const effect = json.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') return unreadable('Effect');
  const principals = readEither(json, 'Principal', readPrincipals);
  if (!principals) return unreadable('Principal');
  const actions = readEither(json, 'Action', readTexts);
  if (!actions) return unreadable('Action');
  const isAnywhere = json.Resource === undefined && json.NotResource === undefined;
  const resources = isAnywhere ? { isNegated: true, values: [] } : readEither(json, 'Resource', readTexts);
  if (!resources) return unreadable('Resource');
  const conditions = readConditions(json.Condition);
  if (!conditions) return unreadable('Condition');
  const lowerCase = { ...actions, values: actions.values.map((each) => each.toLowerCase()) };
  return { json, label, effect, principals, actions: lowerCase, resources, conditions };
}

/** A member or its `Not…`, exactly one of them. */
function readEither<T>(
  json: JsonObject,
  member: string,
  read: (json: Json) => readonly T[] | undefined,
): Listed<T> | undefined {
  const [plain, negated] = [json[member], json[`Not${member}`]];
  if ((plain === undefined) === (negated === undefined)) return undefined;
  const values = read(plain ?? negated ?? null);
  return values && { isNegated: plain === undefined, values };
}

function readTexts(json: Json): readonly string[] | undefined {
  const list = Array.isArray(json) ? json : [json];
  const texts = list.filter((each) => typeof each === 'string');
  return texts.length === list.length ? texts : undefined;
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function readPrincipals(json: Json): readonly Principal[] | undefined {
  if (json === '*') return [{ type: 'AWS', value: '*' }];
  if (!isObject(json)) return undefined;
  const types = Object.entries(json).map(([type, list]) =>
    PRINCIPAL_TYPES.includes(type) ? readTexts(list)?.map((value) => ({ type, value })) : undefined,
  );
  return types.includes(undefined) ? undefined : types.flatMap((each) => each ?? []);
}
