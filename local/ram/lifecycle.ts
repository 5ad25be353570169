import type { World } from '../world.ts';
import {
  type Association,
  associated,
  beginning,
  disassociated,
  failed,
  isPresent,
  isSameStep,
  leaving,
} from './association.ts';
import type { AssociationFaults } from './association-faults.ts';
import { tellChange } from './change-events.ts';
import { resourcesOf, writePolicies } from './policy-sync.ts';
import { DELETED_LISTED_MS, type Share } from './share.ts';
import type { Store } from './store.ts';
import { whyItFails } from './why-it-fails.ts';

/** How associations and shares change as time goes by. What is decided here is written and told at once. */
export interface Lifecycle {
  /** Puts items on a share. Those that wait for no invitation settle. */
  begin(store: Store, share: Share, items: readonly Beginning[]): readonly Association[];
  /** Lets associations settle that have begun. */
  settle(store: Store, share: Share, associations: readonly Association[]): void;
  /** Takes associations off a share, and the invitations that they wait for with them. */
  leave(store: Store, share: Share, associations: readonly Association[]): readonly Association[];
  /** Takes them off with no time between: a principal that never came to be one. */
  drop(store: Store, share: Share, associations: readonly Association[]): void;
  deleteShare(store: Store, share: Share): void;
}

export interface Beginning extends Pick<Association, 'kind' | 'entity'> {
  readonly invitationArn?: string | undefined;
  readonly boundToOrganization?: boolean;
}

/** @param faults what makes associations fail on purpose. */
export function createLifecycle(world: World, faults: Pick<AssociationFaults, 'strike'>): Lifecycle {
  const { clock } = world;
  const settlingMs = () => world.switches.associationSeconds * 1000;

  /** Runs when the time to settle has passed. Idle waits for it. */
  const later = (what: string, task: () => void): void => {
    const end = world.inFlight(what);
    clock.at(clock.now() + settlingMs(), () => {
      try {
        task();
      } finally {
        end();
      }
    });
  };

  const write = (store: Store, share: Share, records: readonly Association[]): void => {
    if (records.length === 0) return;
    const before = records.flatMap((each) => store.association(each) ?? []);
    for (const record of records) store.putAssociation(record);
    writePolicies(world, store, affectedResources(store, records));
    tellChange(world, store, share, before, records);
    const gone = records.filter((each) => !isPresent(each));
    if (gone.length > 0) {
      clock.at(clock.now() + world.switches.disassociatedListedSeconds * 1000, () => {
        for (const each of standing(store, gone)) store.removeAssociation(each);
      });
    }
  };

  const lifecycle: Lifecycle = {
    begin: (store, share, items) => {
      const records = items.map(({ kind, entity, ...how }) =>
        beginning({ shareArn: share.arn, kind, entity }, how, clock.now()),
      );
      for (const record of records) store.putAssociation(record);
      lifecycle.settle(
        store,
        share,
        records.filter(({ invitationArn }) => !invitationArn),
      );
      return records;
    },
    settle: (store, share, records) => {
      if (records.length === 0) return;
      later(`ram: associations of ${share.arn} settle`, () => {
        const settled = standing(store, records).map((each) => {
          const reason = whyItFails(world.peers, each) ?? faults.strike();
          return reason ? failed(each, reason, clock.now()) : associated(each, clock.now());
        });
        write(store, share, settled);
      });
    },
    leave: (store, share, records) => {
      const going = records.map((each) => leaving(each, clock.now()));
      for (const { invitationArn } of records) if (invitationArn) store.removeInvitation(invitationArn);
      for (const each of going) store.putAssociation(each);
      if (going.length > 0) {
        later(`ram: associations of ${share.arn} end`, () => {
          write(
            store,
            share,
            standing(store, going).map((each) => disassociated(each, clock.now())),
          );
        });
      }
      return going;
    },
    drop: (store, share, records) =>
      write(
        store,
        share,
        records.map((each) => disassociated(each, clock.now())),
      ),
    deleteShare: (store, share) => {
      store.putShare({ ...share, status: 'DELETING', updatedAt: clock.now() });
      lifecycle.leave(
        store,
        share,
        store
          .associationsOf(share.arn)
          .filter(({ status }) => status !== 'DISASSOCIATING' && status !== 'DISASSOCIATED'),
      );
      later(`ram: ${share.arn} is deleted`, () => {
        const now = clock.now();
        const deleting = store.share(share.arn) ?? share;
        store.putShare({ ...deleting, status: 'DELETED', updatedAt: now });
        clock.at(now + DELETED_LISTED_MS, () => store.removeShare(share.arn));
      });
    },
  };
  return lifecycle;
}

/** Those that have not moved on since, as they are now. */
const standing = (store: Store, records: readonly Association[]): readonly Association[] =>
  records.flatMap((each) => {
    const current = store.association(each);
    return current && isSameStep(current, each) ? [current] : [];
  });

/** A change of a principal or source concerns all resources of its share. */
function affectedResources(store: Store, records: readonly Association[]): readonly string[] {
  const others = records.find(({ kind }) => kind !== 'RESOURCE');
  if (others) return resourcesOf(store, others.shareArn);
  return records.map(({ entity }) => entity);
}
