import type { GetResourceSharesRequest } from '@aws-sdk/client-ram';
import type { Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { shareAnswer } from '../answers.ts';
import { invalidParameter } from '../errors.ts';
import { pageFor } from '../pages.ts';
import type { Parts } from '../parts.ts';
import type { Share } from '../share.ts';
import { namedShares, visibleShares } from '../visible-shares.ts';

/** GetResourceShares, for owners and consumers. Deleted shares are listed too. */
export function shareLists(parts: Parts): Readonly<Record<string, Operation>> {
  return {
    GetResourceShares: (input: Input<GetResourceSharesRequest>, call) => {
      const { resourceOwner, tagFilters = [] } = input;
      if (resourceOwner === 'OTHER-ACCOUNTS' && tagFilters.length > 0) {
        throw invalidParameter(
          'You cannot use resourceOwner set to OTHER-ACCOUNTS and tagFilters in one request. Specify one parameter and try again.',
        );
      }
      const seen = namedShares(visibleShares(parts, call.caller, resourceOwner), input.resourceShareArns);
      const shares = seen.map(({ share }) => share).filter((share) => isAsked(share, input));
      const { items, more } = pageFor(parts.world, call, input, shares, ({ arn }) => arn);
      return {
        resourceShares: items.map((share) => shareAnswer(share, resourceOwner === 'SELF')),
        ...more,
      };
    },
  };
}

function isAsked(share: Share, input: Input<GetResourceSharesRequest>): boolean {
  const { name, resourceShareStatus, permissionArn, permissionVersion, tagFilters = [] } = input;
  return (
    (name === undefined || share.name === name) &&
    (resourceShareStatus === undefined || share.status === resourceShareStatus) &&
    (permissionArn === undefined || share.permissions.includes(permissionArn)) &&
    // Every permission has its first version only.
    (permissionVersion === undefined || permissionVersion === 1) &&
    tagFilters.every((filter) => hasTag(share, filter))
  );
}

/** Without values, the key alone counts. */
function hasTag(
  { tags }: Share,
  { tagKey, tagValues = [] }: NonNullable<Input<GetResourceSharesRequest>['tagFilters']>[number],
): boolean {
  const tag = tags.find(({ key }) => key === tagKey);
  return tag !== undefined && (tagValues.length === 0 || tagValues.includes(tag.value));
}
