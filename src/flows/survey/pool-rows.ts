import type { Guardrails } from '../../core/guardrail.ts';
import { type Judge, judge } from '../../core/judge.ts';
import { judgedParts } from '../../core/judged-parts.ts';
import { missingMembers } from '../../core/missing-members.ts';
import { type CoverageGap, type PoolSnapshot, poolCoverage } from '../../core/pool-coverage.ts';
import { reachOfPool } from '../../core/reach.ts';
import { foundBy, POOL_RULES } from '../../guardrails/index.ts';
import { grantsAround } from './evidence.ts';
import { stateRow } from './grant-rows.ts';
import type { Row } from './row.ts';
import type { Survey } from './survey.ts';

/** What is wrong with a pool: members that its consumers can't use, each in one row, and such as nobody can share. */
export function poolRows(pool: PoolSnapshot, survey: Survey, by: Judge): readonly Row[] {
  const { scope, granted, known, readAt } = survey;
  const { file } = by;
  const around = grantsAround(pool, granted);
  const owned = { arn: pool.arn, owner: scope.account };
  const reach = reachOfPool(owned, around, known.memberships, known.places, file, readAt);
  const gap = poolCoverage(judgedParts(pool, file), reach);
  const isShared = (reach.get(pool.arn)?.size ?? 0) > 0;
  return foundBy(POOL_RULES, { pool, gap, isShared, file }).flatMap((body): readonly Row[] => {
    if (body.kind === 'uncovered-pool') return gapRows(pool.arn, body.gap, survey, by);
    if (!('entities' in body)) return [];
    return body.entities.map((resource) => ({
      ...stateRow(body, { pool: pool.arn }, file),
      resource,
    }));
  });
}

function gapRows(pool: string, gap: CoverageGap, survey: Survey, by: Judge): readonly Row[] {
  const additions = additionsFor(pool, gap, survey, by);
  const members = [...new Set(gap.missing.flatMap((each) => each.members))];
  return members.flatMap((resource): readonly Row[] => {
    const lacking = gap.missing.filter((each) => each.members.includes(resource));
    const about = {
      found: 'uncovered-pool',
      resource,
      consumers: lacking.map(({ consumer }) => consumer),
      guardrail: resource.includes(':opt-out-list/') ? 'pools.optOutList' : 'pools.members',
      reason: 'the pool is shared with them, and this is not',
    } as const;
    const onto = additions.filter(({ member }) => member.arn === resource);
    if (onto.length === 0) return [{ ...about, path: { pool }, action: 'tell' }];
    return onto.map(({ share: { arn, name } }) => ({
      ...about,
      path: { share: { arn, name } },
      action: 'add-member',
    }));
  });
}

/** Only what every consumer of the share is allowed is put on it. */
function additionsFor(
  pool: string,
  gap: CoverageGap,
  { shares, known, resources, readAt }: Survey,
  by: Judge,
) {
  if (!mayAdd(by.file)) return [];
  const tagged = new Map(resources.map((resource) => [resource.arn, resource]));
  return missingMembers(pool, gap, shares).filter(({ grants }) => {
    const ready = grants.map((grant) => ({
      ...grant,
      resource: tagged.get(grant.resource.arn) ?? grant.resource,
    }));
    return judge(ready, by, known, readAt).every(
      ({ decision, reached }) => decision === 'allowed' && !reached,
    );
  });
}

const mayAdd = ({ pools, mode }: Guardrails): boolean => pools.members === 'share' && mode === 'enforce';
