import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { shownAccount, shownParent } from './answers.ts';
import { organizationsError } from './errors.ts';
import { listPage, type PageInput } from './page.ts';
import type { Rights } from './rights.ts';

/** Reads that start at accounts: ListAccounts, DescribeAccount, ListAccountsForParent, ListParents. */
export function accountOperations(world: World, { asReader }: Rights): Readonly<Record<string, Operation>> {
  return {
    ListAccounts: (input: PageInput, call) => {
      const tree = asReader(call);
      const { items, ...rest } = listPage(world, call, input, tree.accounts(), ({ id }) => id);
      return { Accounts: items.map((account) => shownAccount(tree, account, world.switches)), ...rest };
    },

    DescribeAccount: (input: { readonly AccountId: string }, call) => {
      const tree = asReader(call);
      const account = tree.account(input.AccountId);
      if (!account) throw organizationsError('AccountNotFoundException');
      return { Account: shownAccount(tree, account, world.switches) };
    },

    ListAccountsForParent: (input: PageInput & { readonly ParentId: string }, call) => {
      const tree = asReader(call);
      if (!tree.isParent(input.ParentId)) throw organizationsError('ParentNotFoundException');
      const accounts = tree.accounts().filter(({ parentId }) => parentId === input.ParentId);
      const { items, ...rest } = listPage(world, call, input, accounts, ({ id }) => id);
      return { Accounts: items.map((account) => shownAccount(tree, account, world.switches)), ...rest };
    },

    ListParents: (input: PageInput & { readonly ChildId: string }, call) => {
      const tree = asReader(call);
      const child = tree.account(input.ChildId) ?? tree.unit(input.ChildId);
      if (!child) throw organizationsError('ChildNotFoundException');
      const { items, ...rest } = listPage(world, call, input, [child.parentId], (id) => id);
      return { Parents: items.map((id) => shownParent(tree, id)), ...rest };
    },
  };
}
