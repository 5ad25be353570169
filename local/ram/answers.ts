import type * as Ram from '@aws-sdk/client-ram';
import type { Association } from './association.ts';
import type { Invitation } from './invitation.ts';
import type { Permission } from './permissions.ts';
import { typeOf } from './resource-types.ts';
import type { Share } from './share.ts';

/** A share as it is told. Its tags are the owner's to see. */
export const shareAnswer = (share: Share, isOwner: boolean): Ram.ResourceShare => ({
  resourceShareArn: share.arn,
  name: share.name,
  owningAccountId: share.scope.account,
  allowExternalPrincipals: share.allowExternalPrincipals,
  status: share.status,
  ...(isOwner && share.tags.length > 0 && { tags: [...share.tags] }),
  creationTime: new Date(share.createdAt),
  lastUpdatedTime: new Date(share.updatedAt),
  featureSet: share.featureSet,
  resourceShareConfiguration: { retainSharingOnAccountLeaveOrganization: share.retainsOnLeave },
});

/** An association as it is told. The answer to the call that began or ended it says `external: false` (facts 5.2). */
export const associationAnswer = (
  share: Share,
  association: Association,
  external: boolean,
): Ram.ResourceShareAssociation => ({
  resourceShareArn: share.arn,
  resourceShareName: share.name,
  associatedEntity: association.entity,
  associationType: association.kind,
  status: association.status,
  ...(association.statusMessage !== undefined && { statusMessage: association.statusMessage }),
  creationTime: new Date(association.createdAt),
  lastUpdatedTime: new Date(association.updatedAt),
  external,
});

/** A resource as lists show it. All types that are simulated are regional. */
export const resourceAnswer = ({ entity, shareArn, createdAt, updatedAt }: Association): Ram.Resource => ({
  arn: entity,
  type: typeOf(entity)?.type,
  resourceShareArn: shareArn,
  status: 'AVAILABLE',
  creationTime: new Date(createdAt),
  lastUpdatedTime: new Date(updatedAt),
  resourceRegionScope: 'REGIONAL',
});

export const invitationAnswer = (invitation: Invitation): Ram.ResourceShareInvitation => ({
  resourceShareInvitationArn: invitation.arn,
  resourceShareName: invitation.shareName,
  resourceShareArn: invitation.shareArn,
  senderAccountId: invitation.sender,
  receiverAccountId: invitation.receiver,
  invitationTimestamp: new Date(invitation.sentAt),
  status: invitation.status,
  ...(invitation.receiverArn !== undefined && { receiverArn: invitation.receiverArn }),
});

/** A managed permission as it is listed. Each has one version here, which is the default. */
export const permissionAnswer = (
  permission: Permission,
  status: 'ATTACHABLE' | 'ASSOCIATED',
): Ram.ResourceSharePermissionSummary => ({
  arn: permission.arn,
  version: '1',
  defaultVersion: true,
  name: permission.name,
  resourceType: permission.resourceType,
  status,
  creationTime: new Date(permission.createdAt),
  lastUpdatedTime: new Date(permission.createdAt),
  isResourceTypeDefault: permission.type === 'AWS_MANAGED',
  permissionType: permission.type,
  featureSet: permission.featureSet,
});
