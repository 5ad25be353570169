import type { World } from '../world.ts';
import type { Access } from './access.ts';
import type { Once } from './idempotency.ts';
import type { Policies } from './policies.ts';
import type { Store } from './store.ts';
import type { Tags } from './tag-store.ts';

/** What the operations work with. */
export interface Parts {
  readonly world: World;
  readonly store: Store;
  readonly access: Access;
  readonly policies: Policies;
  readonly tags: Tags;
  readonly once: Once;
  /** Runs a task once the settling seconds are over; at once when there are none. */
  readonly settle: (task: () => void) => void;
  /** Takes a resource away with its policy and tags, and tells RAM. */
  readonly remove: (arn: string) => void;
  readonly now: () => Date;
}
