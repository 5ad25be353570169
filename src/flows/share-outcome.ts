import { nameOf } from '../core/consumer.ts';
import type { Judgement } from '../core/judge.ts';
import type { RemovalOutcome } from './removal-record.ts';
import type { Settled } from './settle.ts';

/** What came of a look at a share, or at the policy of a resource, for a log line and metrics: principals by what was decided and done. */
export interface ShareOutcome {
  readonly arn: string;
  readonly state: 'judged' | 'gone';
  readonly forbidden: readonly string[];
  readonly undecided: readonly string[];
  readonly requested: readonly string[];
  readonly waiting: readonly string[];
  readonly refused: readonly string[];
  readonly resolved: number;
  /** Findings opened that no event told of. */
  readonly foundBySweep: number;
}

/** Puts together what was decided and done. */
export function outcomeOf(
  arn: string,
  judgements: readonly Judgement[],
  { removals, plan, foundBySweep }: Settled,
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
    resolved: plan.resolve.length,
    foundBySweep,
  };
}
