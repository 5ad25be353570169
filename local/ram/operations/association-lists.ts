import type { GetResourceShareAssociationsRequest, ListSourceAssociationsRequest } from '@aws-sdk/client-ram';
import type { Call, Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { associationAnswer } from '../answers.ts';
import { type Association, associationKey } from '../association.ts';
import { invalidParameter } from '../errors.ts';
import { pageFor } from '../pages.ts';
import type { Parts } from '../parts.ts';
import { isNamed } from '../principals.ts';
import { isExternal } from '../reach.ts';
import type { Share } from '../share.ts';
import { sourceType } from '../sources.ts';
import { namedShares, ownShares } from '../visible-shares.ts';

/** GetResourceShareAssociations and ListSourceAssociations: what is on the caller's own shares, in every state. */
export function associationLists(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, stores } = parts;

  return {
    GetResourceShareAssociations: (input: Input<GetResourceShareAssociationsRequest>, call) => {
      checkCombination(input);
      const { associationType, associationStatus, resourceArn, principal } = input;
      const asked = ownAssociations(call, input.resourceShareArns).filter(
        ({ association: { kind, status, entity } }) =>
          kind === associationType &&
          (associationStatus === undefined || status === associationStatus) &&
          (resourceArn === undefined || entity === resourceArn) &&
          (principal === undefined || isNamed(entity, principal)),
      );
      const { items, more } = pageFor(world, call, input, asked, keyOf);
      return {
        resourceShareAssociations: items.map(({ share, association }) =>
          associationAnswer(share, association, isOutside(share, association)),
        ),
        ...more,
      };
    },

    ListSourceAssociations: (input: Input<ListSourceAssociationsRequest>, call) => {
      const { associationStatus, sourceId, sourceType: type } = input;
      const asked = ownAssociations(call, input.resourceShareArns).filter(
        ({ association: { kind, status, entity } }) =>
          kind === 'SOURCE' &&
          (associationStatus === undefined || status === associationStatus) &&
          (sourceId === undefined || entity === sourceId) &&
          (type === undefined || sourceType(entity) === type),
      );
      const { items, more } = pageFor(world, call, input, asked, keyOf);
      return {
        sourceAssociations: items.map(({ share, association }) => ({
          resourceShareArn: share.arn,
          sourceId: association.entity,
          sourceType: sourceType(association.entity),
          status: association.status,
          ...(association.statusMessage !== undefined && { statusMessage: association.statusMessage }),
          creationTime: new Date(association.createdAt),
          lastUpdatedTime: new Date(association.updatedAt),
        })),
        ...more,
      };
    },
  };

  function ownAssociations({ caller }: Call, shareArns: readonly string[] | undefined): readonly OnShare[] {
    return namedShares(ownShares(stores.of(caller).read()), shareArns).flatMap(({ share, view }) =>
      view.associationsOf(share.arn).map((association) => ({ share, association })),
    );
  }

  function isOutside({ scope }: Share, { kind, entity }: Association): boolean {
    return kind === 'PRINCIPAL' && isExternal(world.peers.organizations, scope.account, entity);
  }
}

interface OnShare {
  readonly share: Share;
  readonly association: Association;
}

const keyOf = ({ share, association }: OnShare): string => `${share.arn} ${associationKey(association)}`;

/** Published for PRINCIPAL and RESOURCE (facts 5.10); that SOURCE takes neither is our guess. */
function checkCombination(input: Input<GetResourceShareAssociationsRequest>): void {
  const { associationType, resourceArn, principal } = input;
  if (resourceArn !== undefined && associationType !== 'RESOURCE')
    throw excluded('resourceArn', associationType);
  if (principal !== undefined && associationType !== 'PRINCIPAL')
    throw excluded('principal', associationType);
}

const excluded = (parameter: string, associationType: string) =>
  invalidParameter(`You can't specify ${parameter} when the association type is ${associationType}.`);
