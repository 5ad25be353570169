import { invalidParameter, malformedArn, unknown } from './errors.ts';
import { isPermissionArn, type Permission, permissionAt } from './permissions.ts';

/**
 * Checks the permissions for a share: they are known, can be used, and there is one for each resource type at most
 * (facts 3).
 *
 * @throws AwsError MalformedArnException, UnknownResourceException, InvalidParameterException
 */
export function permissionsToUse(
  arns: readonly string[],
  own: ReadonlyMap<string, Permission>,
): readonly string[] {
  const permissions = [...new Set(arns)].map((arn) => usablePermission(arn, own));
  const types = new Set(permissions.map(({ resourceType }) => resourceType));
  if (types.size < permissions.length) {
    throw invalidParameter('You can associate only one permission with each resource type.');
  }
  return permissions.map(({ arn }) => arn);
}

export function usablePermission(arn: string, own: ReadonlyMap<string, Permission>): Permission {
  const permission = knownPermission(arn, own);
  if (permission.featureSet !== 'STANDARD') {
    throw invalidParameter(
      `Permission ${arn} was created from a resource policy and must be promoted first.`,
    );
  }
  return permission;
}

export function knownPermission(arn: string, own: ReadonlyMap<string, Permission>): Permission {
  if (!isPermissionArn(arn)) throw malformedArn(arn);
  const permission = permissionAt(arn, own);
  if (!permission) throw unknown(`Permission ${arn} could not be found.`);
  return permission;
}
