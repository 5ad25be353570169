import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { shownUnit } from './answers.ts';
import { constraintViolated, organizationsError } from './errors.ts';
import type { Rights } from './rights.ts';

/** Most OUs of an organization (facts 7.1). */
const MAX_UNITS = 2_000;

/** MoveAccount, RemoveAccountFromOrganization, CloseAccount, CreateOrganizationalUnit: for the management account. */
export function changeOperations(
  { switches }: Pick<World, 'switches'>,
  { asManagement }: Rights,
): Readonly<Record<string, Operation>> {
  return {
    MoveAccount: (input: MoveAccountInput, call) => {
      const { tree, membership } = asManagement(call);
      const { AccountId: id, SourceParentId: source, DestinationParentId: destination } = input;
      const account = tree.account(id);
      if (!account) throw organizationsError('AccountNotFoundException');
      if (!tree.isParent(destination)) throw organizationsError('DestinationParentNotFoundException');
      if (!tree.isParent(source)) throw organizationsError('SourceParentNotFoundException');
      if (account.parentId === destination) throw organizationsError('DuplicateAccountException');
      if (account.parentId !== source) throw organizationsError('SourceParentNotFoundException');
      membership.move(account, destination);
      return {};
    },

    RemoveAccountFromOrganization: (input: { readonly AccountId: string }, call) => {
      const { tree, membership } = asManagement(call);
      const account = tree.account(input.AccountId);
      if (!account) throw organizationsError('AccountNotFoundException');
      if (account.id === tree.managementAccount) {
        throw organizationsError('MasterCannotLeaveOrganizationException');
      }
      if (tree.delegatedAdministrators.includes(account.id)) {
        throw constraintViolated(
          'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
          "You can't remove an account that is a delegated administrator.",
        );
      }
      membership.leave(account);
      return {};
    },

    CloseAccount: (input: { readonly AccountId: string }, call) => {
      const { tree, membership } = asManagement(call);
      const account = tree.account(input.AccountId);
      if (!account) throw organizationsError('AccountNotFoundException');
      if (account.id === tree.managementAccount) {
        throw constraintViolated(
          'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
          "You can't close the management account of an organization.",
        );
      }
      if (account.state === 'CLOSED') throw organizationsError('AccountAlreadyClosedException');
      if (account.state === 'PENDING_CLOSURE') throw organizationsError('ConflictException');
      membership.close(account);
      return {};
    },

    CreateOrganizationalUnit: (input: { readonly ParentId: string; readonly Name: string }, call) => {
      const { tree, membership } = asManagement(call);
      const { ParentId: parentId, Name: name } = input;
      if (!tree.isParent(parentId)) throw organizationsError('ParentNotFoundException');
      if (tree.units().some((unit) => unit.parentId === parentId && unit.name === name)) {
        throw organizationsError('DuplicateOrganizationalUnitException');
      }
      if (tree.units().length >= MAX_UNITS) {
        throw constraintViolated('OU_NUMBER_LIMIT_EXCEEDED', 'You have the most OUs that are allowed.');
      }
      if (!tree.hasRoomBelow(parentId)) {
        throw constraintViolated(
          'OU_DEPTH_LIMIT_EXCEEDED',
          'You have the most levels of OUs that are allowed.',
        );
      }
      return { OrganizationalUnit: shownUnit(tree, membership.addUnit(parentId, name), switches) };
    },
  };
}

interface MoveAccountInput {
  readonly AccountId: string;
  readonly SourceParentId: string;
  readonly DestinationParentId: string;
}
