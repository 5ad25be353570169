import { scopeOf } from '../../src/core/resource.ts';
import type { RamTruth } from '../world.ts';
import { followPolicy, shareFromPolicy } from './created-from-policy.ts';
import type { Parts } from './parts.ts';
import { isConsumer } from './reach.ts';

/**
 * What shares really grant: reads never lag here.
 *
 * @param granted remembered until anything changes
 */
export function ramTruth(parts: Parts, granted: Map<string, readonly string[]>): RamTruth {
  const { world, stores, lifecycle, sharing } = parts;

  const grantedTo = (account: string, region: string): readonly string[] => {
    const { organizations } = world.peers;
    const arns = stores.inRegion(region).flatMap((store) =>
      store
        .shares()
        .filter((share) => isConsumer(organizations, store, share, account))
        .flatMap(({ arn }) => store.associationsOf(arn))
        .filter(({ kind, grants }) => kind === 'RESOURCE' && grants)
        .map(({ entity }) => entity),
    );
    return [...new Set(arns)];
  };

  return {
    sharedWith: (account, region) => {
      const key = `${account} ${region}`;
      const arns = granted.get(key) ?? grantedTo(account, region);
      granted.set(key, arns);
      return arns;
    },
    sharingWithOrganization: sharing.isOn,
    policyChanged: (resourceArn, document) => followPolicy(world, stores, lifecycle, resourceArn, document),
    resourceDeleted: (resourceArn) => {
      const store = stores.of(scopeOf(resourceArn));
      const fromPolicy = shareFromPolicy(store, resourceArn);
      if (fromPolicy) lifecycle.deleteShare(store, fromPolicy);
      for (const share of store.shares().filter(({ arn }) => arn !== fromPolicy?.arn)) {
        const found = store.association({ shareArn: share.arn, kind: 'RESOURCE', entity: resourceArn });
        // One that is ASSOCIATING fails when it is due.
        if (found?.status === 'ASSOCIATED') lifecycle.leave(store, share, [found]);
      }
    },
  };
}
