import type { Claim } from './claim.ts';
import type { Condition } from './condition.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/**
 * The Condition of a statement without the values that name the consumers of these claims.
 *
 * @returns `undefined`: a condition would be left without a value, or there was none that names them. What it proves of
 * nobody else must not become a condition that isn't there.
 */
export function withoutMembers(json: Json | undefined, claims: readonly Claim[]): Json | undefined {
  let left = json;
  for (const { proofs, consumer } of claims) {
    if (proofs.length === 0) return undefined;
    for (const { condition, members } of proofs) {
      const naming = members.filter((member) => member.consumer.principal === consumer.principal);
      left = left && withoutValues(left, condition, new Set(naming.map(({ value }) => value)));
    }
  }
  return left;
}

/** The Condition of a statement with only those values, of the conditions that prove the claim, that name its consumer. */
export function onlyMembers(json: Json | undefined, { proofs, consumer }: Claim): Json | undefined {
  let left = json;
  for (const { condition, members } of proofs) {
    const naming = members.filter((member) => member.consumer.principal === consumer.principal);
    const values = new Set(naming.map(({ value }) => value));
    const others = condition.values.filter((value) => !values.has(value));
    left = left && naming.length > 0 ? withoutValues(left, condition, new Set(others)) : left;
  }
  return left;
}

function withoutValues(
  json: Json,
  { operator, key }: Condition,
  values: ReadonlySet<string>,
): Json | undefined {
  const keys = isObject(json) ? json[operator] : undefined;
  const list = isObject(keys) ? keys[key] : undefined;
  const left = (Array.isArray(list) ? list : [list]).filter((value) => !values.has(String(value)));
  if (left.length === 0) return undefined;
  return Array.isArray(list) ? withMember(json, operator, withMember(keys, key, left)) : json;
}

/** The Condition that also asks for the owner account as the source. For a service without a source of any kind. */
export function withSource(json: Json | undefined, owner: string): JsonObject {
  const operators = isObject(json) ? Object.keys(json) : [];
  const operator = operators.find((each) => each.toLowerCase() === 'stringequals') ?? 'StringEquals';
  const keys = isObject(json) ? json[operator] : undefined;
  return withMember(json, operator, withMember(keys, 'aws:SourceAccount', owner));
}

const withMember = (json: Json | undefined, member: string, value: Json): JsonObject => ({
  ...(isObject(json) && json),
  [member]: value,
});
