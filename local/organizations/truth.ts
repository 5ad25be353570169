import type { OrganizationsTruth, World } from '../world.ts';
import { organizationArn, unitArn } from './arns.ts';
import { emitCall } from './events.ts';
import type { Organization } from './rights.ts';
import type { Account } from './tree.ts';

/** The truth of a world without an organization: nobody is inside. */
export const noOrganization: OrganizationsTruth = {
  organization: () => undefined,
  pathOf: () => undefined,
  exists: () => false,
  isUnder: () => false,
  accounts: () => [],
  onChange: () => {},
  place: refuse,
  stateOf: () => undefined,
  setState: refuse,
  hasVanished: () => false,
};

function refuse(): never {
  throw new Error('this cloud has no organization');
}

/**
 * The truth of an organization. `place` stands for somebody in the management account: it raises the events that
 * their MoveAccount or RemoveAccountFromOrganization would. It throws for a management account
 * that is to leave, and for a path that is too deep.
 */
export function organizationTruth(
  world: World,
  { tree, membership }: Organization,
  onChange: OrganizationsTruth['onChange'],
): OrganizationsTruth {
  const pathOf = (id: string): readonly string[] | undefined => {
    const account = tree.account(id);
    return account && tree.chainOf(account.parentId);
  };
  const containerOf = (arn: string): string | undefined =>
    arn === organizationArn(tree)
      ? tree.rootId
      : tree.units().find(({ id }) => unitArn(tree, id) === arn)?.id;

  const unitAt = (ouPath: string): string =>
    ouPath
      .split('/')
      .filter(Boolean)
      .reduce((parentId, name) => {
        const known = tree.units().find((unit) => unit.parentId === parentId && unit.name === name);
        if (!known && !tree.hasRoomBelow(parentId))
          throw new Error(`${ouPath} is too deep: five levels of OUs at most`);
        return (known ?? membership.addUnit(parentId, name)).id;
      }, tree.rootId);

  const move = (account: Account, parentId: string): void => {
    if (account.parentId === parentId) return;
    membership.move(account, parentId);
    emitCall(world, tree, 'MoveAccount', {
      accountId: account.id,
      sourceParentId: account.parentId,
      destinationParentId: parentId,
    });
  };
  const takeOut = (account: Account): void => {
    if (account.id === tree.managementAccount) throw new Error("the management account can't leave");
    emitCall(world, tree, 'RemoveAccountFromOrganization', { accountId: account.id });
    membership.leave(account);
  };

  return {
    organization: () => ({
      id: tree.id,
      arn: organizationArn(tree),
      managementAccount: tree.managementAccount,
    }),
    pathOf,
    exists: (arn) => containerOf(arn) !== undefined,
    isUnder: (id, arn) => {
      const container = containerOf(arn);
      return container !== undefined && (pathOf(id)?.includes(container) ?? false);
    },
    accounts: () => tree.accounts().map(({ id }) => id),
    onChange,
    place: (id, ouPath, name = `account-${id}`) => {
      const account = tree.account(id);
      if (ouPath === undefined) return account && takeOut(account);
      const parentId = unitAt(ouPath);
      if (account) move(account, parentId);
      else membership.join(id, name, parentId);
    },
    stateOf: (id) => tree.account(id)?.state,
    setState: (id, state) => {
      const account = tree.account(id);
      if (!account) throw new Error(`${id} is not in the organization`);
      if (id === tree.managementAccount && state !== 'ACTIVE') {
        throw new Error('the management account stays active');
      }
      membership.setState(account, state);
    },
    hasVanished: membership.hasVanished,
  };
}
