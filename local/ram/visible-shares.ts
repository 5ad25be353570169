import type { Caller } from '../service.ts';
import { malformedArn, unknownShare } from './errors.ts';
import type { Parts } from './parts.ts';
import { isConsumer } from './reach.ts';
import { isShareArn, type Share } from './share.ts';
import type { View } from './store.ts';

/** A share, and where its associations are read. */
export interface SeenShare {
  readonly share: Share;
  readonly view: View;
}

/** Whose shares a list shows. */
export type ResourceOwner = 'SELF' | 'OTHER-ACCOUNTS';

/** The shares of the Region that the caller sees as their owner, or as a consumer. */
export function visibleShares(
  { stores, world }: Parts,
  caller: Caller,
  resourceOwner: ResourceOwner,
): readonly SeenShare[] {
  if (resourceOwner === 'SELF') return ownShares(stores.of(caller).read());
  return stores
    .inRegion(caller.region)
    .filter(({ scope }) => scope.account !== caller.account)
    .map((store) => store.read())
    .flatMap((view) =>
      ownShares(view).filter(({ share }) =>
        isConsumer(world.peers.organizations, view, share, caller.account),
      ),
    );
}

export const ownShares = (view: View): readonly SeenShare[] =>
  view.shares().map((share) => ({ share, view }));

/**
 * Those of the list that are named.
 *
 * @param arns absent or empty: all
 * @throws AwsError MalformedArnException, UnknownResourceException for an ARN that is not in the list
 */
export function namedShares(
  seen: readonly SeenShare[],
  arns: readonly string[] | undefined,
): readonly SeenShare[] {
  if (!arns || arns.length === 0) return seen;
  const byArn = new Map(seen.map((each) => [each.share.arn, each]));
  return [...new Set(arns)].map((arn) => {
    if (!isShareArn(arn)) throw malformedArn(arn);
    const found = byArn.get(arn);
    if (!found) throw unknownShare(arn);
    return found;
  });
}
