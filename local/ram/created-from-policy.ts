import { scopeOf } from '../../src/core/resource.ts';
import type { World } from '../world.ts';
import { associated, beginning, isPresent } from './association.ts';
import type { Item } from './association-plan.ts';
import type { Lifecycle } from './lifecycle.ts';
import { customerPermissionArn, type Permission } from './permissions.ts';
import { type PolicyGrants, policyGrants } from './policy-consumers.ts';
import { typeOf } from './resource-types.ts';
import { type Share, shareArn } from './share.ts';
import type { Store, Stores } from './store.ts';

/**
 * Keeps the share that RAM makes for a resource policy in step with it (facts 5.7). It shows its owner what the policy
 * grants, and grants nothing itself. Whether sms-voice policies have such shares is not known: the
 * `policyPutCreatesShare` switch.
 */
export function followPolicy(
  world: World,
  stores: Stores,
  lifecycle: Lifecycle,
  resourceArn: string,
  document: string | undefined,
): void {
  const store = stores.of(scopeOf(resourceArn));
  const existing = shareFromPolicy(store, resourceArn);
  const { organizations } = world.peers;
  const isWanted = world.switches.policyPutCreatesShare && document !== undefined;
  const grants = isWanted ? policyGrants(document, store.scope.account, organizations) : undefined;
  if (!grants || grants.principals.length === 0) {
    if (existing) lifecycle.deleteShare(store, existing);
    return;
  }
  const share = existing ?? newShare(world, store);
  const permission = permissionFrom(world, store, share, resourceArn, grants);
  store.permissions.set(permission.arn, permission);
  store.putShare({ ...share, permissions: [permission.arn], updatedAt: world.clock.now() });
  show(world, store, lifecycle, share, itemsFrom(resourceArn, grants));
}

/** The share that shows the policy of a resource, and can't be changed by RAM. */
export const shareFromPolicy = (store: Store, resourceArn: string): Share | undefined =>
  store
    .shares()
    .find(
      ({ arn, status, featureSet }) =>
        featureSet === 'CREATED_FROM_POLICY' &&
        status === 'ACTIVE' &&
        store.association({ shareArn: arn, kind: 'RESOURCE', entity: resourceArn }) !== undefined,
    );

const itemsFrom = (resourceArn: string, { principals, sources }: PolicyGrants): readonly Item[] => [
  { kind: 'RESOURCE', entity: resourceArn },
  ...principals.map((entity) => ({ kind: 'PRINCIPAL' as const, entity })),
  ...sources.map((entity) => ({ kind: 'SOURCE' as const, entity })),
];

/** The policy holds already: what it grants is associated at once. */
function show(world: World, store: Store, lifecycle: Lifecycle, share: Share, items: readonly Item[]): void {
  const now = world.clock.now();
  const present = store.associationsOf(share.arn).filter(isPresent);
  const isIn = (all: readonly Item[], { kind, entity }: Item) =>
    all.some((each) => each.kind === kind && each.entity === entity);
  for (const item of items.filter((each) => !isIn(present, each))) {
    store.putAssociation(associated(beginning({ shareArn: share.arn, ...item }, {}, now), now));
  }
  lifecycle.drop(
    store,
    share,
    present.filter((each) => !isIn(items, each)),
  );
}

function newShare({ clock, uuid, hex }: World, store: Store): Share {
  return {
    arn: shareArn(store.scope, uuid()),
    name: `CreatedFromPolicy-${hex(8)}`,
    scope: store.scope,
    status: 'ACTIVE',
    featureSet: 'CREATED_FROM_POLICY',
    allowExternalPrincipals: true,
    retainsOnLeave: false,
    tags: [],
    permissions: [],
    createdAt: clock.now(),
    updatedAt: clock.now(),
  };
}

/** Named after the share, so that a change of the policy changes the same permission. */
function permissionFrom(
  { clock }: World,
  store: Store,
  { name, permissions }: Share,
  resourceArn: string,
  { actions }: PolicyGrants,
): Permission {
  const arn = permissions[0] ?? customerPermissionArn(store.scope, name);
  return {
    arn,
    name,
    resourceType: typeOf(resourceArn)?.type ?? '',
    actions,
    type: 'CUSTOMER_MANAGED',
    featureSet: 'CREATED_FROM_POLICY',
    createdAt: store.permissions.get(arn)?.createdAt ?? clock.now(),
  };
}
