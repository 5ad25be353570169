import type { World } from '../world.ts';
import { isStaying } from './association.ts';
import { notPermitted } from './errors.ts';
import type { Lifecycle } from './lifecycle.ts';
import { readPrincipal } from './principals.ts';
import { isStandard } from './share.ts';
import type { Stores } from './store.ts';

/** Whether shares may be made for the organization and its OUs, without invitations (facts 7.2). */
export interface OrganizationSharing {
  isOn(): boolean;
  /** For the management account only. */
  enable(account: string): void;
  /** Takes the organization and its OUs off all shares. Accounts stay. */
  disable(): void;
}

export function createOrganizationSharing(
  world: World,
  stores: Stores,
  lifecycle: Lifecycle,
): OrganizationSharing {
  let on = false;
  return {
    isOn: () => on,
    enable: (account) => {
      const organization = world.peers.organizations.organization();
      const isMember = world.peers.organizations.pathOf(account) !== undefined;
      if (!organization || !isMember) {
        throw refused(
          'AWSOrganizationsNotInUseException',
          'Your account is not a member of an organization.',
        );
      }
      if (organization.managementAccount !== account) {
        throw refused('AccessDeniedException', "You don't have permissions to access this resource.");
      }
      on = true;
    },
    disable: () => {
      on = false;
      for (const store of stores.all()) {
        for (const share of store.shares().filter(isStandard)) {
          const groups = store
            .associationsOf(share.arn)
            .filter((each) => each.kind === 'PRINCIPAL' && isStaying(each) && isGroup(each.entity));
          lifecycle.leave(store, share, groups);
        }
      }
    },
  };
}

const isGroup = (entity: string): boolean => {
  const kind = readPrincipal(entity)?.kind;
  return kind === 'organization' || kind === 'organizational unit';
};

/** Text: facts 5.14. */
const refused = (exception: string, message: string) =>
  notPermitted(
    `Unable to enable sharing with AWS Organizations. Received ${exception} from AWSOrganizations with the following error message: ${message}`,
  );
