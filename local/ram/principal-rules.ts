import type { OrganizationsTruth } from '../world.ts';
import { externalForbidden, invalidParameter, onlyInsideOrganization, unknown } from './errors.ts';
import type { Principal } from './principals.ts';
import { areTogether } from './reach.ts';
import type { ResourceType } from './resource-types.ts';

/** What a share would be once a call has gone through. */
export interface Sharing {
  readonly owner: string;
  readonly allowExternalPrincipals: boolean;
  readonly retainsOnLeave: boolean;
  readonly principals: readonly Principal[];
  readonly types: readonly ResourceType[];
}

export interface Surroundings {
  readonly organizations: OrganizationsTruth;
  readonly sharingWithOrganization: boolean;
}

/**
 * May these principals be added to the share? `sharing` holds them already.
 *
 * @throws AwsError as RAM refuses them (facts 5.4 to 5.6, 10)
 */
export function checkPrincipals(
  added: readonly Principal[],
  sharing: Sharing,
  surroundings: Surroundings,
): void {
  for (const principal of added) checkPrincipal(principal, sharing, surroundings);
  const services = sharing.principals.filter(({ kind }) => kind === 'service');
  if (services.length > 0 && services.length < sharing.principals.length) {
    throw invalidParameter('A resource share with a service principal can hold no other kind of principal.');
  }
}

/**
 * May the types on the share be shared with its principals (facts 3)? Texts and codes are not published, except for
 * what stays inside the organization.
 */
export function checkTypes({ types, principals, owner }: Sharing, surroundings: Surroundings): void {
  for (const principal of principals) {
    for (const type of types) {
      if ('account' in principal) {
        if (principal.kind !== 'account' && !type.iamPrincipals) {
          throw invalidParameter(`You can't share ${type.type} resources with IAM roles or IAM users.`);
        }
        if (!type.outside && !isReachedInside(principal.account, owner, surroundings)) {
          throw onlyInsideOrganization();
        }
      }
      if (principal.kind === 'service' && !type.servicePrincipals) {
        throw invalidParameter(`You can't share ${type.type} resources with service principals.`);
      }
    }
  }
}

function checkPrincipal(
  principal: Principal,
  { owner, allowExternalPrincipals, retainsOnLeave }: Sharing,
  surroundings: Surroundings,
): void {
  const { organizations, sharingWithOrganization } = surroundings;
  switch (principal.kind) {
    case 'account':
    case 'role':
    case 'user': {
      // Outside of any organization the flag has no meaning (facts 5.4).
      const isForbidden = !allowExternalPrincipals && organizations.pathOf(owner) !== undefined;
      const isExternal = principal.account !== owner && !areTogether(organizations, owner, principal.account);
      if (isForbidden && isExternal) throw externalForbidden(principal.account);
      return;
    }
    case 'organization':
    case 'organizational unit': {
      if (retainsOnLeave) {
        throw invalidParameter(
          'A resource share with retainSharingOnAccountLeaveOrganization can hold no organization and no organizational unit.',
        );
      }
      checkGroup(principal, owner, organizations, sharingWithOrganization);
      return;
    }
    case 'service':
      return;
  }
}

function checkGroup(
  principal: Extract<Principal, { readonly organizationId: string }>,
  owner: string,
  organizations: OrganizationsTruth,
  sharingWithOrganization: boolean,
): void {
  const isOwn =
    organizations.pathOf(owner) !== undefined &&
    organizations.organization()?.id === principal.organizationId;
  if (!isOwn) {
    throw unknown(
      principal.kind === 'organization'
        ? `Organization ${principal.organizationId} could not be found.`
        : `OrganizationalUnit ${principal.unitId} in unknown organization could not be found.`,
    );
  }
  if (!sharingWithOrganization) throw onlyInsideOrganization();
  if (organizations.exists(principal.id)) return;
  throw unknown(
    principal.kind === 'organization'
      ? `Organization ${principal.organizationId} could not be found.`
      : `OrganizationalUnit ${principal.unitId} could not be found`,
  );
}

const isReachedInside = (
  account: string,
  owner: string,
  { organizations, sharingWithOrganization }: Surroundings,
): boolean => account === owner || (sharingWithOrganization && areTogether(organizations, owner, account));
