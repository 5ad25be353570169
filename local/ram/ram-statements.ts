import type { OrganizationsTruth } from '../world.ts';
import type { Association } from './association.ts';
import { type Permission, permissionAt } from './permissions.ts';
import { readPrincipal } from './principals.ts';
import { areTogether, standsFor } from './reach.ts';
import { typeOf } from './resource-types.ts';
import { isStandard, type Share } from './share.ts';
import { sourceCondition } from './sources.ts';
import type { Store } from './store.ts';

/** A statement of a policy that RAM writes, and whose principal it is for. */
export interface RamStatement {
  /** As on the share. */
  readonly principal: string;
  readonly statement: Readonly<Record<string, unknown>>;
}

/**
 * What RAM writes into the policy of a resource: the sum of all shares that grant it (facts 5.8). A principal that
 * lost access by leaving the organization is not in it.
 */
export function ramStatements(
  store: Pick<Store, 'shares' | 'association' | 'associationsOf' | 'permissions'>,
  organizations: OrganizationsTruth,
  resourceArn: string,
): readonly RamStatement[] {
  return store
    .shares()
    .filter((share) => isStandard(share) && isGranted(store, share, resourceArn))
    .flatMap((share) => {
      const granting = store.associationsOf(share.arn).filter(({ grants }) => grants);
      const sources = granting.filter(({ kind }) => kind === 'SOURCE').map(({ entity }) => entity);
      const allowed = {
        Effect: 'Allow',
        Action: permissionFor(store.permissions, share, resourceArn)?.actions ?? [],
        Resource: resourceArn,
      };
      return granting
        .filter(({ kind }) => kind === 'PRINCIPAL')
        .flatMap((principal) =>
          whoFor(organizations, share, principal, sources).map((who) => ({
            principal: principal.entity,
            statement: { ...allowed, ...who },
          })),
        );
    });
}

const isGranted = (store: Pick<Store, 'association'>, share: Share, resourceArn: string): boolean =>
  store.association({ shareArn: share.arn, kind: 'RESOURCE', entity: resourceArn })?.grants ?? false;

function permissionFor(
  own: ReadonlyMap<string, Permission>,
  share: Share,
  resourceArn: string,
): Permission | undefined {
  const type = typeOf(resourceArn)?.type;
  return share.permissions
    .flatMap((arn) => permissionAt(arn, own) ?? [])
    .find(({ resourceType }) => resourceType === type);
}

/** Principal and condition, once for each source of a service principal: conditions of one statement all must hold. */
function whoFor(
  organizations: OrganizationsTruth,
  share: Share,
  association: Association,
  sources: readonly string[],
): readonly Readonly<Record<string, unknown>>[] {
  const owner = share.scope.account;
  const principal = readPrincipal(association.entity);
  switch (principal?.kind) {
    case 'account':
      return standsFor(organizations, share, association, principal.account)
        ? [{ Principal: { AWS: `arn:aws:iam::${principal.account}:root` } }]
        : [];
    case 'role':
    case 'user':
      return standsFor(organizations, share, association, principal.account)
        ? [{ Principal: { AWS: principal.id } }]
        : [];
    case 'organization':
      return areTogether(organizations, owner, owner)
        ? [
            {
              Principal: '*',
              Condition: { StringEquals: { 'aws:PrincipalOrgID': principal.organizationId } },
            },
          ]
        : [];
    case 'organizational unit':
      return areTogether(organizations, owner, owner)
        ? [
            {
              Principal: '*',
              Condition: {
                'ForAnyValue:StringLike': {
                  'aws:PrincipalOrgPaths': `${principal.organizationId}/*/${principal.unitId}/*`,
                },
              },
            },
          ]
        : [];
    case 'service':
      return sources.map((source) => ({
        Principal: { Service: principal.id },
        Condition: sourceCondition(source),
      }));
    case undefined:
      return [];
  }
}
