import { smsResource } from '../core/resource.ts';
import type { Association } from '../core/share.ts';
import { type Rule, type ShareCase, subjectOf } from './rule.ts';

/** What was put on a share of SMS resources arrives there. RAM fails without an exception (facts 10). */
export const associationSucceeds: Rule<ShareCase> = {
  opens: ['failed-association'],
  check({ share }) {
    const holdsSms = share.resources.some(({ entity }) => smsResource(entity));
    const failed = [...share.principals, ...share.resources, ...(share.sources ?? [])].filter(hasFailed);
    const [first] = failed;
    if (!holdsSms || !first) return [];
    const reason = first.statusMessage ?? 'RAM does not say why';
    return [
      {
        kind: 'failed-association',
        subject: subjectOf(share),
        reason,
        entities: failed.map(({ entity }) => entity),
      },
    ];
  },
};

const hasFailed = ({ state }: Association): boolean => state === 'failed';
