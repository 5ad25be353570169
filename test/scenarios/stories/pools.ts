import { ALLOWED } from '../../support/builders.ts';
import type { Story } from '../story.ts';

export const POOL_STORIES: readonly Story[] = [
  {
    title: 'a pool is shared without its number, then with it, then gets another one',
    async *told({ operator }) {
      const number = await operator.requestNumber();
      const pool = await operator.createPool(number.id);
      const share = await operator.share('half a pool', [pool.arn], [ALLOWED]);
      yield;
      await operator.addToShare(share, number.arn);
      yield;
      const another = await operator.requestNumber();
      await operator.addToPool(pool.id, another.id);
      yield;
      return {
        principals: { [share]: [ALLOWED] },
        removals: { [share]: [] },
        findings: { [pool.arn]: ['uncovered-pool: open'] },
        changes: [],
        messages: { [pool.id]: 3, [another.id]: 1 },
      };
    },
  },
];
