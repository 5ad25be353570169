import type { Caller } from '../service.ts';
import { malformedArn, notPermitted, unknownShare } from './errors.ts';
import type { Parts } from './parts.ts';
import { isShareArn, isStandard, type Share } from './share.ts';
import type { Store } from './store.ts';

/**
 * The caller's own share, for a change of it. One that is being deleted, or is, can't be changed any more.
 *
 * @throws AwsError MalformedArnException, UnknownResourceException, and OperationNotPermittedException for a share
 *   that follows a resource policy (facts 5.7)
 */
export function ownShare(
  { stores }: Parts,
  caller: Caller,
  arn: string,
): { readonly store: Store; readonly share: Share } {
  const found = ownShareOfAnyKind(stores.of(caller), arn);
  if (!isStandard(found)) {
    throw notPermitted(
      `ResourceShare ${arn} was created from a resource policy and can't be modified by using AWS RAM.`,
    );
  }
  return { store: stores.of(caller), share: found };
}

/** Also one that was created from a policy. */
export function ownShareOfAnyKind(store: Store, arn: string): Share {
  if (!isShareArn(arn)) throw malformedArn(arn);
  const share = store.share(arn);
  if (share?.status !== 'ACTIVE') throw unknownShare(arn);
  return share;
}
