import type { Scope } from '../../src/core/resource.ts';

/** A resource share. Times are milliseconds since 1970, UTC. */
export interface Share {
  readonly arn: string;
  readonly name: string;
  readonly scope: Scope;
  readonly status: 'ACTIVE' | 'DELETING' | 'DELETED';
  readonly featureSet: 'STANDARD' | 'CREATED_FROM_POLICY' | 'PROMOTING_TO_STANDARD';
  readonly allowExternalPrincipals: boolean;
  /** `retainSharingOnAccountLeaveOrganization` (facts 5.5). */
  readonly retainsOnLeave: boolean;
  readonly tags: readonly Tag[];
  /** ARNs of managed permissions, one for each resource type at most. */
  readonly permissions: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** How long a deleted share is still listed: "about two hours" (facts 5.2). */
export const DELETED_LISTED_MS = 2 * 60 * 60 * 1000;

export const shareArn = ({ account, region }: Scope, id: string): string =>
  `arn:aws:ram:${region}:${account}:resource-share/${id}`;

export const isShareArn = (text: string): boolean =>
  /^arn:aws[\w-]*:ram:[a-z0-9-]+:\d{12}:resource-share\/[\w-]+$/.test(text);

/** Consumers see only these, and only these grant by themselves: the others follow a resource policy (facts 5.7). */
export const isStandard = ({ featureSet }: Share): boolean => featureSet === 'STANDARD';
