import type {
  PromotePermissionCreatedFromPolicyRequest,
  PromoteResourceShareCreatedFromPolicyRequest,
} from '@aws-sdk/client-ram';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { permissionAnswer } from '../answers.ts';
import { invalidParameter } from '../errors.ts';
import { ownShareOfAnyKind } from '../own-share.ts';
import type { Parts } from '../parts.ts';
import {
  customerPermissionArn,
  isPermissionName,
  MANAGED_PERMISSIONS,
  permissionAt,
} from '../permissions.ts';
import { knownPermission } from '../permissions-to-use.ts';
import { resourcesOf, writePolicies } from '../policy-sync.ts';
import { isStandard, type Share } from '../share.ts';
import type { Store } from '../store.ts';

/** Making a share that RAM made from a resource policy one of its own (facts 5.7). */
export function promotionOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, stores, once } = parts;

  return {
    /** Makes a standard permission that allows the same, under the name that is given. */
    PromotePermissionCreatedFromPolicy: (input: Input<PromotePermissionCreatedFromPolicyRequest>, call) =>
      once(call, input, () => {
        const { permissions, scope } = stores.of(call.caller);
        const source = knownPermission(input.permissionArn, permissions);
        if (source.featureSet !== 'CREATED_FROM_POLICY') {
          throw invalidParameter(`Permission ${source.arn} was not created from a resource policy.`);
        }
        const { name } = input;
        if (!isPermissionName(name)) throw invalidParameter(`Permission name ${name} is not valid.`);
        const arn = customerPermissionArn(scope, name);
        if (permissions.has(arn)) throw invalidParameter(`Permission ${arn} exists already.`);
        const createdAt = world.clock.now();
        const permission = { ...source, arn, name, featureSet: 'STANDARD', createdAt } as const;
        permissions.set(arn, permission);
        return { permission: permissionAnswer(permission, 'ATTACHABLE') };
      }),

    PromoteResourceShareCreatedFromPolicy: (
      input: Input<PromoteResourceShareCreatedFromPolicyRequest>,
      { caller },
    ) => {
      const store = stores.of(caller);
      const share = ownShareOfAnyKind(store, input.resourceShareArn);
      if (share.featureSet !== 'CREATED_FROM_POLICY') {
        throw new AwsError(
          'InvalidStateTransitionException',
          `ResourceShare ${share.arn} has the feature set ${share.featureSet}.`,
        );
      }
      const permissions = matchingPermissions(store, share);
      const now = world.clock.now();
      store.putShare({ ...share, permissions, featureSet: 'PROMOTING_TO_STANDARD', updatedAt: now });
      becomeStandard(store, share.arn);
      return { returnValue: true };
    },
  };

  function becomeStandard(store: Store, arn: string): void {
    const { clock, switches, inFlight } = world;
    const end = inFlight(`ram: ${arn} is promoted`);
    clock.at(clock.now() + switches.associationSeconds * 1000, () => {
      const share = store.share(arn);
      if (share && !isStandard(share)) {
        store.putShare({ ...share, featureSet: 'STANDARD', updatedAt: clock.now() });
        writePolicies(world, store, resourcesOf(store, arn));
      }
      end();
    });
  }
}

/** A permission that can be used, and allows exactly what the policy does. */
function matchingPermissions(store: Store, { permissions }: Share): readonly string[] {
  const [wanted] = permissions.flatMap((arn) => permissionAt(arn, store.permissions) ?? []);
  const match = [...store.permissions.values(), ...MANAGED_PERMISSIONS].find(
    ({ featureSet, resourceType, actions }) =>
      featureSet === 'STANDARD' &&
      resourceType === wanted?.resourceType &&
      actions.toSorted().join() === wanted.actions.toSorted().join(),
  );
  if (match) return [match.arn];
  throw new AwsError(
    'UnmatchedPolicyPermissionException',
    'No managed permission matches the resource policy. You should first run PromotePermissionCreatedFromPolicy.',
  );
}
