import type { AccountStatus } from '@aws-sdk/client-organizations';
import type { Switches } from '../switches.ts';
import { accountArn, pathText, unitArn } from './arns.ts';
import type { Account, Tree, Unit } from './tree.ts';

/** Whether paths are told (the `accountPaths` switch). */
type Paths = Pick<Switches, 'accountPaths'>;

/** An account as Organizations answers it. */
export const shownAccount = (tree: Tree, account: Account, { accountPaths }: Paths) => ({
  Id: account.id,
  Arn: accountArn(tree, account.id),
  Email: account.email,
  Name: account.name,
  ...statusOf(account),
  State: account.state,
  ...(accountPaths && { Paths: [pathText(tree, account.parentId, account.id)] }),
  JoinedMethod: account.joinedMethod,
  JoinedTimestamp: account.joinedAt,
});

/** An OU as Organizations answers it. */
export const shownUnit = (tree: Tree, { id, name }: Unit, { accountPaths }: Paths) => ({
  Id: id,
  Arn: unitArn(tree, id),
  Name: name,
  ...(accountPaths && { Path: pathText(tree, id) }),
});

export const shownParent = (tree: Tree, id: string) => ({
  Id: id,
  Type: id === tree.rootId ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const),
});

/** `Status`, which `State` has replaced, knows fewer states: there a closed account is SUSPENDED. */
function statusOf({ state }: Account): { readonly Status?: AccountStatus } {
  const status = state === 'CLOSED' ? 'SUSPENDED' : state;
  return status === 'PENDING_ACTIVATION' ? {} : { Status: status };
}
