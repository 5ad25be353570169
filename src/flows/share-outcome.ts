import { nameOf } from '../core/consumer.ts';
import type { Judgement } from '../core/judge.ts';
import { secondsToAcceptance } from '../core/removal.ts';
import type { RemovalOutcome } from './removal-record.ts';
import type { Settled } from './settle.ts';

/** What came of a look at a share, or at the policy of a resource, for a log line and metrics: principals by what was decided and done. */
export interface ShareOutcome {
  readonly arn: string;
  /** `seen`: a look that began later than what led here has judged it. */
  readonly state: 'judged' | 'gone' | 'seen';
  readonly forbidden: readonly string[];
  readonly undecided: readonly string[];
  readonly requested: readonly string[];
  readonly waiting: readonly string[];
  readonly refused: readonly string[];
  /** Members of pools that are still to be put on it. */
  readonly additions: number;
  readonly resolved: number;
  /** Findings opened that no event told of. */
  readonly foundBySweep: number;
  /** How many removals make no headway. */
  readonly stuck: number;
  /** From the event to AWS's acceptance, for each removal that was accepted now and that an event led to. */
  readonly secondsToRemoval: readonly number[];
}

/** Nothing was left to look at. */
export const seenAlready = (arn: string): ShareOutcome => ({
  ...outcomeOf(arn, [], NOTHING_SETTLED),
  state: 'seen',
});

export const NOTHING_SETTLED: Settled = {
  plan: { open: [], resolve: [], finish: [] },
  removals: [],
  additions: 0,
  foundBySweep: 0,
  stuck: 0,
};

/** Puts together what was decided and done. */
export function outcomeOf(
  arn: string,
  judgements: readonly Judgement[],
  { removals, plan, additions, foundBySweep, stuck }: Settled,
): ShareOutcome {
  const principals = (decision: Judgement['decision']) =>
    judgements.filter((each) => each.decision === decision).map(({ consumer }) => nameOf(consumer));
  const tried = (attempt: RemovalOutcome['attempt']) =>
    removals.filter((each) => each.attempt === attempt).map(({ principal }) => principal);
  return {
    arn,
    state: 'judged',
    forbidden: principals('forbidden'),
    undecided: principals('unknown'),
    requested: tried('requested'),
    waiting: tried('waiting'),
    refused: tried('refused'),
    additions,
    resolved: plan.resolve.length,
    foundBySweep,
    stuck,
    secondsToRemoval: removals.flatMap(({ attempt, removal }) =>
      attempt === 'requested' && removal ? (secondsToAcceptance(removal) ?? []) : [],
    ),
  };
}
