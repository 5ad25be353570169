import { smsResource } from '../core/resource.ts';
import { type PoolCase, type Rule, subjectOf } from './rule.ts';

/** A shared pool holds only what can be shared: RCS agents can't (facts section 3). */
export const memberCanBeShared: Rule<PoolCase> = {
  opens: ['unshareable-member'],
  check({ pool, isShared, file }) {
    const entities = pool.members.filter((arn) => !smsResource(arn));
    if (!isShared || entities.length === 0 || file.pools.members === 'ignore') return [];
    const reason = 'the pool is shared, and holds what can not be shared at all';
    return [{ kind: 'unshareable-member', subject: subjectOf(pool), reason, entities }];
  },
};
