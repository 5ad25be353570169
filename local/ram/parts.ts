import type { World } from '../world.ts';
import type { Once } from './idempotency.ts';
import type { Invitations } from './invitations.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { OrganizationSharing } from './organization-sharing.ts';
import type { Stores } from './store.ts';

/** What the operations of RAM are made of. */
export interface Parts {
  readonly world: World;
  readonly stores: Stores;
  readonly lifecycle: Lifecycle;
  readonly invitations: Invitations;
  readonly sharing: OrganizationSharing;
  readonly once: Once;
}
