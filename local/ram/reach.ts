import type { OrganizationsTruth } from '../world.ts';
import { type Association, isStaying } from './association.ts';
import { readPrincipal } from './principals.ts';
import { isStandard, type Share } from './share.ts';
import type { View } from './store.ts';

/** Are both accounts in the organization? */
export const areTogether = (organizations: OrganizationsTruth, one: string, other: string): boolean =>
  organizations.pathOf(one) !== undefined && organizations.pathOf(other) !== undefined;

/**
 * Does this principal of a share stand for the account now? Membership acts at once and without RAM: who is moved
 * out of a shared OU is out, and who leaves the organization loses direct shares too, unless the share is retained
 * (facts 5.5, 7.2).
 */
export function standsFor(
  organizations: OrganizationsTruth,
  { scope: owner, retainsOnLeave }: Share,
  { entity, boundToOrganization }: Association,
  account: string,
): boolean {
  const principal = readPrincipal(entity);
  switch (principal?.kind) {
    case 'account':
    case 'role':
    case 'user': {
      if (principal.account !== account) return false;
      const mayStay = retainsOnLeave || !boundToOrganization || account === owner.account;
      return mayStay || areTogether(organizations, owner.account, account);
    }
    case 'organization':
    case 'organizational unit':
      return (
        organizations.pathOf(owner.account) !== undefined && organizations.isUnder(account, principal.id)
      );
    case 'service':
    case undefined:
      return false;
  }
}

/** Accounts other than the owner that a principal of a share stands for now. */
export function accountsBehind(
  organizations: OrganizationsTruth,
  share: Share,
  principal: Association,
): readonly string[] {
  const { entity } = principal;
  const read = readPrincipal(entity);
  const candidates = read && 'account' in read ? [read.account] : organizations.accounts();
  return candidates.filter(
    (account) => account !== share.scope.account && standsFor(organizations, share, principal, account),
  );
}

/** Is the account a consumer of the share: granted what is on it, or about to lose it? */
export function isConsumer(
  organizations: OrganizationsTruth,
  view: View,
  share: Share,
  account: string,
): boolean {
  if (share.scope.account === account || !isStandard(share)) return false;
  return view
    .associationsOf(share.arn)
    .some(
      (each) => each.kind === 'PRINCIPAL' && each.grants && standsFor(organizations, share, each, account),
    );
}

/** Is this principal outside the owner's organization? What `external` tells (facts 5.2). */
export function isExternal(organizations: OrganizationsTruth, owner: string, entity: string): boolean {
  const principal = readPrincipal(entity);
  return principal !== undefined && 'account' in principal && principal.account !== owner
    ? !areTogether(organizations, owner, principal.account)
    : false;
}

/** Is this a principal outside the owner's organization, on the share or on its way there? */
export const isExternalStaying = (
  organizations: OrganizationsTruth,
  owner: string,
  association: Association,
): boolean =>
  association.kind === 'PRINCIPAL' &&
  isStaying(association) &&
  isExternal(organizations, owner, association.entity);
