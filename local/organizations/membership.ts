import type { World } from '../world.ts';
import { type Closing, createClosing } from './closing.ts';
import { emitDeparted, emitJoined } from './events.ts';
import { type Account, newAccount, type Tree, type Unit } from './tree.ts';

/** The changes of an organization, each with the events that AWS itself raises, and told to the listeners. */
export interface Membership extends Pick<Closing, 'setState' | 'close' | 'hasVanished'> {
  join(id: string, name: string, parentId: string): void;
  move(account: Account, parentId: string): void;
  leave(account: Account): void;
  addUnit(parentId: string, name: string): Unit;
}

/** @param changed told after each change of where an account is. */
export function createMembership(world: World, tree: Tree, changed: () => void): Membership {
  const now = () => new Date(world.clock.now());
  const takeOut = (account: Account, how: 'REMOVED' | 'CLEANED'): void => {
    closing.forget(account.id);
    tree.removeAccount(account.id);
    emitDeparted(world, tree, account, how);
    changed();
  };
  const closing = createClosing(world, tree, (account) => takeOut(account, 'CLEANED'));
  return {
    ...closing,
    join: (id, name, parentId) => {
      const account = newAccount({ id, name }, parentId, 'INVITED', now());
      tree.putAccount(account);
      emitJoined(world, tree, account);
      changed();
    },
    move: (account, parentId) => {
      tree.putAccount({ ...account, parentId });
      changed();
    },
    leave: (account) => takeOut(account, 'REMOVED'),
    addUnit: (parentId, name) => {
      // An OU's id carries its root's: ou-ab12-…
      const unit = { id: `ou-${tree.rootId.slice('r-'.length)}-${world.hex(8)}`, name, parentId };
      tree.putUnit(unit);
      return unit;
    },
  };
}
