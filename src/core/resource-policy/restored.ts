import type { SmsResource } from '../resource.ts';
import { changedDenies } from './changed-denies.ts';
import type { Claim } from './claim.ts';
import { onlyMembers, withSource } from './edit-condition.ts';
import { canonical, type Json, type JsonObject } from './json.ts';
import { type PolicyDocument, type Principal, readPolicy, type Statement } from './read-policy.ts';
import { isSamePolicy } from './same-policy.ts';
import { handWritten, type StatementClaims, standingClaims, textOf } from './standing-claims.ts';
import {
  documentOf,
  editedStatements,
  isFor,
  type PolicyEdits,
  type PolicyTarget,
  remediated,
  sidsBeside,
  withWords,
} from './without-consumers.ts';

/** A policy at one time, and what RAM had written of it then. */
export interface PolicyThen<Document extends string | undefined = string> {
  readonly document: Document;
  readonly ramDocuments: readonly string[];
}

/** What is to be put back: a consumer as it was taken out, or a service as it was before it was bound to the owner. */
export type Taken = { readonly removed: PolicyTarget } | { readonly bound: string };

/** `isThere`: today's document gives it already, exactly so. `reason`: why it can't be put back exactly, in a sentence. */
export type Restored =
  | { readonly ok: true; readonly document: string; readonly isThere: boolean }
  | { readonly ok: false; readonly reason: string };

/**
 * Today's document with exactly that put back which `remediated` took from the one before, and nothing else changed: the
 * one before itself where nobody has changed the policy since; else the old statement where what was left of it still
 * stands, else a statement that grants what was taken and no more.
 *
 * @param now `document` is `undefined`: there is no policy.
 */
export function restored(
  resource: SmsResource,
  before: PolicyThen,
  now: PolicyThen<string | undefined>,
  taken: Taken,
): Restored {
  if (isSamePolicy(before.document, now.document))
    return { ok: true, document: before.document, isThere: true };
  const edits = editsOf(taken);
  if (isSamePolicy(remediated({ resource, ...before }, edits), now.document))
    return { ok: true, document: before.document, isThere: false };
  const then = readPolicy(before.document);
  if (!then.ok) return refused(`what the policy was before can't be read: ${then.reason}`);
  const today = now.document === undefined ? withoutStatements(then.policy) : readPolicy(now.document);
  if (!today.ok) return refused(`today's policy can't be read: ${today.reason}`);
  const who = 'removed' in taken ? (taken.removed.through ?? taken.removed.principal) : taken.bound;
  const [deny] = changedDenies(then.policy, today.policy, resource.arn, who);
  if (deny) return refused(`${deny}, so it would not be given what it had`);

  const statements = ownStatements(today.policy, now.ramDocuments);
  const parts = editedStatements(then.policy, { resource, ...before }, edits)
    .filter(({ found, left }) => left.length !== 1 || left[0] !== found.statement.json)
    .map(({ found, left }) => partOf(found, left, taken, resource.scope.account));
  if (parts.length === 0) return refused('the policy as it was before gave it nothing');
  if (parts.every((part) => isBack(part, statements)))
    return { ok: true, document: now.document ?? '', isThere: true };
  const on = { resource, document: now.document ?? '', ramDocuments: now.ramDocuments };
  const [standing] = standingClaims(today.policy, on).filter(({ claims }) =>
    claims.some(({ word, claim }) => word && isTaken(claim, taken)),
  );
  if (standing) return refused(`${standing.statement.label} of today's policy gives it something already`);
  return putBack(parts, today.policy, statements);
}

/** A statement as it was, what the removal left of it, and what it took of it. */
interface Part {
  readonly whole: JsonObject;
  readonly left: readonly JsonObject[];
  readonly own: readonly Piece[];
}
/** What some words of a Principal were granted. `bound`: the same once it was bound to the owner. */
interface Piece {
  readonly words: Words;
  readonly json: JsonObject;
  readonly bound?: JsonObject | undefined;
}
type Words = readonly { readonly word: Principal }[];

const refused = (reason: string): Restored => ({ ok: false, reason });

const editsOf = (taken: Taken): PolicyEdits =>
  'removed' in taken
    ? { remove: [taken.removed], bindToOwner: [] }
    : { remove: [], bindToOwner: [taken.bound] };

const isTaken = (claim: Claim, taken: Taken): boolean =>
  'removed' in taken
    ? isFor(claim, taken.removed)
    : claim.source === 'open' && claim.consumer.principal === taken.bound;

