import type { Consumer } from '../consumer.ts';
import type { Bound } from '../grant.ts';
import { type Condition, holdsFor, keyOf } from './condition.ts';
import { boundOf, isPartOf, type Proof, proofOf, RANKS, type Side, sideOf } from './proof.ts';
import { isAboutWho } from './request-key.ts';

/** How conditions narrow whom a statement lets in; `doubts`: those that may, or not, in words. */
export interface Narrowing {
  readonly bounds: readonly Bound[];
  readonly doubts: readonly string[];
}

export const NOT_NARROWED: Narrowing = { bounds: [], doubts: [] };

/** @returns `undefined`: one of them excludes. */
export function together(parts: readonly (Narrowing | undefined)[]): Narrowing | undefined {
  const known = parts.filter((each) => each !== undefined);
  if (known.length < parts.length) return undefined;
  return { bounds: known.flatMap(({ bounds }) => bounds), doubts: known.flatMap(({ doubts }) => doubts) };
}

/**
 * What the conditions of a statement say of a consumer that its principal, or `lead`, names.
 *
 * @param side `source`: the consumer is whom a service acts for.
 * @param lead The proof that the consumer was taken from: it says no more of it.
 * @returns `undefined`: it does not pass them.
 */
export function narrowing(
  consumer: Consumer,
  conditions: readonly Condition[],
  side: Side,
  lead?: Proof,
): Narrowing | undefined {
  const others = conditions.filter((each) => each !== lead?.condition && isAboutWho(each));
  return together(others.map((each) => narrowedBy(each, consumer, side)));
}

function narrowedBy(condition: Condition, consumer: Consumer, side: Side): Narrowing | undefined {
  const isAboutSide = sideOf(condition) === side;
  if (isAboutSide && condition.isNegated && isPartOf(condition, consumer)) return NOT_NARROWED;
  const proof = isAboutSide ? proofOf(condition) : undefined;
  if (proof?.members.length === 0) return undefined;
  if (proof && consumer.kind === 'account' && proof.rank <= RANKS.account) {
    return proof.members.some((member) => member.consumer.id === consumer.id) ? NOT_NARROWED : undefined;
  }
  if (proof) return { bounds: [boundOf(proof)], doubts: [] };
  const holds = side === 'principal' ? holdsForAccount(condition, consumer) : undefined;
  if (holds === undefined) return { bounds: [], doubts: [conditionText(condition)] };
  return holds ? NOT_NARROWED : undefined;
}

/** Whoever signs a request has exactly one account, so the key is always there. */
export function holdsForAccount(condition: Condition, { kind, id }: Consumer): boolean | undefined {
  return kind === 'account' && keyOf(condition) === 'aws:principalaccount'
    ? holdsFor(condition, id)
    : undefined;
}

/** Fits into `…, but its condition StringLike aws:PrincipalTag/team`. */
export const conditionText = ({ operator, key }: Condition): string => `its condition ${operator} ${key}`;
