import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { metrics } from './log.ts';

/** What a look at shares and pools came to, as far as it is counted. */
interface Outcome {
  readonly shares: readonly {
    readonly state: string;
    readonly forbidden: readonly string[];
    readonly undecided: readonly string[];
    readonly requested: readonly string[];
    readonly waiting: readonly string[];
    readonly refused: readonly string[];
    readonly foundBySweep: number;
    readonly stuck: number;
    readonly secondsToRemoval: readonly number[];
  }[];
  readonly pools: readonly { readonly state: string; readonly foundBySweep: number }[];
}

/** Counts a look's outcome in CloudWatch and hands it on, for the log line. */
export function counted<Looked extends Outcome>(outcome: Looked): Looked {
  const sum = (of: 'forbidden' | 'undecided' | 'requested' | 'waiting' | 'refused') =>
    outcome.shares.reduce((total, share) => total + share[of].length, 0);
  const totalOf = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);
  const seen = outcome.shares.filter(({ state }) => state === 'seen').length;
  count('SharesChecked', outcome.shares.length - seen);
  count('SharesSeenAlready', seen);
  count('ForbiddenConsumers', sum('forbidden'));
  count('UndecidedConsumers', sum('undecided'));
  count('RemovalsRequested', sum('requested'));
  count('RemovalsWaiting', sum('waiting'));
  count('RemovalsRefused', sum('refused'));
  count('PoolsUncovered', outcome.pools.filter(({ state }) => state === 'uncovered').length);
  count(
    'FoundBySweep',
    totalOf([...outcome.shares, ...outcome.pools].map(({ foundBySweep }) => foundBySweep)),
  );
  count('RemovalsStuck', totalOf(outcome.shares.map(({ stuck }) => stuck)));
  for (const seconds of outcome.shares.flatMap(({ secondsToRemoval }) => secondsToRemoval)) {
    measure('SecondsToRemoval', seconds);
  }
  return outcome;
}

/** As {@link counted}, of a sweep besides: whether it came to its end, how long that took, and what budgets have left. */
export function countedSweep<
  Swept extends Outcome & {
    readonly seconds: number | undefined;
    readonly budgetLeft: number | undefined;
  },
>(outcome: Swept): Swept {
  const { seconds, budgetLeft } = counted(outcome);
  count('SweepsDone', seconds === undefined ? 0 : 1);
  if (seconds !== undefined) measure('SweepSeconds', seconds);
  if (budgetLeft !== undefined) count('BudgetLeft', budgetLeft);
  return outcome;
}

/** Counts what people were told, with the messages that it took. */
export function countedTelling(
  outcome:
    | 'told'
    | 'old'
    | 'waits'
    | 'refreshed'
    | { readonly told: readonly string[]; readonly messages: number },
): object {
  if (typeof outcome === 'string') {
    count('NewsTold', outcome === 'told' ? 1 : 0);
    return { outcome };
  }
  count('NewsTold', outcome.told.length);
  return { outcome: 'flushed', told: outcome.told.length, messages: outcome.messages };
}

const count = (name: string, value: number): void => {
  metrics.addMetric(name, MetricUnit.Count, value);
};
const measure = (name: string, seconds: number): void => {
  metrics.addMetric(name, MetricUnit.Seconds, seconds);
};
