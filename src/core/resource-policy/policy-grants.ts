import type { Grant } from '../grant.ts';
import type { SmsResource } from '../resource.ts';
import type { Claim } from './claim.ts';
import { readPolicy } from './read-policy.ts';
import { type PolicyOn, standingClaims } from './standing-claims.ts';

export type { PolicyOn } from './standing-claims.ts';

type PolicyGrants =
  | { readonly ok: true; readonly grants: readonly Grant[] }
  | { readonly ok: false; readonly reason: string };

/**
 * The grants that a policy makes to others than the resource's owner account: one for each statement, consumer and
 * service that acts for it, in the order of the document. A grant may be broader than what AWS makes of the statement,
 * never narrower; `doubt` names what nobody can prove.
 *
 * Never throws. @returns `reason`: why the document can't be read, a sentence for people.
 */
export function policyGrants(policy: PolicyOn): PolicyGrants {
  const read = readPolicy(policy.document);
  if (!read.ok) return read;
  const grants = standingClaims(read.policy, policy).flatMap(({ statement, claims }) => {
    const distinct = new Map(claims.map(({ claim }) => [targetKey(claim), claim]));
    return [...distinct.values()].map((claim) => grantOf(claim, policy.resource, statement.label));
  });
  return { ok: true, grants };
}

const targetKey = ({ consumer, through }: Claim): string => JSON.stringify([consumer.principal, through]);

function grantOf(claim: Claim, resource: SmsResource, statement: string): Grant {
  const { consumer, through, source, bounds, doubts } = claim;
  return {
    resource,
    consumer,
    via: { kind: 'resource-policy', statement, ...(through !== undefined && { through }) },
    state: 'active',
    ...(bounds.length > 0 && { bounds }),
    ...(doubts.length > 0 && { doubt: doubts.join(', ') }),
    ...(source && { source }),
  };
}
