import type { Grant } from '../../core/grant.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import { judge, judgeOf } from '../../core/judge.ts';
import { foundBy, POLICY_RULES, SHARE_RULES } from '../../guardrails/index.ts';
import { grantRows } from './grant-rows.ts';
import { poolRows } from './pool-rows.ts';
import type { Row } from './row.ts';
import type { Survey } from './survey.ts';

/**
 * What Sharewarden would do about a scope, and what it would leave: a row for each grant, in the order of shares, then
 * policies, and for whatever is wrong with shares, policies and pools. By the same rules as the functions; only what
 * they remember plays no part: budgets, fights, and removals that are under way.
 */
export function assess(survey: Survey, file: Guardrails): readonly Row[] {
  const { granted, known, readAt: now, pools } = survey;
  const by = judgeOf(file);
  const decide = (grant: Grant) => by.decide(grant, known.places, now);
  const ofShares = granted.byShare.flatMap(({ share, grants }) => {
    const judgements = judge(grants, by, known, now);
    const bodies = foundBy(SHARE_RULES, { share, grants, judgements, known, file, now });
    return grantRows({ of: { share }, grants, bodies, decide, file });
  });
  const ofPolicies = granted.byPolicy.flatMap(({ resource, problem, grants }) => {
    const judgements = judge(grants, by, known, now);
    const bodies = foundBy(POLICY_RULES, { resource, problem, grants, judgements, file, now });
    return grantRows({ of: { policy: resource }, grants, bodies, decide, file });
  });
  return [...ofShares, ...ofPolicies, ...pools.flatMap((pool) => poolRows(pool, survey, by))];
}
