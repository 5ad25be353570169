import { type Consumer, EVERYONE } from '../consumer.ts';
import type { Bound, Grant } from '../grant.ts';
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
    return [...distinct.values()].flatMap((claim) =>
      withinBounds(grantOf(claim, policy.resource, statement.label)),
    );
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

/** Everyone whom a condition bounds is those within: still `*` in the document, and judged as who they are. */
function withinBounds(grant: Grant): readonly Grant[] {
  const [first, ...bounds] = grant.bounds ?? [];
  if (grant.consumer.kind !== 'everyone' || !first) return [grant];
  return first.map((each) => ({ ...grant, consumer: consumerWithin(each), bounds }));
}

function consumerWithin(each: Bound[number]): Consumer {
  const { principal } = EVERYONE;
  if ('account' in each) return { kind: 'account', principal, id: each.account };
  if (!('ou' in each)) return { kind: 'organization', principal, id: each.organization };
  return { kind: 'ou', principal, id: each.ou, organization: each.organization };
}
