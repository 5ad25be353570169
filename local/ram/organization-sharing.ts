import type { World } from '../world.ts';
import { notPermitted } from './errors.ts';

/** Whether shares may be made for the organization and its OUs, without invitations (facts 7.2). */
export interface OrganizationSharing {
  isOn(): boolean;
  /** For the management account only. */
  enable(account: string): void;
}

export function createOrganizationSharing(world: Pick<World, 'peers'>): OrganizationSharing {
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
  };
}

/** Text: facts 5.14. */
const refused = (exception: string, message: string) =>
  notPermitted(
    `Unable to enable sharing with AWS Organizations. Received ${exception} from AWSOrganizations with the following error message: ${message}`,
  );
