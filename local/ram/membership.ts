import type { World } from '../world.ts';
import { isPresent } from './association.ts';
import { writeAllPolicies } from './policy-sync.ts';
import { readPrincipal } from './principals.ts';
import { areTogether } from './reach.ts';
import type { Stores } from './store.ts';

/**
 * Access follows the organization, without a RAM call or event (facts 7.2): binds the accounts that have come in, drops
 * those that AWS has taken away (facts 10), and writes the policies of all SMS resources anew.
 */
export function followOrganization(world: World, stores: Stores): void {
  const { organizations } = world.peers;
  for (const store of stores.all()) {
    for (const { arn } of store.shares()) {
      for (const association of store.associationsOf(arn)) {
        if (association.kind !== 'PRINCIPAL' || !isPresent(association)) continue;
        const principal = readPrincipal(association.entity);
        if (!principal || !('account' in principal)) continue;
        if (organizations.hasVanished(principal.account)) {
          store.removeAssociation(association);
          continue;
        }
        if (association.boundToOrganization) continue;
        if (!areTogether(organizations, store.scope.account, principal.account)) continue;
        store.putAssociation({ ...association, boundToOrganization: true });
      }
    }
    writeAllPolicies(world, store);
  }
}
