import type { Tree } from './tree.ts';

/** ARNs and paths of Organizations (facts 4 and 7.1). */

export const organizationArn = (tree: Tree): string => arn(tree, 'organization', tree.id);
export const rootArn = (tree: Tree): string => arn(tree, 'root', `${tree.id}/${tree.rootId}`);
export const unitArn = (tree: Tree, id: string): string => arn(tree, 'ou', `${tree.id}/${id}`);
export const accountArn = (tree: Tree, id: string): string => arn(tree, 'account', `${tree.id}/${id}`);

/** `o-exampleorgid/r-ab12/ou-ab12-11111111/`, with the account id as its last segment for an account. */
export const pathText = (tree: Tree, parentId: string, account?: string): string =>
  [tree.id, ...tree.chainOf(parentId), ...(account ? [account] : []), ''].join('/');

const arn = (tree: Tree, type: string, rest: string): string =>
  `arn:aws:organizations::${tree.managementAccount}:${type}/${rest}`;
