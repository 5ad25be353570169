import type {
  AcceptResourceShareInvitationRequest,
  GetResourceShareInvitationsRequest,
  ListPendingInvitationResourcesRequest,
  RejectResourceShareInvitationRequest,
} from '@aws-sdk/client-ram';
import { AwsError } from '../../aws-error.ts';
import type { Call, Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { invitationAnswer, resourceAnswer } from '../answers.ts';
import { isStaying } from '../association.ts';
import { malformedArn, unknownShare } from '../errors.ts';
import { checkPending, type Invitation, isInvitationArn } from '../invitation.ts';
import { pageFor } from '../pages.ts';
import type { Parts } from '../parts.ts';
import { isShareArn } from '../share.ts';
import type { View } from '../store.ts';

/** What the receiver of invitations may do. The sender sees none of them (facts 5.3). */
export function invitationOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, stores, invitations, once } = parts;

  return {
    GetResourceShareInvitations: (input: Input<GetResourceShareInvitationsRequest>, call) => {
      const { resourceShareInvitationArns: arns = [], resourceShareArns: shareArns = [] } = input;
      const received = receivedBy(
        call,
        stores.inRegion(call.caller.region).map((store) => store.read()),
      );
      for (const arn of arns) find(received, arn);
      for (const arn of shareArns) {
        if (!isShareArn(arn)) throw malformedArn(arn);
        if (!received.some(({ invitation }) => invitation.shareArn === arn)) throw unknownShare(arn);
      }
      const asked = received
        .map(({ invitation }) => invitation)
        .filter(
          ({ arn, shareArn }) =>
            (arns.length === 0 || arns.includes(arn)) &&
            (shareArns.length === 0 || shareArns.includes(shareArn)),
        );
      const { items, more } = pageFor(world, call, input, asked, ({ arn }) => arn);
      return { resourceShareInvitations: items.map(invitationAnswer), ...more };
    },

    AcceptResourceShareInvitation: (input: Input<AcceptResourceShareInvitationRequest>, call) =>
      once(call, input, () => {
        const { owner, invitation } = receivedNow(call, input.resourceShareInvitationArn);
        return { resourceShareInvitation: invitationAnswer(invitations.accept(owner, invitation)) };
      }),

    RejectResourceShareInvitation: (input: Input<RejectResourceShareInvitationRequest>, call) =>
      once(call, input, () => {
        const { owner, invitation } = receivedNow(call, input.resourceShareInvitationArn);
        return { resourceShareInvitation: invitationAnswer(invitations.reject(owner, invitation)) };
      }),

    ListPendingInvitationResources: (input: Input<ListPendingInvitationResourcesRequest>, call) => {
      const { owner, invitation } = receivedNow(call, input.resourceShareInvitationArn);
      // The model has no exception for one that was accepted.
      if (invitation.status !== 'ACCEPTED') checkPending(invitation, world.clock.now());
      const resources = owner
        .read()
        .associationsOf(invitation.shareArn)
        .filter(
          (each) => each.kind === 'RESOURCE' && isStaying(each) && input.resourceRegionScope !== 'GLOBAL',
        );
      const { items, more } = pageFor(world, call, input, resources, ({ entity }) => entity);
      return { resources: items.map(resourceAnswer), ...more };
    },
  };

  function receivedNow(call: Call, arn: string) {
    const found = find(receivedBy(call, stores.inRegion(call.caller.region)), arn);
    return { owner: stores.of(found.view.scope), invitation: found.invitation };
  }
}

interface Received {
  readonly invitation: Invitation;
  readonly view: View;
}

const receivedBy = ({ caller }: Call, views: readonly View[]): readonly Received[] =>
  views.flatMap((view) =>
    view
      .invitations()
      .filter(({ receiver }) => receiver === caller.account)
      .map((invitation) => ({ invitation, view })),
  );

function find(received: readonly Received[], arn: string): Received {
  if (!isInvitationArn(arn)) throw malformedArn(arn);
  const found = received.find(({ invitation }) => invitation.arn === arn);
  if (found) return found;
  throw new AwsError(
    'ResourceShareInvitationArnNotFoundException',
    `ResourceShareInvitation ${arn} could not be found.`,
  );
}
