import { type Grant, grantsOf } from '../../core/grant.ts';
import type { PolicySnapshot } from '../../core/policy.ts';
import type { PoolSnapshot } from '../../core/pool-coverage.ts';
import { type Scope, type SmsResource, smsResource } from '../../core/resource.ts';
import { policyGrants } from '../../core/resource-policy/policy-grants.ts';
import type { ShareSnapshot } from '../../core/share.ts';

/** All that a scope says of itself, each thing read once. */
export interface Evidence {
  readonly scope: Scope;
  /** The scope's own, with their tags where a guardrail goes by them. */
  readonly resources: readonly SmsResource[];
  readonly shares: readonly ShareSnapshot[];
  readonly policies: readonly PolicySnapshot[];
  readonly pools: readonly PoolSnapshot[];
}

/** What the shares and policies of a scope give to others, by the share or policy. */
export interface Granted {
  readonly byShare: readonly { readonly share: ShareSnapshot; readonly grants: readonly Grant[] }[];
  /** `problem`: why the policy can't be read. */
  readonly byPolicy: readonly {
    readonly resource: SmsResource;
    readonly problem?: string | undefined;
    readonly grants: readonly Grant[];
  }[];
}

/** A share that RAM made from a policy only shows what the policy grants: it grants nothing by itself. */
export function grantedBy({ resources, shares, policies }: Omit<Evidence, 'scope' | 'pools'>): Granted {
  const tagged = new Map(resources.map((resource) => [resource.arn, resource]));
  const withTags = (grant: Grant): Grant => ({
    ...grant,
    resource: tagged.get(grant.resource.arn) ?? grant.resource,
  });
  return {
    byShare: shares
      .filter(({ featureSet }) => featureSet !== 'CREATED_FROM_POLICY')
      .map((share) => ({ share, grants: grantsOf(share).map(withTags) })),
    byPolicy: policies.flatMap(({ resource: arn, document, ramDocuments }) => {
      const resource = tagged.get(arn) ?? smsResource(arn);
      if (!resource || document === undefined) return [];
      const read = policyGrants({ resource, document, ramDocuments });
      return [read.ok ? { resource, grants: read.grants } : { resource, problem: read.reason, grants: [] }];
    }),
  };
}

export const allGrants = ({ byShare, byPolicy }: Granted): readonly Grant[] =>
  [...byShare, ...byPolicy].flatMap(({ grants }) => grants);

/** What is given of a pool and of all that is in it, as far as it stands. */
export function grantsAround(pool: PoolSnapshot, granted: Granted): readonly Grant[] {
  const parts = new Set([pool.arn, ...pool.members, pool.optOutList]);
  const isStanding = ({ state }: Grant) => state === 'active' || state === 'pending';
  return allGrants(granted).filter((grant) => parts.has(grant.resource.arn) && isStanding(grant));
}
