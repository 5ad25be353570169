import { type Grant, grantsOf } from './grant.ts';
import type { CoverageGap } from './pool-coverage.ts';
import { type SmsResource, smsResource } from './resource.ts';
import type { ShareSnapshot } from './share.ts';

/** A member that a share lacks while it gives a pool to somebody who needs the member. */
export interface MissingMember {
  readonly share: ShareSnapshot;
  readonly member: SmsResource;
  /** What adding it would grant: all of these have to be allowed. */
  readonly grants: readonly Grant[];
}

/**
 * Which numbers and sender IDs would have to be put on which shares for the gap to close. Opt-out lists are left to
 * people: their consumers could change who gets messages.
 *
 * @param shares those that hold the pool, as they were read.
 */
export function missingMembers(
  pool: string,
  gap: CoverageGap,
  shares: readonly ShareSnapshot[],
): readonly MissingMember[] {
  const members = [...new Set(gap.missing.flatMap((each) => each.members))]
    .map(smsResource)
    .filter((each) => each !== undefined && each.type !== 'opt-out-list' && each.type !== 'pool');
  return shares
    .filter(({ featureSet }) => featureSet === 'STANDARD')
    .flatMap((share) => {
      const ofPool = grantsOf(share).filter(
        ({ resource, state }) => resource.arn === pool && state !== 'ending',
      );
      const held = new Set(share.resources.filter(isLive).map(({ entity }) => entity));
      return members.flatMap((member) =>
        member && ofPool.length > 0 && !held.has(member.arn)
          ? [{ share, member, grants: ofPool.map((grant) => ({ ...grant, resource: member })) }]
          : [],
      );
    });
}

const isLive = ({ state }: ShareSnapshot['resources'][number]): boolean =>
  state !== 'ended' && state !== 'failed';
