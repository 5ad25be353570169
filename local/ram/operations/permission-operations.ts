import type {
  AssociateResourceSharePermissionRequest,
  GetPermissionRequest,
  ListPermissionsRequest,
  ListResourceSharePermissionsRequest,
} from '@aws-sdk/client-ram';
import type { Call, Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { permissionAnswer } from '../answers.ts';
import { invalidParameter, notPermitted, unknown } from '../errors.ts';
import { ownShare } from '../own-share.ts';
import { pageFor } from '../pages.ts';
import type { Parts } from '../parts.ts';
import { MANAGED_PERMISSIONS, type Permission, permissionAt } from '../permissions.ts';
import { knownPermission, usablePermission } from '../permissions-to-use.ts';
import { resourcesOf, writePolicies } from '../policy-sync.ts';
import { typeNamed } from '../resource-types.ts';
import { namedShares, ownShares, visibleShares } from '../visible-shares.ts';

/** Managed permissions: looking them up, and which of them a share uses. */
export function permissionOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, stores, once } = parts;
  const arnOf = ({ arn }: Permission) => arn;

  return {
    ListPermissions: (input: Input<ListPermissionsRequest>, call) => {
      const { resourceType, permissionType = 'ALL' } = input;
      if (resourceType !== undefined && !typeNamed(resourceType)) {
        throw invalidParameter(`${resourceType} is not a valid resource type.`);
      }
      const type = resourceType && typeNamed(resourceType)?.type;
      const all = [...MANAGED_PERMISSIONS, ...stores.of(call.caller).permissions.values()];
      const asked = all.filter(
        (each) =>
          (type === undefined || each.resourceType === type) &&
          (permissionType === 'ALL' || each.type === permissionType),
      );
      const { items, more } = pageFor(world, call, input, asked, arnOf);
      return { permissions: items.map((each) => permissionAnswer(each, 'ATTACHABLE')), ...more };
    },

    GetPermission: ({ permissionArn, permissionVersion }: Input<GetPermissionRequest>, call) => {
      const permission = knownPermission(permissionArn, stores.of(call.caller).permissions);
      checkVersion(permissionArn, permissionVersion);
      return {
        permission: {
          ...permissionAnswer(permission, 'ATTACHABLE'),
          permission: JSON.stringify({ Effect: 'Allow', Action: permission.actions }),
        },
      };
    },

    ListResourceSharePermissions: (input: Input<ListResourceSharePermissionsRequest>, call) => {
      const seen = [
        ...ownShares(stores.of(call.caller).read()),
        ...visibleShares(parts, call.caller, 'OTHER-ACCOUNTS'),
      ];
      const permissions = namedShares(seen, [input.resourceShareArn]).flatMap(({ share }) =>
        share.permissions.flatMap((arn) => permissionAt(arn, stores.of(share.scope).permissions) ?? []),
      );
      const { items, more } = pageFor(world, call, input, permissions, arnOf);
      return { permissions: items.map((each) => permissionAnswer(each, 'ASSOCIATED')), ...more };
    },

    AssociateResourceSharePermission: (input: Input<AssociateResourceSharePermissionRequest>, call) =>
      once(call, input, () => {
        usePermission(input, call);
        return { returnValue: true };
      }),
  };

  /** One permission for each resource type; another one takes its place only by `replace`. */
  function usePermission(input: Input<AssociateResourceSharePermissionRequest>, { caller }: Call): void {
    const { permissionArn, permissionVersion, replace = false } = input;
    const { store, share } = ownShare(parts, caller, input.resourceShareArn);
    const permission = usablePermission(permissionArn, store.permissions);
    checkVersion(permissionArn, permissionVersion);
    if (share.permissions.includes(permissionArn)) return;
    const others = share.permissions.filter(
      (arn) => permissionAt(arn, store.permissions)?.resourceType !== permission.resourceType,
    );
    if (others.length < share.permissions.length && !replace) {
      throw notPermitted(
        `ResourceShare ${share.arn} already has a permission for ${permission.resourceType} resources.`,
      );
    }
    store.putShare({
      ...share,
      permissions: [...others, permissionArn],
      updatedAt: world.clock.now(),
    });
    writePolicies(world, store, resourcesOf(store, share.arn));
  }
}

/** Every permission has its first version only. */
function checkVersion(arn: string, version: number | undefined): void {
  if (version !== undefined && version !== 1) {
    throw unknown(`Version ${version} of permission ${arn} could not be found.`);
  }
}
