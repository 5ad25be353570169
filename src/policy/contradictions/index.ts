import type { Contradiction } from './contradiction.ts';
import { allowedAndDenied, forbidsNobody, routesNothing } from './idle.ts';
import { repeatedAccounts, repeatedIds, repeatedWaivers } from './repeated.ts';
import { unmatchedArns, unreadTags } from './selectors.ts';
import { entries, member } from './unvalidated.ts';

/**
 * What the guardrail file says twice, and what in it can have no effect. Looks at whatever can be read, so that these are
 * told together with everything else that is wrong. Time is no matter: a waiver whose day is over is in order.
 *
 * @param file the guardrail file as YAML reads it, not validated.
 */
export function contradictionsIn(file: unknown): readonly Contradiction[] {
  const guardrails = entries(member(file, 'guardrails'));
  const owners = entries(member(member(file, 'alerts'), 'owners'));
  return [
    ...repeatedIds(guardrails),
    ...guardrails.flatMap(allowedAndDenied),
    ...guardrails.flatMap(forbidsNobody),
    ...guardrails.flatMap(unmatchedArns),
    ...guardrails.flatMap(unreadTags),
    ...repeatedWaivers(entries(member(file, 'waivers'))),
    ...repeatedAccounts(owners),
    ...owners.flatMap(routesNothing),
  ];
}
