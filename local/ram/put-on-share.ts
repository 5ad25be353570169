import type { Association } from './association.ts';
import { planAssociation, type Wanted } from './association-plan.ts';
import { needsInvitation } from './invitation.ts';
import type { Parts } from './parts.ts';
import { defaultPermissionOf, permissionAt } from './permissions.ts';
import { readPrincipal } from './principals.ts';
import { checkAssociationCount } from './quotas.ts';
import { areTogether } from './reach.ts';
import type { ResourceType } from './resource-types.ts';
import type { Share } from './share.ts';
import type { Store } from './store.ts';

/**
 * Puts resources, principals and sources on a share: what CreateResourceShare and AssociateResourceShare have in
 * common. Nothing is written unless all of it may be, the share itself included.
 *
 * @returns the associations that were asked for, as they stand now
 */
export function putOnShare(
  { world, lifecycle, invitations, sharing }: Parts,
  store: Store,
  share: Share,
  wanted: Wanted,
): readonly Association[] {
  const { organizations, smsVoice } = world.peers;
  const sharingWithOrganization = sharing.isOn();
  const setting = { organizations, smsVoice, sharingWithOrganization };
  const plan = planAssociation(share, store.associationsOf(share.arn), wanted, setting);
  checkAssociationCount(store, share.arn, plan.added);

  const beginnings = plan.added.map((item) => {
    const principal = item.kind === 'PRINCIPAL' ? readPrincipal(item.entity) : undefined;
    if (!principal || !('account' in principal)) return { item };
    const isOwner = principal.account === share.scope.account;
    const isInside = areTogether(organizations, share.scope.account, principal.account);
    const { retainsOnLeave } = share;
    const isInvited = needsInvitation({ isOwner, isInside, sharingWithOrganization, retainsOnLeave });
    return { item, isInside, invitee: isInvited ? principal : undefined };
  });
  const invited = beginnings.filter(({ invitee }) => invitee !== undefined);
  invitations.checkRoom(share.scope.account, invited.length);

  store.putShare({ ...share, permissions: withDefaults(share.permissions, plan.types, store) });
  lifecycle.begin(
    store,
    share,
    beginnings.map(({ item, isInside = false, invitee }) => ({
      ...item,
      boundToOrganization: isInside,
      invitationArn: invitee && invitations.send(store, share, invitee, plan.types),
    })),
  );
  return plan.items.flatMap((item) => store.association({ shareArn: share.arn, ...item }) ?? []);
}

/** The default permission for each type that has none yet. */
function withDefaults(
  permissions: readonly string[],
  types: readonly ResourceType[],
  store: Store,
): readonly string[] {
  const covered = new Set(permissions.map((arn) => permissionAt(arn, store.permissions)?.resourceType));
  const missing = types.filter(({ type }) => !covered.has(type));
  return [...permissions, ...missing.flatMap(({ type }) => defaultPermissionOf(type)?.arn ?? [])];
}
