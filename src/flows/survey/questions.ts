import { type Judge, judge, NOTHING_KNOWN, questionsOf } from '../../core/judge.ts';
import { questionsAbout } from '../../core/reach.ts';
import { type Evidence, type Granted, grantsAround } from './evidence.ts';

/** Accounts and OUs whose place has to be known, and groups whose accounts have to be. */
export interface Questions {
  readonly accountsAndOus: readonly string[];
  readonly groups: readonly string[];
}

/**
 * What Organizations has to be asked before anybody can say what the guardrails make of a scope, and who can use the
 * pools that it shares. @param now ISO 8601, UTC.
 */
export function questionsIn(granted: Granted, pools: Evidence['pools'], by: Judge, now: string): Questions {
  const ofGrants = [...granted.byShare, ...granted.byPolicy].map(({ grants }) =>
    questionsOf(judge(grants, by, NOTHING_KNOWN, now)),
  );
  const ofPools = pools.map((pool): Questions => {
    const around = grantsAround(pool, granted);
    const onPool = around.filter(({ resource }) => resource.arn === pool.arn);
    if (onPool.length === 0) return { accountsAndOus: [], groups: [] };
    return { accountsAndOus: questionsAbout(onPool).accounts, groups: questionsAbout(around).groups };
  });
  const all = [...ofGrants, ...ofPools];
  return {
    accountsAndOus: [...new Set(all.flatMap(({ accountsAndOus }) => accountsAndOus))],
    groups: [...new Set(all.flatMap(({ groups }) => groups))],
  };
}
