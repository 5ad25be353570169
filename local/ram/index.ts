import * as model from '@aws-sdk/client-ram';
import type { Operation, Service } from '../service.ts';
import type { RamTruth, World } from '../world.ts';
import { type AssociationFaults, createAssociationFaults } from './association-faults.ts';
import { createOnce } from './idempotency.ts';
import { createInvitations } from './invitations.ts';
import { createLifecycle } from './lifecycle.ts';
import { followOrganization } from './membership.ts';
import { associationLists } from './operations/association-lists.ts';
import { associationOperations } from './operations/association-operations.ts';
import { invitationOperations } from './operations/invitation-operations.ts';
import { organizationOperations } from './operations/organization-operations.ts';
import { permissionOperations } from './operations/permission-operations.ts';
import { policyReads } from './operations/policy-reads.ts';
import { principalLists } from './operations/principal-lists.ts';
import { promotionOperations } from './operations/promotion-operations.ts';
import { resourceLists } from './operations/resource-lists.ts';
import { shareLists } from './operations/share-lists.ts';
import { shareOperations } from './operations/share-operations.ts';
import { tagOperations } from './operations/tag-operations.ts';
import { createOrganizationSharing } from './organization-sharing.ts';
import type { Parts } from './parts.ts';
import { createStores } from './store.ts';
import { ramTruth } from './truth.ts';

export interface Ram {
  readonly service: Service;
  readonly truth: RamTruth;
  /** What goes wrong on purpose. */
  readonly faults: AssociationFaults;
}

/** AWS RAM, as facts section 5 has it. */
export function ramService(world: World): Ram {
  const granted = new Map<string, readonly string[]>();
  const stores = createStores(world, () => granted.clear());
  const faults = createAssociationFaults(world);
  const lifecycle = createLifecycle(world, faults);
  const parts: Parts = {
    world,
    stores,
    lifecycle,
    invitations: createInvitations(world, stores, lifecycle),
    sharing: createOrganizationSharing(world),
    once: createOnce(world),
  };
  let isListening = false;
  /** The other services are there when the first call comes, not before. */
  const listen = (): void => {
    if (isListening) return;
    isListening = true;
    world.peers.organizations.onChange(() => {
      granted.clear();
      followOrganization(world, stores);
    });
  };
  const truth = ramTruth(parts, granted);

  return {
    faults,
    service: {
      name: 'ram',
      model,
      operations: precededBy(listen, {
        ...shareOperations(parts),
        ...associationOperations(parts),
        ...shareLists(parts),
        ...associationLists(parts),
        ...principalLists(parts),
        ...resourceLists(parts),
        ...invitationOperations(parts),
        ...permissionOperations(parts),
        ...promotionOperations(parts),
        ...policyReads(parts),
        ...tagOperations(parts),
        ...organizationOperations(parts),
      }),
      trail: {
        eventSource: 'ram.amazonaws.com',
        source: 'aws.ram',
        writes: WRITES,
      },
    },
    truth: {
      ...truth,
      sharedWith: (account, region) => {
        listen();
        return truth.sharedWith(account, region);
      },
      policyChanged: (resourceArn, document) => {
        listen();
        truth.policyChanged(resourceArn, document);
      },
    },
  };
}

/** Facts 1.2, as far as simulated. */
const WRITES: ReadonlySet<string> = new Set([
  'AcceptResourceShareInvitation',
  'AssociateResourceShare',
  'AssociateResourceSharePermission',
  'CreateResourceShare',
  'DeleteResourceShare',
  'DisassociateResourceShare',
  'EnableSharingWithAwsOrganization',
  'PromotePermissionCreatedFromPolicy',
  'PromoteResourceShareCreatedFromPolicy',
  'RejectResourceShareInvitation',
  'TagResource',
  'UntagResource',
  'UpdateResourceShare',
]);

const precededBy = (
  first: () => void,
  operations: Readonly<Record<string, Operation>>,
): Readonly<Record<string, Operation>> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (input, call) => {
        first();
        return operation(input, call);
      },
    ]),
  );
