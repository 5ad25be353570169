import type { Scope } from '../../src/core/resource.ts';
import { AwsError } from '../aws-error.ts';
import type { ResourceType } from './resource-types.ts';

/** An invitation to a share, kept with its sender. Times are milliseconds since 1970, UTC. */
export interface Invitation {
  readonly arn: string;
  readonly shareArn: string;
  readonly shareName: string;
  readonly sender: string;
  readonly receiver: string;
  /** The IAM role or user that was invited, when it is not the account. */
  readonly receiverArn: string | undefined;
  /** The principal of the share that waits for the answer. */
  readonly entity: string;
  readonly status: 'PENDING' | 'ACCEPTED' | 'REJECTED' | 'EXPIRED';
  readonly sentAt: number;
  readonly expiresAt: number;
}

export const invitationArn = ({ account, region }: Scope, id: string): string =>
  `arn:aws:ram:${region}:${account}:resource-share-invitation/${id}`;

export const isInvitationArn = (text: string): boolean =>
  /^arn:aws[\w-]*:ram:[a-z0-9-]+:\d{12}:resource-share-invitation\/[\w-]+$/.test(text);

/**
 * Can it still be answered?
 *
 * @throws AwsError ResourceShareInvitationAlreadyAcceptedException, …AlreadyRejectedException, …ExpiredException
 */
export function checkPending({ arn, status, expiresAt }: Invitation, now: number): void {
  if (status === 'PENDING' && now < expiresAt) return;
  throw new AwsError(
    `ResourceShareInvitation${REFUSALS[status]}Exception`,
    `ResourceShareInvitation ${arn} is ${status === 'PENDING' ? 'EXPIRED' : status}.`,
  );
}

/** PENDING is refused only when its time is over. */
const REFUSALS: Readonly<Record<Invitation['status'], string>> = {
  PENDING: 'Expired',
  EXPIRED: 'Expired',
  ACCEPTED: 'AlreadyAccepted',
  REJECTED: 'AlreadyRejected',
};

const HOUR_MS = 60 * 60 * 1000;

/**
 * Twelve hours, and seven days when all that is shared are types of the long list (facts 5.3). What a share of both
 * kinds, or without resources, gets is not published: the shorter.
 */
export function invitationLifeMs(types: readonly ResourceType[]): number {
  const isLong = types.length > 0 && types.every(({ invitationDays }) => invitationDays === 7);
  return isLong ? 7 * 24 * HOUR_MS : 12 * HOUR_MS;
}

/**
 * Does this consumer have to accept? Not inside the organization while sharing with it is on, except for shares
 * that are kept after leaving; never the owner itself (facts 5.3).
 */
export function needsInvitation(consumer: {
  readonly isOwner: boolean;
  readonly isInside: boolean;
  readonly sharingWithOrganization: boolean;
  readonly retainsOnLeave: boolean;
}): boolean {
  if (consumer.isOwner) return false;
  return consumer.retainsOnLeave || !(consumer.isInside && consumer.sharingWithOrganization);
}
