import { type Claim, namedBy } from './claim.ts';
import { holdsForAccount, type Narrowing, NOT_NARROWED } from './narrowing.ts';
import { boundOf, exemptFrom, isPartOf, sideOf } from './proof.ts';
import type { Principal, Statement } from './read-policy.ts';
import { isAboutRequest } from './request-key.ts';
import { coversActions, speaksOf } from './scope.ts';

/**
 * What a Deny leaves of a claim that `allow` makes. It counts only where that is certain: a Deny never hides a grant
 * that may be there, and casts a doubt on it only where it may take all of it.
 *
 * @returns `undefined`: nothing.
 */
export function leftBy(deny: Statement, claim: Claim, allow: Statement, arn: string): Narrowing | undefined {
  const reach = speaksOf(deny, arn);
  if (reach === 'no' || !coversActions(deny, allow)) return NOT_NARROWED;
  const doubtful: Narrowing = { bounds: [], doubts: [`the Deny of ${deny.label}`] };
  const isListed = deny.principals.values.some((each) => holds(each, claim));
  if (deny.principals.isNegated) return isListed ? NOT_NARROWED : doubtful;
  if (!isListed) return NOT_NARROWED;
  const left = leftByConditions(deny, claim, doubtful);
  return reach === 'yes' || left === NOT_NARROWED ? left : doubtful;
}

/** Does the word mean everybody whom the claim is for? A Deny of a role leaves its account. */
function holds(word: Principal, { consumer, through }: Claim): boolean {
  if (word.value === '*') return word.type === 'AWS';
  if (through !== undefined || consumer.kind === 'service')
    return word.type === 'Service' && word.value === (through ?? consumer.principal);
  return word.type !== 'Service' && [consumer.principal, consumer.id].includes(namedBy(word).principal);
}

function leftByConditions(
  { conditions }: Statement,
  claim: Claim,
  doubtful: Narrowing,
): Narrowing | undefined {
  const [condition, ...others] = conditions;
  if (!condition) return undefined;
  // it takes some requests of the consumer, not the consumer
  if (conditions.some(isAboutRequest)) return NOT_NARROWED;
  const isService = claim.through !== undefined || claim.consumer.kind === 'service';
  if (others.length > 0 || isService || sideOf(condition) !== 'principal') return doubtful;
  const isDenied = holdsForAccount(condition, claim.consumer);
  if (isDenied !== undefined) return isDenied ? undefined : NOT_NARROWED;
  const exempt = exemptFrom(condition);
  if (exempt && exempt.members.length > 0) return { bounds: [boundOf(exempt)], doubts: [] };
  return !condition.isNegated && isPartOf(condition, claim.consumer) ? NOT_NARROWED : doubtful;
}
