import type { Scope } from '../../src/core/resource.ts';
import type { World } from '../world.ts';
import { type Association, associationKey } from './association.ts';
import type { Invitation } from './invitation.ts';
import type { Permission } from './permissions.ts';
import type { Share } from './share.ts';
import { type Timeline, timeline } from './timeline.ts';

/** What one account has in RAM in one Region, at a moment. */
export interface View {
  readonly scope: Scope;
  shares(): readonly Share[];
  associationsOf(shareArn: string): readonly Association[];
  /** Those that the account sent. */
  invitations(): readonly Invitation[];
}

/** The same, and it can be changed. As a view it is what stands now. */
export interface Store extends View {
  share(arn: string): Share | undefined;
  putShare(share: Share): void;
  /** With its associations and invitations. */
  removeShare(arn: string): void;
  association(which: Pick<Association, 'shareArn' | 'kind' | 'entity'>): Association | undefined;
  putAssociation(association: Association): void;
  removeAssociation(association: Association): void;
  invitation(arn: string): Invitation | undefined;
  putInvitation(invitation: Invitation): void;
  removeInvitation(arn: string): void;
  /** Customer managed permissions, by ARN. */
  readonly permissions: Map<string, Permission>;
  /** What a read shows: `switches.readLagSeconds` ago. */
  read(): View;
}

/** The stores of all accounts and Regions. */
export interface Stores {
  of(scope: Scope): Store;
  inRegion(region: string): readonly Store[];
  all(): readonly Store[];
}

/** @param changed told after each change of any of them. */
export function createStores(world: Pick<World, 'clock' | 'switches'>, changed: () => void): Stores {
  const stores = new Map<string, Store>();
  return {
    of: ({ account, region }) => {
      const key = `${account} ${region}`;
      const store = stores.get(key) ?? createStore({ account, region }, world, changed);
      stores.set(key, store);
      return store;
    },
    inRegion: (region) => [...stores.values()].filter(({ scope }) => scope.region === region),
    all: () => [...stores.values()],
  };
}

function createStore(
  scope: Scope,
  { clock, switches }: Pick<World, 'clock' | 'switches'>,
  changed: () => void,
): Store {
  const shares = timeline<Share>(clock.now, changed);
  const invitations = timeline<Invitation>(clock.now, changed);
  const associations = new Map<string, Timeline<Association>>();
  const onShare = (arn: string): Timeline<Association> => {
    const known = associations.get(arn) ?? timeline<Association>(clock.now, changed);
    associations.set(arn, known);
    return known;
  };

  return {
    scope,
    permissions: new Map(),
    shares: shares.values,
    associationsOf: (arn) => associations.get(arn)?.values() ?? [],
    invitations: invitations.values,
    share: shares.get,
    putShare: (share) => shares.set(share.arn, share),
    removeShare: (arn) => {
      shares.remove(arn);
      associations.delete(arn);
      for (const { arn: sent, shareArn } of invitations.values()) {
        if (shareArn === arn) invitations.remove(sent);
      }
    },
    association: (which) => associations.get(which.shareArn)?.get(associationKey(which)),
    putAssociation: (association) =>
      onShare(association.shareArn).set(associationKey(association), association),
    removeAssociation: (association) => onShare(association.shareArn).remove(associationKey(association)),
    invitation: invitations.get,
    putInvitation: (invitation) => invitations.set(invitation.arn, invitation),
    removeInvitation: invitations.remove,
    read() {
      const lagMs = switches.readLagSeconds * 1000;
      if (lagMs <= 0) return this;
      const at = clock.now() - lagMs;
      return {
        scope,
        shares: () => shares.valuesAt(at),
        associationsOf: (arn) => associations.get(arn)?.valuesAt(at) ?? [],
        invitations: () => invitations.valuesAt(at),
      };
    },
  };
}
