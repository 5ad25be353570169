import * as model from '@aws-sdk/client-organizations';
import type { Service } from '../service.ts';
import type { OrganizationsTruth, World } from '../world.ts';
import { accountOperations } from './accounts.ts';
import { changeOperations } from './changes.ts';
import { TRAIL_REGION } from './events.ts';
import { createMembership } from './membership.ts';
import { createRights, type Organization } from './rights.ts';
import { createTree } from './tree.ts';
import type { OrganizationTree } from './tree-data.ts';
import { noOrganization, organizationTruth } from './truth.ts';
import { unitOperations } from './units.ts';

export { EXAMPLE_ACCOUNTS, EXAMPLE_ORGANIZATION, EXAMPLE_UNITS } from './example.ts';
export type { AccountData, OrganizationTree, UnitData } from './tree-data.ts';

/**
 * AWS Organizations, as facts section 7 has it.
 *
 * @param data the organization at the start; `undefined`: there is none, and none can be made.
 */
export function organizationsService(
  world: World,
  data: OrganizationTree | undefined,
): { readonly service: Service; readonly truth: OrganizationsTruth } {
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const organization = data && createOrganization(world, data, changed);
  const rights = createRights(organization);
  return {
    service: {
      name: 'organizations',
      model,
      operations: {
        ...accountOperations(world, rights),
        ...unitOperations(world, rights),
        ...changeOperations(world, rights),
      },
      trail: {
        eventSource: 'organizations.amazonaws.com',
        source: 'aws.organizations',
        writes: new Set([
          'MoveAccount',
          'RemoveAccountFromOrganization',
          'CloseAccount',
          'CreateOrganizationalUnit',
        ]),
        region: TRAIL_REGION,
        keyCase: () => 'lowerCamel',
      },
    },
    truth: organization
      ? organizationTruth(world, organization, (listener) => void listeners.push(listener))
      : noOrganization,
  };
}

function createOrganization(world: World, data: OrganizationTree, changed: () => void): Organization {
  const tree = createTree(data, new Date(world.clock.now()));
  return { tree, membership: createMembership(world, tree, changed) };
}
