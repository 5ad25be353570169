import type { Call, Caller } from '../service.ts';
import type { World } from '../world.ts';
import { arnOf, isArn, type NamedResource, resourceAt } from './arns.ts';
import { accessDenied, invalid, notFound } from './errors.ts';
import { isOpen, type Verdict, verdictOf } from './grants.ts';
import type { Policies } from './policies.ts';
import type { Resource, ResourceOf } from './resources.ts';
import type { Store } from './store.ts';

/** Who may do what with whose resource. */
export interface Access {
  /** The caller's own resource, for a change of it. Only the owner changes a resource, shared or not. */
  own<T extends Resource['type']>(call: Call, type: T, idOrArn: string, field: string): ResourceOf<T>;
  /**
   * The caller's own resource, or by its full ARN one that is shared with the caller, unless its policy denies this
   * very operation.
   */
  reach<T extends Resource['type']>(call: Call, type: T, idOrArn: string, field: string): ResourceOf<T>;
  /** Resources of others, shared with the caller in its Region. */
  sharedWith<T extends Resource['type']>(caller: Caller, type: T): readonly ResourceOf<T>[];
  isSharedWith(caller: Caller, resource: Resource): boolean;
}

/**
 * A bare id belongs to the caller (facts section 2). Somebody else's ARN that is not shared is answered with
 * AccessDeniedException whether it exists or not: IAM decides before the service looks, and tells nothing.
 */
export function createAccess(world: World, store: Store, policies: Policies): Access {
  const verdict = (caller: Caller, arn: string): Verdict =>
    verdictOf(
      policies.statementsOn(arn),
      arn,
      { account: caller.account, arn: caller.roleArn ?? caller.arn },
      world.peers.organizations,
    );
  const isSharedWith = (caller: Caller, { arn, scope }: Resource): boolean => {
    if (scope.account === caller.account || scope.region !== caller.region) return false;
    const ramAllows = world.peers.ram.sharedWith(caller.account, caller.region).includes(arn);
    return isOpen(verdict(caller, arn), ramAllows);
  };
  const mayDo = ({ caller, operation }: Call, resource: Resource): boolean =>
    isSharedWith(caller, resource) && !verdict(caller, resource.arn).denied.has(operation);

  /** `others`: whether a resource of somebody else will do. */
  const find = <T extends Resource['type']>(
    { caller, operation }: Call,
    type: T,
    idOrArn: string,
    field: string,
    others: (resource: Resource) => boolean,
  ): ResourceOf<T> => {
    const arn = isArn(idOrArn) ? idOrArn : arnOf(caller, type, idOrArn);
    const named = resourceAt(arn);
    if (named?.type !== type) throw invalid('INVALID_ARN', `'${idOrArn}' is not an ARN of a ${type}`, field);
    const resource = store.find(type, arn);
    const isOwn = named.scope.account === caller.account;
    if (isOwn && (!resource || named.scope.region !== caller.region)) throw notFound(type, idOrArn);
    if (!resource || !(isOwn || others(resource))) throw accessDenied(caller.arn, operation, arn);
    return resource;
  };

  return {
    isSharedWith,
    own: (call, type, idOrArn, field) => find(call, type, idOrArn, field, () => false),
    reach: (call, type, idOrArn, field) =>
      find(call, type, idOrArn, field, (resource) => mayDo(call, resource)),
    sharedWith: (caller, type) => store.list(type).filter((resource) => isSharedWith(caller, resource)),
  };
}

/**
 * The caller's own resource, from a `ResourceArn` member.
 *
 * @param read the types that the member may name.
 */
export function ownByArn(
  access: Access,
  call: Call,
  arn: string,
  read: (arn: string) => NamedResource | undefined,
): Resource {
  const parsed = read(arn);
  if (!parsed) throw invalid('INVALID_ARN', `'${arn}' is not an ARN of an SMS resource`, 'ResourceArn');
  return access.own(call, parsed.type, arn, 'ResourceArn');
}
