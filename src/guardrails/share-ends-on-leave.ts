import { type Rule, type ShareCase, subjectOf } from './rule.ts';

/**
 * An account that leaves the organization loses what was shared with it. Whether a share is kept can be set only when it
 * is made (facts 5.5): it has to be made anew.
 */
export const shareEndsOnLeave: Rule<ShareCase> = {
  opens: ['retained-share'],
  check({ share, grants, file }) {
    if (file.shares.retainOnLeave === 'ignore' || !share.retainsOnLeave || grants.length === 0) return [];
    const reason = 'accounts that leave the organization keep what is on the share';
    return [{ kind: 'retained-share', subject: subjectOf(share), reason, entities: [] }];
  },
};
