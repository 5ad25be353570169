export type AssociationKind = 'PRINCIPAL' | 'RESOURCE' | 'SOURCE';

/** One principal, resource or source on a share. Times are milliseconds since 1970, UTC. */
export interface Association {
  readonly shareArn: string;
  readonly kind: AssociationKind;
  /** Account id, ARN, service principal or source, as it was given. */
  readonly entity: string;
  readonly status: 'ASSOCIATING' | 'ASSOCIATED' | 'FAILED' | 'DISASSOCIATING' | 'DISASSOCIATED';
  readonly statusMessage: string | undefined;
  /** The invitation that ASSOCIATING waits for. */
  readonly invitationArn: string | undefined;
  /** It takes part in what the share grants: from ASSOCIATED until DISASSOCIATED. */
  readonly grants: boolean;
  /** The principal has been in the owner's organization since, and loses access by leaving it (facts 5.5). */
  readonly boundToOrganization: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const associationKey = ({ kind, entity }: Pick<Association, 'kind' | 'entity'>): string =>
  `${kind} ${entity}`;

/** @param how `invitationArn`: it waits for the answer to this. */
export const beginning = (
  which: Pick<Association, 'shareArn' | 'kind' | 'entity'>,
  how: Partial<Pick<Association, 'invitationArn' | 'boundToOrganization'>>,
  now: number,
): Association => ({
  ...which,
  status: 'ASSOCIATING',
  statusMessage: undefined,
  invitationArn: how.invitationArn,
  grants: false,
  boundToOrganization: how.boundToOrganization ?? false,
  createdAt: now,
  updatedAt: now,
});

/** The invitation was accepted; now it settles as any other. */
export const admitted = (association: Association, now: number): Association => ({
  ...association,
  invitationArn: undefined,
  updatedAt: now,
});

export const associated = (association: Association, now: number): Association => ({
  ...association,
  status: 'ASSOCIATED',
  grants: true,
  updatedAt: now,
});

export const failed = (association: Association, statusMessage: string, now: number): Association => ({
  ...association,
  status: 'FAILED',
  statusMessage,
  updatedAt: now,
});

/** What it grants, it grants until this has settled. */
export const leaving = (association: Association, now: number): Association => ({
  ...association,
  status: 'DISASSOCIATING',
  statusMessage: undefined,
  invitationArn: undefined,
  updatedAt: now,
});

export const disassociated = (association: Association, now: number): Association => ({
  ...association,
  status: 'DISASSOCIATED',
  invitationArn: undefined,
  grants: false,
  updatedAt: now,
});

/** Still there, in whatever state: it counts for limits and can be disassociated. */
export const isPresent = ({ status }: Association): boolean => status !== 'DISASSOCIATED';

/** Present and meant to stay: what a new item must get along with. */
export const isStaying = ({ status }: Association): boolean =>
  status === 'ASSOCIATING' || status === 'ASSOCIATED';

/** A settled one that another association can take the place of. */
export const isReplaceable = ({ status }: Association): boolean =>
  status === 'FAILED' || status === 'DISASSOCIATED';

/** Is it still at the step that a delayed task was set for? Being bound to the organization is no step. */
export const isSameStep = (one: Association, other: Association): boolean =>
  one.status === other.status &&
  one.updatedAt === other.updatedAt &&
  one.invitationArn === other.invitationArn;

/** The settled ones of a kind: all that lists without a status show. */
export const associatedOf = (
  associations: readonly Association[],
  kind: Association['kind'],
): readonly Association[] =>
  associations.filter((each) => each.kind === kind && each.status === 'ASSOCIATED');
