import type { AccountJoinedMethod, AccountState } from '@aws-sdk/client-organizations';
import type { AccountData, OrganizationTree, UnitData } from './tree-data.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly parentId: string;
  readonly joinedMethod: AccountJoinedMethod;
  readonly joinedAt: Date;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

/** The organization as it is now: accounts and OUs, each under one parent, all under one root. */
export interface Tree {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccount: string;
  readonly delegatedAdministrators: readonly string[];
  account(id: string): Account | undefined;
  unit(id: string): Unit | undefined;
  accounts(): readonly Account[];
  units(): readonly Unit[];
  /** The root or an OU. */
  isParent(id: string): boolean;
  /** Ids from the root down to this parent, itself included. */
  chainOf(parentId: string): readonly string[];
  /** May there be OUs in it? */
  hasRoomBelow(parentId: string): boolean;
  putAccount(account: Account): void;
  putUnit(unit: Unit): void;
  removeAccount(id: string): void;
}

/** Levels of OUs below the root (facts 7.1). */
const MAX_DEPTH = 5;

/** @param now when the accounts of `data` joined. */
export function createTree(data: OrganizationTree, now: Date): Tree {
  const accounts = new Map<string, Account>();
  const units = new Map<string, Unit>();

  const addAccounts = (list: readonly AccountData[], parentId: string): void => {
    for (const account of list) accounts.set(account.id, newAccount(account, parentId, 'CREATED', now));
  };
  const addUnits = (list: readonly UnitData[], parentId: string): void => {
    for (const { id, name, accounts = [], units: inner = [] } of list) {
      units.set(id, { id, name, parentId });
      addAccounts(accounts, id);
      addUnits(inner, id);
    }
  };
  addAccounts([{ id: data.managementAccount, name: 'Management' }, ...data.accounts], data.rootId);
  addUnits(data.units, data.rootId);

  const chainOf = (parentId: string): readonly string[] => {
    const unit = units.get(parentId);
    return unit ? [...chainOf(unit.parentId), unit.id] : [data.rootId];
  };

  return {
    id: data.id,
    rootId: data.rootId,
    managementAccount: data.managementAccount,
    delegatedAdministrators: data.delegatedAdministrators,
    account: (id) => accounts.get(id),
    unit: (id) => units.get(id),
    accounts: () => [...accounts.values()],
    units: () => [...units.values()],
    isParent: (id) => id === data.rootId || units.has(id),
    chainOf,
    // A chain holds the root too.
    hasRoomBelow: (parentId) => chainOf(parentId).length <= MAX_DEPTH,
    putAccount: (account) => void accounts.set(account.id, account),
    putUnit: (unit) => void units.set(unit.id, unit),
    removeAccount: (id) => void accounts.delete(id),
  };
}

/** An account that joins, with an address made of its name where it has none. */
export const newAccount = (
  { id, name, email, state = 'ACTIVE' }: AccountData,
  parentId: string,
  joinedMethod: AccountJoinedMethod,
  joinedAt: Date,
): Account => ({
  id,
  name,
  email: email ?? `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}@example.com`,
  state,
  parentId,
  joinedMethod,
  joinedAt,
});
