import type { CoverageGap } from '../core/pool-coverage.ts';
import { smsResource } from '../core/resource.ts';
import { type Phrase, phrase } from './phrase.ts';

/** One line for each account and what it lacks of a pool. */
export function coverageLines({ missing }: CoverageGap): readonly Phrase[] {
  return missing.flatMap(({ consumer, members }) =>
    members.map((member) => {
      const resource = smsResource(member);
      // Pools may hold things of other types, such as RCS agents.
      const what = { own: resource ? WORDS[resource.type] : 'member' };
      return phrase`${consumer} lacks ${what} ${resource?.name ?? member}`;
    }),
  );
}

const WORDS = {
  'phone-number': 'number',
  'sender-id': 'sender ID',
  'opt-out-list': 'opt-out list',
  pool: 'pool',
} as const;