const withoutStatements = ({ json }: PolicyDocument) =>
  ({ ok: true, policy: { json: { ...json, Statement: [] }, statements: [] } }) as const;

/** Today's statements, without the reach of those that RAM wrote. */
function ownStatements(policy: PolicyDocument, ramDocuments: readonly string[]): readonly Statement[] {
  const own = handWritten(policy.statements, ramDocuments);
  return policy.statements.filter((statement) => own.has(statement));
}

function partOf(
  { statement: { json }, claims }: StatementClaims,
  left: readonly JsonObject[],
  taken: Taken,
  owner: string,
): Part {
  const named = claims.flatMap(({ word, claim }) =>
    word && isTaken(claim, taken) ? [{ word, condition: onlyMembers(json.Condition, claim) }] : [],
  );
  const byCondition = Map.groupBy(named, ({ condition }) => canonical(condition ?? null));
  const own = [...byCondition.values()].map((words): Piece => {
    const condition = words[0]?.condition;
    const plain = { ...json, Principal: withWords(json.Principal, words) };
    const piece = condition === undefined ? plain : { ...plain, Condition: condition };
    const bound = { ...plain, Condition: withSource(condition, owner) };
    return { words, json: piece, ...('bound' in taken && { bound }) };
  });
  return { whole: json, left, own };
}

const indexIn = (statements: readonly Statement[], json: JsonObject): number =>
  statements.findIndex((each) => textOf(each) === textOf({ json }));

const isBack = ({ whole, own }: Part, statements: readonly Statement[]): boolean =>
  indexIn(statements, whole) >= 0 || own.every(({ json }) => indexIn(statements, json) >= 0);

function putBack(parts: readonly Part[], today: PolicyDocument, own: readonly Statement[]): Restored {
  /** What comes in the place of statements of today. */
  const instead = new Map<Statement, readonly JsonObject[]>();
  const added: JsonObject[] = [];
  const free = () => own.filter((each) => !instead.has(each));
  for (const { whole, left, own: pieces } of parts) {
    if (left.length === 0) {
      added.push(whole);
      continue;
    }
    const standing = allOf(left, free());
    standing?.forEach((each, index) => {
      instead.set(each, index === 0 ? [whole] : []);
    });
    for (const { words, json, bound } of standing ? [] : pieces) {
      const place = bound && free().find((each) => isSameBut(each, words, bound));
      if (bound && !place) return refused('the condition on its source no longer stands as it was written');
      if (place) instead.set(place, [...withoutWords(place, words), json]);
      else added.push(json);
    }
  }
  const kept = today.statements.filter((each) => !instead.has(each)).map(({ json }) => json);
  const withOwnSid = sidKeeper(kept.flatMap(({ Sid = null }) => Sid));
  const statements = today.statements.flatMap((each) => instead.get(each)?.map(withOwnSid) ?? [each.json]);
  const document = documentOf(today, [...statements, ...added.map(withOwnSid)]);
  return document === undefined ? refused('nothing was taken out') : { ok: true, document, isThere: false };
}

/** Does the statement give these words what the other one does, whomever else it names? */
const isSameBut = ({ json }: Statement, words: Words, other: JsonObject): boolean =>
  textOf({ json: { ...json, Principal: withWords(json.Principal, words) } }) === textOf({ json: other });

function withoutWords({ json, principals }: Statement, words: Words): readonly JsonObject[] {
  const others = principals.values
    .filter(({ type, value }) => !words.some(({ word }) => word.type === type && word.value === value))
    .map((word) => ({ word }));
  return others.length === 0 ? [] : [{ ...json, Principal: withWords(json.Principal, others) }];
}

/** The statements that say these, one for each. `undefined`: not all are there. */
function allOf(
  wanted: readonly JsonObject[],
  statements: readonly Statement[],
): readonly Statement[] | undefined {
  const found: Statement[] = [];
  for (const json of wanted) {
    const rest = statements.filter((each) => !found.includes(each));
    const statement = rest[indexIn(rest, json)];
    if (!statement) return undefined;
    found.push(statement);
  }
  return found;
}

/** Gives a statement a Sid of its own where another has the same. */
function sidKeeper(sids: readonly Json[]): (json: JsonObject) => JsonObject {
  const taken = new Set<Json>(sids);
  return (json) => {
    const { Sid } = json;
    if (typeof Sid !== 'string') return json;
    const own = taken.has(Sid) ? sidsBeside([...taken])(Sid) : Sid;
    taken.add(own);
    return { ...json, Sid: own };
  };
}
