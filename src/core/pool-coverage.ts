import { consumerOf, EVERYONE } from './consumer.ts';

/** What a pool is made of, read now. */
export interface PoolSnapshot {
  readonly arn: string;
  /** ARNs of its origination identities. */
  readonly members: readonly string[];
  /** ARN of the opt-out list that it names. */
  readonly optOutList?: string | undefined;
  /** ISO 8601, UTC: when the read began. */
  readonly readAt: string;
}

/** Who reaches a resource: account ids, service names and `*`, with OUs and the organization already expanded. */
export type Reach = ReadonlyMap<string, ReadonlySet<string>>;

/** Consumer × missing member, in the order of consumers, then members. */
export interface CoverageGap {
  readonly missing: readonly { readonly consumer: string; readonly members: readonly string[] }[];
}

/**
 * Who can use a pool and not all that is in it. A consumer of the pool is covered for a member when any grant of the
 * member reaches it. Set algebra over accounts: the order in which things were shared plays no part.
 *
 * @param reach who reaches the pool, each member and the opt-out list; a resource that is not in it reaches nobody.
 * @returns a gap without entries when everybody is covered, or nobody reaches the pool.
 */
export function poolCoverage(pool: PoolSnapshot, reach: Reach): CoverageGap {
  const missing = [...(reach.get(pool.arn) ?? [])].sort().flatMap((consumer) => {
    const members = neededBy(consumer, pool).filter((member) => !isReached(reach.get(member), consumer));
    return members.length ? [{ consumer, members }] : [];
  });
  return { missing };
}

/** A policy may let everyone in. */
const isReached = (reached: ReadonlySet<string> | undefined, consumer: string): boolean =>
  reached !== undefined && (reached.has(consumer) || reached.has(EVERYONE.id));

/** An opt-out list can't be shared with a service, so no service needs it (facts section 3). */
function neededBy(consumer: string, { members, optOutList }: PoolSnapshot): readonly string[] {
  const isService = consumerOf(consumer).kind === 'service';
  return [...new Set([...members, ...(optOutList && !isService ? [optOutList] : [])])].sort();
}

/** Does `now` hold a pair of consumer and member that `before` does not? */
export function hasGrown(before: CoverageGap, now: CoverageGap): boolean {
  const pairs = (gap: CoverageGap) =>
    gap.missing.flatMap(({ consumer, members }) => members.map((member) => `${consumer} ${member}`));
  const known = new Set(pairs(before));
  return pairs(now).some((pair) => !known.has(pair));
}
