import { consumerOf } from '../core/consumer.ts';
import { type Rule, type ShareCase, subjectOf } from './rule.ts';

/**
 * Accounts of the organization need no invitation. One that waits for long shows that sharing with the organization is
 * not enabled (facts 5.3); a share that is kept on leaving invites everybody.
 */
export const sharingIsEnabled: Rule<ShareCase> = {
  opens: ['sharing-not-enabled'],
  check({ share, known, now, grants }) {
    if (share.retainsOnLeave || grants.length === 0) return [];
    const waiting = share.principals.filter(({ entity, state, since }) => {
      const place = known.places.get(consumerOf(entity).id);
      const age = Date.parse(now) - Date.parse(since ?? now);
      return state === 'pending' && place?.status === 'inside' && age >= SETTLED_AFTER_MS;
    });
    if (waiting.length === 0) return [];
    const reason =
      'accounts of the organization wait for an invitation to be accepted: RAM does not share with it';
    const entities = waiting.map(({ entity }) => entity);
    return [{ kind: 'sharing-not-enabled', subject: subjectOf(share), reason, entities }];
  },
};

/** Associations settle within minutes (facts 5.2). */
const SETTLED_AFTER_MS = 600_000;
