import type { Guardrails } from '../core/guardrail.ts';
import { judgedParts } from '../core/judged-parts.ts';
import { type PoolSnapshot, poolCoverage } from '../core/pool-coverage.ts';
import { reachOfPool } from '../core/reach.ts';
import { smsResource } from '../core/resource.ts';
import { grantsAround } from '../flows/survey/evidence.ts';
import type { Survey } from '../flows/survey/survey.ts';
import { interned } from './interned.ts';
import type { PageMember, PagePool } from './page-data.ts';

/**
 * A pool with who reaches it and what of it each lacks: those who lack most first, and the members that most lack.
 * What the guardrail file ignores is left out.
 */
export function poolData(whole: PoolSnapshot, survey: Survey, file: Guardrails): PagePool {
  const { scope, granted, known, readAt, shares, numbers } = survey;
  const pool = judgedParts(whole, file);
  const around = grantsAround(whole, granted);
  const owned = { arn: pool.arn, owner: scope.account };
  const reach = reachOfPool(owned, around, known.memberships, known.places, file, readAt);
  const lacking = new Map(
    poolCoverage(pool, reach).missing.map(({ consumer, members }) => [consumer, members]),
  );
  const lackedBy = new Map<string, number>();
  for (const arn of [...lacking.values()].flat()) lackedBy.set(arn, (lackedBy.get(arn) ?? 0) + 1);
  const members = [...new Set([...pool.members, ...(pool.optOutList ? [pool.optOutList] : [])])]
    .map((arn) => memberData(arn, numbers))
    .sort(
      (a, b) => (lackedBy.get(b.arn) ?? 0) - (lackedBy.get(a.arn) ?? 0) || (labelOf(a) < labelOf(b) ? -1 : 1),
    );
  const placeOf = new Map(members.map(({ arn }, place) => [arn, place]));
  const gaps = interned<readonly number[]>();
  gaps.add([]);
  const consumers = [...(reach.get(pool.arn) ?? [])]
    .map((id) => {
      const places = (lacking.get(id) ?? []).flatMap((arn) => placeOf.get(arn) ?? []);
      return { id, lacks: gaps.add(places.sort((a, b) => a - b)) };
    })
    .sort((a, b) => lackedOf(b, gaps.values) - lackedOf(a, gaps.values) || (a.id < b.id ? -1 : 1));
  const onShares = new Set(
    around.flatMap(({ resource, via }) =>
      resource.arn === pool.arn && via.kind === 'resource-share' ? [via.shareArn] : [],
    ),
  );
  return {
    arn: pool.arn,
    name: smsResource(pool.arn)?.name ?? pool.arn,
    members,
    consumers,
    gaps: gaps.values,
    shares: shares.filter(({ arn }) => onShares.has(arn)).map(({ arn, name }) => ({ arn, name })),
  };
}

function memberData(arn: string, numbers: Survey['numbers']): PageMember {
  const resource = smsResource(arn);
  const number = numbers.get(arn);
  return {
    arn,
    type: resource?.type ?? 'other',
    name: resource?.name ?? arn.split('/').slice(1).join('/'),
    ...(number !== undefined && { number }),
    isShareable: resource !== undefined,
    isForServices: resource?.type !== 'opt-out-list',
  };
}

const labelOf = ({ number, name }: PageMember): string => number ?? name;
const lackedOf = ({ lacks }: { readonly lacks: number }, gaps: readonly (readonly number[])[]): number =>
  gaps[lacks]?.length ?? 0;
