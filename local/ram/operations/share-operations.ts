import type {
  CreateResourceShareRequest,
  DeleteResourceShareRequest,
  UpdateResourceShareRequest,
} from '@aws-sdk/client-ram';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { shareAnswer } from '../answers.ts';
import { checkSettled } from '../disassociation-plan.ts';
import { invalidParameter, notPermitted } from '../errors.ts';
import { ownShare } from '../own-share.ts';
import type { Parts } from '../parts.ts';
import { permissionsToUse } from '../permissions-to-use.ts';
import { putOnShare } from '../put-on-share.ts';
import { checkPerCall, checkShareCount } from '../quotas.ts';
import { isExternalStaying } from '../reach.ts';
import { type Share, shareArn } from '../share.ts';
import type { Store } from '../store.ts';
import { withTags } from '../tags.ts';

/** CreateResourceShare, UpdateResourceShare, DeleteResourceShare. */
export function shareOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, stores, lifecycle, once } = parts;

  return {
    CreateResourceShare: (input: Input<CreateResourceShareRequest>, call) =>
      once(call, input, () => {
        const store = stores.of(call.caller);
        checkPerCall(input);
        checkShareCount(store);
        const share = newShare(parts, store, input);
        putOnShare(parts, store, share, input);
        return { resourceShare: shareAnswer(store.share(share.arn) ?? share, true) };
      }),

    UpdateResourceShare: (input: Input<UpdateResourceShareRequest>, call) =>
      once(call, input, () => {
        const { store, share } = ownShare(parts, call.caller, input.resourceShareArn);
        if (input.name === undefined && input.allowExternalPrincipals === undefined) {
          throw new AwsError(
            'MissingRequiredParameterException',
            'You must specify a name or allowExternalPrincipals.',
          );
        }
        if (input.allowExternalPrincipals === false) checkClosing(store, share);
        const updated = {
          ...share,
          name: input.name ?? share.name,
          allowExternalPrincipals: input.allowExternalPrincipals ?? share.allowExternalPrincipals,
          updatedAt: world.clock.now(),
        };
        store.putShare(updated);
        return { resourceShare: shareAnswer(updated, true) };
      }),

    DeleteResourceShare: (input: Input<DeleteResourceShareRequest>, call) =>
      once(call, input, () => {
        const { store, share } = ownShare(parts, call.caller, input.resourceShareArn);
        checkSettled(store.associationsOf(share.arn), world.switches.pendingInvitationBlocksDisassociate);
        lifecycle.deleteShare(store, share);
        return { returnValue: true };
      }),
  };

  /** What a share that turns external principals away means for those on it is not known (facts 5.4): a switch. */
  function checkClosing(store: Store, share: Share): void {
    if (share.retainsOnLeave) throw retainNeedsExternal();
    if (world.switches.externalFlipKeepsPrincipals) return;
    const { organizations } = world.peers;
    const external = store
      .associationsOf(share.arn)
      .find((each) => isExternalStaying(organizations, share.scope.account, each));
    if (external) {
      throw notPermitted(
        `Principal ${external.entity} of the resource share is not in your AWS organization.`,
      );
    }
  }
}

function newShare(parts: Parts, store: Store, input: Input<CreateResourceShareRequest>): Share {
  const { clock, uuid } = parts.world;
  const { allowExternalPrincipals = true, resourceShareConfiguration } = input;
  const retainsOnLeave = resourceShareConfiguration?.retainSharingOnAccountLeaveOrganization ?? false;
  if (retainsOnLeave && !allowExternalPrincipals) throw retainNeedsExternal();
  return {
    arn: shareArn(store.scope, uuid()),
    name: input.name,
    scope: store.scope,
    status: 'ACTIVE',
    featureSet: 'STANDARD',
    allowExternalPrincipals,
    retainsOnLeave,
    tags: withTags([], input.tags ?? []),
    permissions: permissionsToUse(input.permissionArns ?? [], store.permissions),
    createdAt: clock.now(),
    updatedAt: clock.now(),
  };
}

const retainNeedsExternal = (): AwsError =>
  invalidParameter('retainSharingOnAccountLeaveOrganization needs allowExternalPrincipals to be true.');
