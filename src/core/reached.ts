import { coverings } from './covering.ts';
import type { Decide, Verdict } from './evaluate.ts';
import type { Grant } from './grant.ts';
import type { Guardrails } from './guardrail.ts';
import type { Places } from './organization.ts';

/** The denied accounts that a grant to an OU or organization reaches. `unknown`: nobody can say who is in it. */
export type Reached =
  | { readonly status: 'known'; readonly verdicts: readonly Verdict[] }
  | { readonly status: 'unknown'; readonly reason: string };

/** Looks into groups for accounts that a guardrail denies. */
export interface GroupLook {
  /** Can the group, which is not forbidden itself, hold an account that is? Then its accounts have to be known. */
  mayReachDenied(grant: Grant): boolean;
  /** @param members the accounts inside the group, each with its place. `undefined`: Organizations may not be asked. */
  reached(grant: Grant, members: Places | undefined, now: string): Reached;
}

/**
 * Every `allow` list that holds a group holds all that is in it, so only `deny` lists can tell its accounts apart. Who is
 * in somebody else's organization, nobody can say.
 */
export function groupLook(file: Guardrails, decide: Decide): GroupLook {
  const covering = coverings(file.guardrails, file.organization);
  const deniedOn = ({ resource }: Grant) => {
    const selectors = covering(resource).flatMap(({ rule }) => rule.guardrail.deny ?? []);
    return {
      accounts: new Set(selectors.flatMap((each) => ('account' in each ? [each.account] : []))),
      ous: new Set(selectors.flatMap((each) => ('ou' in each ? [each.ou] : []))),
    };
  };
  const isOwn = ({ consumer }: Grant): boolean =>
    (consumer.kind === 'ou' ? consumer.organization : consumer.id) === file.organization;
  const mayReachDenied = (grant: Grant): boolean => {
    if (grant.consumer.kind !== 'ou' && grant.consumer.kind !== 'organization') return false;
    const { accounts, ous } = deniedOn(grant);
    return accounts.size > 0 || (isOwn(grant) && ous.size > 0);
  };

  return {
    mayReachDenied,
    reached(grant, members, now) {
      if (!mayReachDenied(grant)) return { status: 'known', verdicts: [] };
      if (!members || !isOwn(grant)) {
        return { status: 'unknown', reason: `nobody can say which accounts are in ${grant.consumer.id}` };
      }
      const { accounts, ous } = deniedOn(grant);
      const isCandidate = (id: string): boolean => {
        const place = members.get(id);
        return accounts.has(id) || (place?.status === 'inside' && place.path.some((ou) => ous.has(ou)));
      };
      const verdicts = [...members.keys()]
        .filter(isCandidate)
        .map((id) => decide({ ...grant, consumer: { kind: 'account', principal: id, id } }, members, now))
        .filter(({ decision }) => decision === 'forbidden');
      return { status: 'known', verdicts };
    },
  };
}
