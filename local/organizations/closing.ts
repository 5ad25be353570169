import type { AccountState, World } from '../world.ts';
import { emitCloseResult } from './events.ts';
import type { Account, Tree } from './tree.ts';

/** How accounts come to their end (facts 7.3, 10). */
export interface Closing {
  /** Ends what was under way for the account. One that is closed leaves when its time is over. */
  setState(account: Account, state: AccountState): void;
  /** Closes it in the background: PENDING_CLOSURE, then CLOSED, with the event that says so. */
  close(account: Account): void;
  /** It has left, and waits for nothing any more. */
  forget(id: string): void;
  /** Has it been closed for so long that AWS has taken it away? */
  hasVanished(id: string): boolean;
}

/** "A few minutes" at most, says AWS; its printed example takes eight seconds. */
const CLOSING_MS = 8_000;
/** After this a closed account can't be opened again. */
const POST_CLOSURE_MS = 90 * 86_400_000;

/** @param cleanOut takes an account out of the organization whose post-closure period is over. */
export function createClosing(
  { clock, emit, uuid }: Pick<World, 'clock' | 'emit' | 'uuid'>,
  tree: Tree,
  cleanOut: (account: Account) => void,
): Closing {
  /** The next step of each account, to call it off. */
  const steps = new Map<string, () => void>();
  const vanished = new Set<string>();

  const forget = (id: string): void => {
    steps.get(id)?.();
    steps.delete(id);
  };
  const later = (id: string, ms: number, step: (account: Account) => void): void => {
    const run = () => {
      const account = tree.account(id);
      if (account) step(account);
    };
    steps.set(id, clock.at(clock.now() + ms, run));
  };
  const setState = (account: Account, state: AccountState): void => {
    forget(account.id);
    tree.putAccount({ ...account, state });
    if (state !== 'CLOSED') return;
    later(account.id, POST_CLOSURE_MS, (gone) => {
      vanished.add(gone.id);
      cleanOut(gone);
    });
  };

  return {
    setState,
    forget,
    // An account that is put back is one again.
    hasVanished: (id) => vanished.has(id) && !tree.account(id),
    close: (account) => {
      const requestedAt = clock.now();
      setState(account, 'PENDING_CLOSURE');
      later(account.id, CLOSING_MS, (pending) => {
        setState(pending, 'CLOSED');
        emitCloseResult({ clock, emit, uuid }, tree, pending, requestedAt);
      });
    },
  };
}
