import type { ListPrincipalsRequest, Principal } from '@aws-sdk/client-ram';
import type { Call, Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { associatedOf } from '../association.ts';
import { invalidParameter } from '../errors.ts';
import { pageFor } from '../pages.ts';
import type { Parts } from '../parts.ts';
import { areTogether, isExternal, standsFor } from '../reach.ts';
import { typeNamed, typeOf } from '../resource-types.ts';
import { namedShares, type SeenShare, visibleShares } from '../visible-shares.ts';

/**
 * ListPrincipals: for owners the principals of their shares, for consumers the accounts that share with them. Only
 * settled associations show.
 */
export function principalLists(parts: Parts): Readonly<Record<string, Operation>> {
  const { peers } = parts.world;

  return {
    ListPrincipals: (input: Input<ListPrincipalsRequest>, call) => {
      if (input.resourceType !== undefined && !typeNamed(input.resourceType)) {
        throw invalidParameter(`${input.resourceType} is not a valid resource type.`);
      }
      const seen = visibleShares(parts, call.caller, input.resourceOwner);
      const listed = namedShares(seen, input.resourceShareArns)
        .filter((each) => holdsAsked(each, input))
        .flatMap((each) => (input.resourceOwner === 'SELF' ? ownPrincipals(each) : sharer(each, call)))
        .filter(({ id }) => !input.principals?.length || input.principals.includes(id));
      const key = ({ resourceShareArn, id }: Listed) => `${resourceShareArn} ${id}`;
      const { items, more } = pageFor(parts.world, call, input, listed, key);
      return { principals: items, ...more };
    },
  };

  function ownPrincipals({ share, view }: SeenShare): readonly Listed[] {
    return associatedOf(view.associationsOf(share.arn), 'PRINCIPAL').map((each) => ({
      id: each.entity,
      resourceShareArn: share.arn,
      creationTime: new Date(each.createdAt),
      lastUpdatedTime: new Date(each.updatedAt),
      external: isExternal(peers.organizations, share.scope.account, each.entity),
    }));
  }

  /** The owner of the share, with the times of the association that reaches the caller. */
  function sharer({ share, view }: SeenShare, { caller }: Call): readonly Listed[] {
    const owner = share.scope.account;
    return associatedOf(view.associationsOf(share.arn), 'PRINCIPAL')
      .filter((each) => standsFor(peers.organizations, share, each, caller.account))
      .slice(0, 1)
      .map((each) => ({
        id: owner,
        resourceShareArn: share.arn,
        creationTime: new Date(each.createdAt),
        lastUpdatedTime: new Date(each.updatedAt),
        external: !areTogether(peers.organizations, owner, caller.account),
      }));
  }
}

type Listed = Principal & { readonly id: string };

function holdsAsked(
  { share, view }: SeenShare,
  { resourceArn, resourceType }: Pick<Input<ListPrincipalsRequest>, 'resourceArn' | 'resourceType'>,
): boolean {
  if (resourceArn === undefined && resourceType === undefined) return true;
  const type = resourceType && typeNamed(resourceType)?.type;
  return associatedOf(view.associationsOf(share.arn), 'RESOURCE').some(
    ({ entity }) =>
      (resourceArn === undefined || entity === resourceArn) &&
      (type === undefined || typeOf(entity)?.type === type),
  );
}
