import { type Consumer, consumerOf, EVERYONE } from '../consumer.ts';
import type { Grant } from '../grant.ts';
import type { Condition } from './condition.ts';
import { conditionText, type Narrowing, narrowing } from './narrowing.ts';
import { type Proof, proofOf, RANKS, type Side, sideOf } from './proof.ts';
import type { Principal, Statement } from './read-policy.ts';
import { isAboutWho } from './request-key.ts';

/** What one word of a statement's Principal, together with the conditions, grants to one consumer. */
export interface Claim extends Narrowing {
  readonly consumer: Consumer;
  /** The service that acts for the consumer. */
  readonly through?: string | undefined;
  readonly source?: Grant['source'];
  /** The proofs whose values name the consumer: without those values it has no claim. Empty: the Principal names it. */
  readonly proofs: readonly Proof[];
}

/** The claims that come of a word of the Principal, those of the owner account too, whatever any Deny says. */
export function claimsOf(word: Principal, { conditions }: Statement): readonly Claim[] {
  if (word.value === '*') return claimsOfAnyone(conditions);
  if (word.type === 'Service') return claimsOfService(word.value, conditions);
  const consumer = namedBy(word);
  const narrowed = narrowing(consumer, conditions, 'principal');
  return narrowed ? [{ consumer, ...narrowed, proofs: [] }] : [];
}

/** Nobody can prove whom a NotPrincipal leaves in. */
export const CLAIM_OF_NOT_PRINCIPAL: Claim = {
  consumer: EVERYONE,
  bounds: [],
  doubts: ['its NotPrincipal'],
  proofs: [],
};

/** The consumer that a word of a Principal names, other than a service or `*`. The root of an account is the account. */
export function namedBy({ type, value }: Principal): Consumer {
  const root = /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1];
  const consumer = consumerOf(root ?? value);
  const isAccount = type === 'AWS' && consumer.kind === 'account';
  return isAccount ? consumer : { kind: 'unrecognized', principal: value, id: value };
}

/** Everyone, or those that the narrowest proof names. */
function claimsOfAnyone(conditions: readonly Condition[]): readonly Claim[] {
  const named = claimsByProof(conditions, 'principal');
  if (named) return named;
  const doubts = conditions.filter((each) => !isEveryoneBut(each)).map(conditionText);
  return [{ consumer: EVERYONE, bounds: [], doubts, proofs: [] }];
}

/** Everyone but somebody is still everyone. */
const isEveryoneBut = (condition: Condition): boolean =>
  condition.isNegated && condition.test !== undefined && sideOf(condition) === 'principal';

function claimsOfService(principal: string, conditions: readonly Condition[]): readonly Claim[] {
  const consumer: Consumer = { kind: 'service', principal, id: principal };
  const ofOthers = conditions.filter((each) => sideOf(each) !== 'source');
  const sources = claimsByProof(conditions, 'source');
  const hasSource = ofOthers.length < conditions.length;
  const source = sources ? 'bound' : hasSource ? 'unproven' : 'open';
  const doubts = ofOthers.filter(isAboutWho).map(conditionText);
  return [
    { consumer, bounds: [], doubts, source, proofs: [] },
    ...(sources ?? []).map((claim) => ({ ...claim, through: principal })),
  ];
}

/** @returns `undefined`: no condition proves who. */
function claimsByProof(conditions: readonly Condition[], side: Side): readonly Claim[] | undefined {
  const proofs = conditions
    .filter((each) => sideOf(each) === side)
    .flatMap((each) => proofOf(each) ?? [])
    .sort((one, other) => one.rank - other.rank);
  const [lead] = proofs;
  if (!lead) return undefined;
  // paths overlap, so a value of another condition may be what lets somebody else in
  const naming = lead.rank === RANKS.ou ? [lead] : proofs;
  const consumers = new Map(lead.members.map(({ consumer }) => [consumer.principal, consumer]));
  return [...consumers.values()].flatMap((consumer) => {
    const narrowed = narrowing(consumer, conditions, side, lead);
    return narrowed ? [{ consumer, ...narrowed, proofs: naming }] : [];
  });
}
