import type { Claim } from './claim.ts';
import { withoutMembers, withSource } from './edit-condition.ts';
import { canonical, isObject, type Json, type JsonObject } from './json.ts';
import { type PolicyDocument, type Principal, readPolicy } from './read-policy.ts';
import { type PolicyOn, type StatementClaims, standingClaims } from './standing-claims.ts';

/** What to take out of a policy, as `policyGrants` named it: `consumer.principal` and `via.through`. */
export interface PolicyTarget {
  readonly principal: string;
  readonly through?: string | undefined;
}

export interface PolicyEdits {
  readonly remove: readonly PolicyTarget[];
  /** Services, by `consumer.principal`, whose open statements come to act for the owner account only. */
  readonly bindToOwner: readonly string[];
}

/**
 * The document with exactly these taken out, so that it grants them nothing more by the ways that the targets name.
 * Everything else keeps its value: other consumers, members that nothing here knows, Deny statements, those of a
 * NotPrincipal, those that RAM wrote. Where others share a statement whose conditions have to change, those whom the
 * change is for move to a copy of it. Doing it again changes nothing.
 *
 * @returns The same text when there was nothing to do, also of a document that can't be read; `undefined` when no
 * statement is left, and the policy has to be deleted.
 */
export function remediated(policy: PolicyOn, edits: PolicyEdits): string | undefined {
  const read = readPolicy(policy.document);
  if (!read.ok) return policy.document;
  const edited = editedStatements(read.policy, policy, edits);
  if (edited.every(({ found, left }) => left.length === 1 && left[0] === found.statement.json))
    return policy.document;
  return documentOf(
    read.policy,
    edited.flatMap(({ left }) => left),
  );
}

/** Each statement of a document, and what the edits leave of it: itself, several or none. */
export function editedStatements(
  document: PolicyDocument,
  policy: PolicyOn,
  edits: PolicyEdits,
): readonly { readonly found: StatementClaims; readonly left: readonly JsonObject[] }[] {
  const owner = policy.resource.scope.account;
  const freshSid = sidsBeside(document.statements.map(({ json }) => json.Sid));
  return standingClaims(document, policy).map((found) => ({
    found,
    left: editedStatement(found, edits, owner, freshSid),
  }));
}

/** The document with these statements in the place of its own. `undefined`: there are none, so it has to be deleted. */
export function documentOf({ json }: PolicyDocument, statements: readonly JsonObject[]): string | undefined {
  const [first] = statements;
  if (!first) return undefined;
  const isList = Array.isArray(json.Statement) || statements.length > 1;
  return JSON.stringify({ ...json, Statement: isList ? statements : first });
}

function editedStatement(
  { statement, claims }: StatementClaims,
  edits: PolicyEdits,
  owner: string,
  freshSid: (sid: string) => string,
): readonly JsonObject[] {
  const { json, principals } = statement;
  if (principals.isNegated) return [json];
  const kept = principals.values.flatMap((word) => {
    const own = claims.filter((each) => each.word === word).map(({ claim }) => claim);
    const condition = editedCondition(json.Condition, own, edits, owner);
    return condition === 'gone' ? [] : [{ word, condition }];
  });
  const isSame = ({ condition }: (typeof kept)[number]) => condition === json.Condition;
  if (kept.length === principals.values.length && kept.every(isSame)) return [json];
  const others = Map.groupBy(
    kept.filter((each) => !isSame(each)),
    ({ condition }) => canonical(condition ?? null),
  );
  return [kept.filter(isSame), ...others.values()]
    .filter((group) => group.length > 0)
    .map((group, index) => {
      const condition = group[0]?.condition;
      return {
        ...json,
        ...(index > 0 && typeof json.Sid === 'string' && { Sid: freshSid(json.Sid) }),
        Principal: withWords(json.Principal, group),
        ...(condition !== undefined && { Condition: condition }),
      };
    });
}

/** The Condition for one word of the Principal; `gone`: the word grants nothing but what is taken out. */
function editedCondition(
  condition: Json | undefined,
  claims: readonly Claim[],
  { remove, bindToOwner }: PolicyEdits,
  owner: string,
): Json | undefined | 'gone' {
  const targeted = claims.filter((claim) => remove.some((target) => isFor(claim, target)));
  if (targeted.length > 0) return withoutMembers(condition, targeted) ?? 'gone';
  const isOpen = claims.some(
    ({ consumer, source }) => source === 'open' && bindToOwner.includes(consumer.principal),
  );
  return isOpen ? withSource(condition, owner) : condition;
}

/** Is the claim what the target names? */
export const isFor = ({ consumer, through }: Claim, target: PolicyTarget): boolean =>
  target.principal === consumer.principal && target.through === through;

/** The Principal with only these words of it. */
export function withWords(principal: Json | undefined, kept: readonly { readonly word: Principal }[]): Json {
  if (!isObject(principal)) return '*';
  const isKept = (type: string, value: Json) =>
    kept.some(({ word }) => word.type === type && word.value === value);
  const types = Object.entries(principal).flatMap(([type, list]): [string, Json][] => {
    const left = Array.isArray(list) ? list.filter((value) => isKept(type, value)) : list;
    const isEmpty = Array.isArray(left) ? left.length === 0 : !isKept(type, left);
    return isEmpty ? [] : [[type, left]];
  });
  return Object.fromEntries(types);
}

/** Gives copies of a statement a Sid of their own: letters and digits, as IAM wants it. */
export function sidsBeside(sids: readonly (Json | undefined)[]): (sid: string) => string {
  const taken = new Set(sids);
  return (sid) => {
    let copy = 2;
    while (taken.has(`${sid}${copy}`)) copy++;
    taken.add(`${sid}${copy}`);
    return `${sid}${copy}`;
  };
}
