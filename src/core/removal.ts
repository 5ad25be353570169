import type { Verdict } from './evaluate.ts';
import type { Actor } from './finding.ts';

/**
 * planned: on record, not yet asked of RAM. requested: RAM has accepted it. waiting: RAM refuses for now.
 * done: a later read shows the principal gone. refused: a person is needed.
 */
export type RemovalStatus = 'planned' | 'requested' | 'waiting' | 'done' | 'refused';

/** A consumer taken off a resource share, with all that is needed to undo it. Kept: this is the audit trail. */
export interface Removal {
  /** One for each occurrence of a finding. */
  readonly id: string;
  readonly findingId: string;
  readonly occurrence: number;
  readonly share: { readonly arn: string; readonly name: string };
  readonly owner: string;
  readonly region: string;
  readonly principal: string;
  readonly resources: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly actor?: Actor | undefined;
  readonly status: RemovalStatus;
  readonly attempts: number;
  readonly steps: readonly RemovalStep[];
}

/** One step of a removal. Times are ISO 8601, UTC. */
export interface RemovalStep {
  readonly status: RemovalStatus;
  readonly at: string;
  readonly reason: string;
}

/** Its id: one for each occurrence of a finding, so that two who find the same thing plan the same removal. */
export const removalId = (finding: { readonly id: string; readonly occurrence: number }): string =>
  `${finding.id}|${finding.occurrence}`;
