import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { shownUnit } from './answers.ts';
import { accountArn, organizationArn, rootArn } from './arns.ts';
import { organizationsError } from './errors.ts';
import { listPage, type PageInput } from './page.ts';
import type { Rights } from './rights.ts';
import type { Tree } from './tree.ts';

type ParentInput = PageInput & { readonly ParentId: string };

/** Reads of the organization, its root and its OUs. */
export function unitOperations(
  world: World,
  { asMember, asReader }: Rights,
): Readonly<Record<string, Operation>> {
  const childrenOf = <T extends { readonly parentId: string }>(tree: Tree, id: string, all: readonly T[]) => {
    if (!tree.isParent(id)) throw organizationsError('ParentNotFoundException');
    return all.filter(({ parentId }) => parentId === id);
  };

  return {
    DescribeOrganization: (_input: unknown, call) => ({ Organization: shownOrganization(asMember(call)) }),

    ListRoots: (input: PageInput, call) => {
      const tree = asReader(call);
      const root = { Id: tree.rootId, Arn: rootArn(tree), Name: 'Root', PolicyTypes: [] };
      const { items, ...rest } = listPage(world, call, input, [root], ({ Id }) => Id);
      return { Roots: items, ...rest };
    },

    ListOrganizationalUnitsForParent: (input: ParentInput, call) => {
      const tree = asReader(call);
      const units = childrenOf(tree, input.ParentId, tree.units());
      const { items, ...rest } = listPage(world, call, input, units, ({ id }) => id);
      return { OrganizationalUnits: items.map((unit) => shownUnit(tree, unit, world.switches)), ...rest };
    },

    ListChildren: (input: ParentInput & { readonly ChildType: 'ACCOUNT' | 'ORGANIZATIONAL_UNIT' }, call) => {
      const tree = asReader(call);
      const all = input.ChildType === 'ACCOUNT' ? tree.accounts() : tree.units();
      const { items, ...rest } = listPage(
        world,
        call,
        input,
        childrenOf(tree, input.ParentId, all),
        ({ id }) => id,
      );
      return { Children: items.map(({ id }) => ({ Id: id, Type: input.ChildType })), ...rest };
    },

    DescribeOrganizationalUnit: (input: { readonly OrganizationalUnitId: string }, call) => {
      const tree = asReader(call);
      const unit = tree.unit(input.OrganizationalUnitId);
      if (!unit) throw organizationsError('OrganizationalUnitNotFoundException');
      return { OrganizationalUnit: shownUnit(tree, unit, world.switches) };
    },
  };
}

const shownOrganization = (tree: Tree) => ({
  Id: tree.id,
  Arn: organizationArn(tree),
  FeatureSet: 'ALL',
  MasterAccountArn: accountArn(tree, tree.managementAccount),
  MasterAccountId: tree.managementAccount,
  MasterAccountEmail: tree.account(tree.managementAccount)?.email,
  AvailablePolicyTypes: [],
});
