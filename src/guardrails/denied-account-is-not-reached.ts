import { namedIn, type PolicyCase, type Rule, type ShareCase } from './rule.ts';

/**
 * No OU or organization that a resource is shared with holds an account that a guardrail denies. Taking the group off
 * would cut every account in it, so this is told; with `groups.ouOrOrganization: remove` the group is forbidden itself.
 */
export const deniedAccountIsNotReached: Rule<ShareCase | PolicyCase> = {
  opens: ['denied-through-group'],
  check: (found) =>
    found.judgements.flatMap((judgement) => {
      const { decision, reached: verdicts = [] } = judgement;
      if (decision !== 'allowed' || verdicts.length === 0) return [];
      const resources = [...new Set(verdicts.map(({ resource }) => resource))];
      return [{ kind: 'denied-through-group', ...namedIn(found, judgement), resources, verdicts }];
    }),
};
