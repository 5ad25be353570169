import type { Call } from '../service.ts';
import { organizationsError } from './errors.ts';
import type { Membership } from './membership.ts';
import type { Tree } from './tree.ts';

/** An organization, and what changes it. */
export interface Organization {
  readonly tree: Tree;
  readonly membership: Membership;
}

/** The organization as a caller may use it. Each throws when the caller may not (facts 7.1). */
export interface Rights {
  /** Any member account. */
  asMember(call: Call): Tree;
  /** The management account and delegated administrators: all reads but DescribeOrganization. */
  asReader(call: Call): Tree;
  /** The management account: every change. */
  asManagement(call: Call): Organization;
}

/** @param known `undefined`: nobody here is in one. */
export function createRights(known: Organization | undefined): Rights {
  const mine = ({ caller }: Call): Organization => {
    if (!known?.tree.account(caller.account)) {
      throw organizationsError('AWSOrganizationsNotInUseException');
    }
    return known;
  };
  const only =
    (mayCall: (tree: Tree, account: string) => boolean) =>
    (call: Call): Organization => {
      const organization = mine(call);
      if (!mayCall(organization.tree, call.caller.account)) throw organizationsError('AccessDeniedException');
      return organization;
    };
  const isManagement = (tree: Tree, account: string) => account === tree.managementAccount;
  const readers = only(
    (tree, account) => isManagement(tree, account) || tree.delegatedAdministrators.includes(account),
  );
  return {
    asMember: (call) => mine(call).tree,
    asReader: (call) => readers(call).tree,
    asManagement: only(isManagement),
  };
}
