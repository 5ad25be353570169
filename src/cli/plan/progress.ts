import { RESOURCE_WORDS } from '../../alerts/resource-words.ts';
import { secondsFor } from '../../aws/pace.ts';
import { type Scope, SMS_RESOURCE_TYPES } from '../../core/resource.ts';
import type { Outlook } from '../../flows/survey/survey.ts';
import type { Io } from '../io.ts';
import { counted, durationText } from './duration-text.ts';

/** Tells people how far a survey is. */
export interface Progress {
  readonly begin: (scope: Scope, outlook: Outlook) => void;
  readonly answered: (operation: string) => void;
  readonly end: () => void;
}

export const SILENCE: Progress = { begin: () => {}, answered: () => {}, end: () => {} };

/**
 * Says at the beginning what is there and how long it takes to read, then how far it is: in one line that changes on a
 * terminal, elsewhere in a line for each tenth. What takes a few seconds only needs no word on the way.
 */
export function progressOn(io: Io): Progress {
  const left = new Map<string, number>();
  let longest = 0;
  let told = 0;
  return {
    begin(scope, outlook) {
      for (const [operation, calls] of callsIn(outlook)) left.set(operation, calls);
      longest = secondsFor(left);
      io.err(beginning(scope, outlook, longest));
    },
    answered(operation) {
      const before = left.get(operation) ?? 0;
      if (before === 0 || longest < SHORT_SECONDS) return;
      left.set(operation, before - 1);
      const seconds = secondsFor(left);
      const line = `about ${durationText(seconds)} left`;
      if (io.rewrite) return io.rewrite(line);
      const tenth = Math.floor((1 - seconds / longest) * 10 + TOLERANCE);
      if (tenth > told && tenth < 10) io.err(line);
      told = tenth;
    },
    end() {
      // Calls that are under way may still end.
      left.clear();
      io.rewrite?.('');
    },
  };
}

/** Sums of fractions miss a round tenth by less. */
const TOLERANCE = 1e-9;
const SHORT_SECONDS = 5;

const callsIn = ({ policies, pools, tags }: Outlook): ReadonlyMap<string, number> =>
  new Map([
    ['GetResourcePolicy', policies],
    ['ListPoolOriginationIdentities', pools],
    ['ListTagsForResource', tags],
  ]);

function beginning({ account, region }: Scope, outlook: Outlook, seconds: number): string {
  const { resources, policies, pools, tags } = outlook;
  const types = SMS_RESOURCE_TYPES.flatMap((type) => {
    const count = resources.filter((resource) => resource.type === type).length;
    return count === 0 ? [] : [counted(count, RESOURCE_WORDS[type])];
  });
  const where = `Account ${account} in ${region}`;
  if (types.length === 0) return `${where} has no SMS resources.`;
  const reads = [
    `${policies === 1 ? 'its policy' : `${policies} policies`}`,
    ...(pools > 0 ? [`the members of ${counted(pools, 'pool')}`] : []),
    ...(tags > 0 ? [`the tags of ${counted(tags, 'resource')}`] : []),
  ];
  const how = `Reading ${reads.join(', ')} takes about ${durationText(seconds)} at the rates of AWS.`;
  return `${where} has ${types.join(', ')}.\n${how}`;
}
