import type { World } from '../world.ts';
import { type Association, admitted } from './association.ts';
import { limitExceeded } from './errors.ts';
import { checkPending, type Invitation, invitationArn, invitationLifeMs } from './invitation.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Principal } from './principals.ts';
import type { ResourceType } from './resource-types.ts';
import type { Share } from './share.ts';
import type { Store, Stores } from './store.ts';

/** What happens with invitations (facts 5.3). */
export interface Invitations {
  /** Refuses what would be more than 250 pending ones of a sender. */
  checkRoom(sender: string, more: number): void;
  /** Invites the account of a principal. @returns the ARN of the invitation. */
  send(store: Store, share: Share, to: Invitee, types: readonly ResourceType[]): string;
  /** For the receiver. Throws when it is not pending. @returns it as it is then. */
  accept(store: Store, invitation: Invitation): Invitation;
  reject(store: Store, invitation: Invitation): Invitation;
}

export type Invitee = Extract<Principal, { readonly account: string }>;

/** Facts 5.13. */
const MAX_PENDING = 250;

export function createInvitations(
  { clock, uuid }: Pick<World, 'clock' | 'uuid'>,
  stores: Stores,
  lifecycle: Lifecycle,
): Invitations {
  const close = (store: Store, invitation: Invitation, status: Invitation['status']): Invitation => {
    const closed = { ...invitation, status };
    store.putInvitation(closed);
    return closed;
  };
  /** The share, and the principal that waits for this very invitation. */
  const waiting = (store: Store, { arn, shareArn, entity }: Invitation) => {
    const share = store.share(shareArn);
    const association = store.association({ shareArn, kind: 'PRINCIPAL', entity });
    return share && association?.invitationArn === arn ? { share, association } : undefined;
  };
  const turnAway = (store: Store, invitation: Invitation): void => {
    const found = waiting(store, invitation);
    if (found) lifecycle.drop(store, found.share, [found.association]);
  };

  return {
    checkRoom: (sender, more) => {
      const pending = stores
        .all()
        .filter(({ scope }) => scope.account === sender)
        .flatMap((store) => store.invitations().filter(({ status }) => status === 'PENDING'));
      if (more > 0 && pending.length + more > MAX_PENDING) {
        throw limitExceeded(`You have reached the limit of ${MAX_PENDING} pending invitations.`);
      }
    },
    send: (store, share, to, types) => {
      const sentAt = clock.now();
      const invitation: Invitation = {
        arn: invitationArn(share.scope, uuid()),
        shareArn: share.arn,
        shareName: share.name,
        sender: share.scope.account,
        receiver: to.account,
        receiverArn: to.kind === 'account' ? undefined : to.id,
        entity: to.id,
        status: 'PENDING',
        sentAt,
        expiresAt: sentAt + invitationLifeMs(types),
      };
      store.putInvitation(invitation);
      clock.at(invitation.expiresAt, () => {
        if (store.invitation(invitation.arn) !== invitation) return;
        turnAway(store, close(store, invitation, 'EXPIRED'));
      });
      return invitation.arn;
    },
    accept: (store, invitation) => {
      checkPending(invitation, clock.now());
      const found = waiting(store, invitation);
      if (found) {
        const association: Association = admitted(found.association, clock.now());
        store.putAssociation(association);
        lifecycle.settle(store, found.share, [association]);
      }
      return close(store, invitation, 'ACCEPTED');
    },
    reject: (store, invitation) => {
      checkPending(invitation, clock.now());
      turnAway(store, invitation);
      return close(store, invitation, 'REJECTED');
    },
  };
}
