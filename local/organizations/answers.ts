import { AccountStatus } from '@aws-sdk/client-organizations';
import { accountArn, pathText, unitArn } from './arns.ts';
import type { Account, Tree, Unit } from './tree.ts';

/** An account as Organizations answers it. `Status` knows fewer states than `State`, which has replaced it. */
export const shownAccount = (tree: Tree, account: Account) => ({
  Id: account.id,
  Arn: accountArn(tree, account.id),
  Email: account.email,
  Name: account.name,
  ...(account.state in AccountStatus && { Status: account.state }),
  State: account.state,
  Paths: [pathText(tree, account.parentId, account.id)],
  JoinedMethod: account.joinedMethod,
  JoinedTimestamp: account.joinedAt,
});

/** An OU as Organizations answers it. */
export const shownUnit = (tree: Tree, { id, name }: Unit) => ({
  Id: id,
  Arn: unitArn(tree, id),
  Name: name,
  Path: pathText(tree, id),
});

export const shownParent = (tree: Tree, id: string) => ({
  Id: id,
  Type: id === tree.rootId ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const),
});
