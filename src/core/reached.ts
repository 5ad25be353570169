import { consumerOf } from './consumer.ts';
import { coverings } from './covering.ts';
import type { Decide, Verdict } from './evaluate.ts';
import type { Grant } from './grant.ts';
import type { ConsumerSelector, Guardrails } from './guardrail.ts';
import { isInsideOrganization, isInsideOu, type Places } from './organization.ts';
import { waiversIn } from './waivers.ts';

/** The denied accounts that a grant to an OU or organization reaches. `unknown`: nobody can say who is in it. */
export type Reached =
  | { readonly status: 'known'; readonly verdicts: readonly Verdict[] }
  | { readonly status: 'unknown'; readonly reason: string };

/** Looks into groups for accounts that a guardrail denies. */
export interface GroupLook {
  /** Can the group, which is not forbidden itself, hold an account that is? Then its accounts have to be known. */
  mayReachDenied(grant: Grant): boolean;
  /**
   * @param members the accounts inside the group that can act, each with its place. `undefined`: Organizations may not
   *   be asked.
   * @param places of others, as far as they are known.
   */
  reached(grant: Grant, members: Places | undefined, places: Places, now: string): Reached;
}

const NOBODY: Reached = { status: 'known', verdicts: [] };

/**
 * Every `allow` list that holds a group holds all that is in it, so only `deny` lists can tell its accounts apart. Who is
 * in somebody else's organization, nobody can say.
 */
export function groupLook(file: Guardrails, decide: Decide): GroupLook {
  const covering = coverings(file.guardrails, file.organization);
  const waiverOf = waiversIn(file);
  const deniedOn = ({ resource }: Grant): readonly ConsumerSelector[] =>
    covering(resource).flatMap(({ rule }) => rule.guardrail.deny ?? []);
  const isOurs = ({ consumer }: Grant): boolean =>
    (consumer.kind === 'ou' ? consumer.organization : consumer.id) === file.organization;
  const mayReachDenied = (grant: Grant): boolean =>
    isGroup(grant) && deniedOn(grant).some((each) => 'account' in each || ('ou' in each && isOurs(grant)));
  /** Whether a condition narrows the group is said of the group. */
  const verdictOn = (grant: Grant, id: string, places: Places, now: string): Verdict =>
    decide({ ...grant, consumer: consumerOf(id), doubt: undefined, bounds: [] }, places, now);

  return {
    mayReachDenied,
    reached(grant, members, places, now) {
      const { resource, consumer } = grant;
      if (!mayReachDenied(grant) || waiverOf(resource.arn, consumer.id, now)) return NOBODY;
      const denied = deniedOn(grant);
      if (members && isOurs(grant)) {
        const accounts = new Set(denied.flatMap((each) => ('account' in each ? [each.account] : [])));
        const ous = new Set(denied.flatMap((each) => ('ou' in each ? [each.ou] : [])));
        const verdicts = [...members]
          .filter(
            ([id, place]) =>
              accounts.has(id) || (place.status === 'inside' && place.path.some((ou) => ous.has(ou))),
          )
          .map(([id]) => verdictOn(grant, id, members, now))
          .filter(({ decision }) => decision !== 'allowed');
        const unknown = verdicts.find(({ decision }) => decision === 'unknown');
        return unknown ? { status: 'unknown', reason: unknown.reason } : { status: 'known', verdicts };
      }
      const isWaived = (each: ConsumerSelector): boolean =>
        'account' in each && waiverOf(resource.arn, each.account, now) !== undefined;
      return denied.some((each) => mayBeInside(each, grant, isOurs(grant), places) && !isWaived(each))
        ? { status: 'unknown', reason: `nobody can say which accounts are in ${consumer.id}` }
        : NOBODY;
    },
  };
}

const isGroup = ({ consumer }: Grant): boolean => consumer.kind === 'ou' || consumer.kind === 'organization';

function mayBeInside(
  selector: ConsumerSelector,
  { consumer }: Grant,
  isOurs: boolean,
  places: Places,
): boolean {
  const isIn = (id: string): boolean =>
    (consumer.kind === 'ou' ? isInsideOu(id, consumer.id, places) : isInsideOrganization(id, places)) !==
    'no';
  if ('ou' in selector) return isOurs && isIn(selector.ou);
  if (!('account' in selector)) return false;
  const place = places.get(selector.account);
  if (place?.status === 'inside' && place.isInactive) return false;
  return isOurs ? isIn(selector.account) : place?.status !== 'inside';
}
