import type { ListResourcesRequest, ListResourceTypesRequest } from '@aws-sdk/client-ram';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { resourceAnswer } from '../answers.ts';
import { type Association, associatedOf } from '../association.ts';
import { pageFor } from '../pages.ts';
import type { Parts } from '../parts.ts';
import { RESOURCE_TYPES, typeNamed, typeOf } from '../resource-types.ts';
import { namedShares, type SeenShare, visibleShares } from '../visible-shares.ts';

/**
 * ListResources, for owners and consumers, and ListResourceTypes. Only settled associations show. All types that are
 * simulated are regional.
 */
export function resourceLists(parts: Parts): Readonly<Record<string, Operation>> {
  return {
    ListResources: (input: Input<ListResourcesRequest>, call) => {
      const { resourceType, resourceArns, resourceRegionScope } = input;
      if (resourceType !== undefined && !typeNamed(resourceType)) {
        throw new AwsError('InvalidResourceTypeException', `${resourceType} is not a valid resource type.`);
      }
      const type = resourceType && typeNamed(resourceType)?.type;
      const seen = visibleShares(parts, call.caller, input.resourceOwner);
      const resources = namedShares(seen, input.resourceShareArns)
        .filter((each) => isWithPrincipal(each, input))
        .flatMap(({ share, view }) => associatedOf(view.associationsOf(share.arn), 'RESOURCE'))
        .filter(
          ({ entity }) =>
            (type === undefined || typeOf(entity)?.type === type) &&
            (!resourceArns?.length || resourceArns.includes(entity)) &&
            resourceRegionScope !== 'GLOBAL',
        );
      const key = ({ shareArn, entity }: Association) => `${shareArn} ${entity}`;
      const { items, more } = pageFor(parts.world, call, input, resources, key);
      return { resources: items.map(resourceAnswer), ...more };
    },

    ListResourceTypes: (input: Input<ListResourceTypesRequest>, call) => {
      const types = input.resourceRegionScope === 'GLOBAL' ? [] : RESOURCE_TYPES;
      const { items, more } = pageFor(parts.world, call, input, types, ({ type }) => type);
      return {
        resourceTypes: items.map(({ type, service }) => ({
          resourceType: type,
          serviceName: service,
          resourceRegionScope: 'REGIONAL',
        })),
        ...more,
      };
    },
  };
}

/** For a consumer the principal is the account that shares, as in its ListPrincipals. */
function isWithPrincipal(
  { share, view }: SeenShare,
  { principal, resourceOwner }: Pick<Input<ListResourcesRequest>, 'principal' | 'resourceOwner'>,
): boolean {
  if (principal === undefined) return true;
  if (resourceOwner === 'OTHER-ACCOUNTS') return share.scope.account === principal;
  return associatedOf(view.associationsOf(share.arn), 'PRINCIPAL').some(({ entity }) => entity === principal);
}
