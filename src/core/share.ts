import type { Actor } from './finding.ts';

/** `DISASSOCIATED` and `FAILED` give no access; every state that is not listed here is `unsettled`. */
export type AssociationState = 'pending' | 'active' | 'ending' | 'ended' | 'failed' | 'unsettled';

/** One resource or principal of a resource share, as RAM lists it. */
export interface Association {
  /** A principal as RAM writes it, or a resource ARN. */
  readonly entity: string;
  readonly state: AssociationState;
  /** RAM's own word, such as `ASSOCIATING`, and what it says about it. */
  readonly status: string;
  readonly statusMessage?: string;
  /** When it came to be, ISO 8601, UTC. */
  readonly since?: string;
}

/** A resource share with all its principals and resources, read at one moment. */
export interface ShareSnapshot {
  readonly arn: string;
  readonly name: string;
  readonly owner: string;
  readonly region: string;
  readonly principals: readonly Association[];
  readonly resources: readonly Association[];
  /** Whom the services on the share may act for: account ids, ARNs, organization ids and paths. Absent: not read. */
  readonly sources?: readonly Association[] | undefined;
  /** Principals outside of the organization may be put on it. */
  readonly allowsExternal: boolean;
  /** An account that leaves the organization keeps it (facts 5.5). */
  readonly retainsOnLeave: boolean;
  /** `CREATED_FROM_POLICY` shares can't be changed through RAM (facts 5.7). */
  readonly featureSet: string;
  /** When the share itself changed last, ISO 8601, UTC. Absent: RAM does not say. */
  readonly changedAt?: string | undefined;
  /** ISO 8601, UTC: when the read began. A later read never loses to an earlier one. */
  readonly readAt: string;
}

/** A share as a look saw it, and who had changed it last. */
export interface ShareOnRecord
  extends Pick<ShareSnapshot, 'principals' | 'resources' | 'sources' | 'readAt'> {
  readonly actor?: Actor | undefined;
  /** The pools that depend on it have not been looked at since. */
  readonly arePoolsDue?: true | undefined;
}

/** Does the share give the same to the same as when it was put on record? */
export function isAsOnRecord(share: ShareSnapshot, record: ShareOnRecord): boolean {
  const isSame = (now: readonly Association[] = [], before: readonly Association[] = []): boolean => {
    const known = new Map(before.map(({ entity, status }) => [entity, status]));
    return now.length === before.length && now.every(({ entity, status }) => known.get(entity) === status);
  };
  return (
    isSame(share.principals, record.principals) &&
    isSame(share.resources, record.resources) &&
    isSame(share.sources, record.sources)
  );
}

/** It is on the share, or on its way there: RAM is not taking it off, and has not failed to put it on. */
export const isOnShare = ({ state }: Association): boolean =>
  state === 'active' || state === 'pending' || state === 'unsettled';

const STATES: ReadonlyMap<string | undefined, AssociationState> = new Map([
  ['ASSOCIATING', 'pending'],
  ['ASSOCIATED', 'active'],
  ['DISASSOCIATING', 'ending'],
  ['DISASSOCIATED', 'ended'],
  ['FAILED', 'failed'],
]);

/** Reads RAM's association status. SUSPENDED and its kin have no published meaning: `unsettled` (facts 5.1). */
export function associationState(status: string | undefined): AssociationState {
  return STATES.get(status) ?? 'unsettled';
}
