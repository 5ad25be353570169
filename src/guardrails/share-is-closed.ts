import { type Rule, type ShareCase, subjectOf } from './rule.ts';

/**
 * A share takes nobody from outside the organization. What happens to those who are on it when the flag is turned off is
 * not published (facts 5.4), so it is told and never relied upon: who is on the share, the guardrails judge.
 */
export const shareIsClosed: Rule<ShareCase> = {
  opens: ['open-share'],
  check({ share, grants, file }) {
    if (file.shares.external === 'ignore' || !share.allowsExternal || grants.length === 0) return [];
    const reason = 'principals outside of the organization may be put on the share';
    return [{ kind: 'open-share', subject: subjectOf(share), reason, entities: [] }];
  },
};
