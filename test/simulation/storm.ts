import { seededRandom } from '../../local/random.ts';
import type { Storm, Trouble } from './history.ts';
import { type Fate, GOOD_MOOD, type Mood, type Outgoing } from './process.ts';

/** What goes wrong during a step, chosen by the storm's seed. */
export interface Weather {
  readonly isCalm: boolean;
  /** A whole number below `count`. */
  pick(count: number): number;
  /** How long EventBridge takes for each copy of an event; empty: it is lost. Milliseconds. */
  deliveries(): readonly number[];
  fateOf(call: Outgoing): Fate;
  moodFor(call: Outgoing): Mood;
}

export const CALM: Weather = {
  isCalm: true,
  pick: () => 0,
  deliveries: () => [0],
  fateOf: () => 'answered',
  moodFor: () => GOOD_MOOD,
};

export function weatherOf(storm: Storm | undefined): Weather {
  if (!storm) return CALM;
  const { random } = seededRandom(storm.seed);
  const pick = (count: number): number => Math.floor(random() * count);
  // Some storms strike nearly every time, others seldom.
  const odds = [0.02, 0.1, 0.3, 0.85][pick(4)] ?? 0.1;
  const strikes = (trouble: Trouble, share = 1): boolean =>
    storm.brings.includes(trouble) && random() < odds * share;
  const isReadable = !storm.brings.includes('directory') || random() < 0.3;

  return {
    isCalm: false,
    pick,
    deliveries() {
      if (strikes('drops')) return [];
      const delay = () => (strikes('delays') ? pick(600_000) : 0);
      return [delay(), ...(strikes('repeats') ? [delay()] : [])];
    },
    fateOf({ service }) {
      if (service === 'slack')
        return strikes('slack') ? (random() < 0.5 ? 'failed' : 'lost') : mortal(random);
      if (strikes('throttles')) return 'throttled';
      if (strikes('errors')) return 'failed';
      if (strikes('lost', 0.5)) return 'lost';
      return mortal(random);
    },
    moodFor({ service }) {
      const lagSeconds = service === 'ram' && strikes('stale') ? 1 + pick(60) : 0;
      const pageSize = storm.brings.includes('pages') ? 1 + pick(4) : GOOD_MOOD.pageSize;
      return { lagSeconds, pageSize, mayReadDirectory: isReadable };
    },
  };

  function mortal(chance: () => number): Fate {
    if (strikes('deaths', 0.2)) return chance() < 0.5 ? 'dies-before' : 'dies-after';
    return strikes('late') ? 'late' : 'answered';
  }
}
