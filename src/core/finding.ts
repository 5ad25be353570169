import type { Verdict } from './evaluate.ts';
import { type CoverageGap, hasGrown } from './pool-coverage.ts';

/** Who made the change that led here, as CloudTrail tells it. A hint for people, never a ground for a decision. */
export interface Actor {
  readonly arn: string;
  readonly userAgent?: string | undefined;
  readonly eventId?: string | undefined;
  readonly eventName?: string | undefined;
  /** ISO 8601, UTC. */
  readonly at?: string | undefined;
}

/** What a finding is about, and what was done. */
export type FindingBody =
  | {
      readonly kind: 'forbidden-consumer';
      readonly share: { readonly arn: string; readonly name: string };
      readonly principal: string;
      readonly resources: readonly string[];
      readonly verdicts: readonly Verdict[];
      readonly remedy: Remedy;
    }
  | {
      readonly kind: 'undecided-consumer';
      readonly share: { readonly arn: string; readonly name: string };
      readonly principal: string;
      readonly resources: readonly string[];
      readonly verdicts: readonly Verdict[];
    }
  | { readonly kind: 'uncovered-pool'; readonly pool: string; readonly gap: CoverageGap };

/**
 * What is done about a forbidden consumer. `remove`: it is taken off the share. `observe`: mode forbids acting.
 * `refuse`: acting would do more than remove it, or RAM can't; a person is needed.
 */
export type Remedy =
  | { readonly action: 'remove' }
  | { readonly action: 'observe' }
  | { readonly action: 'refuse'; readonly reason: string };

/** A verdict that is true now, as decided: not yet on record. */
export interface FindingDraft {
  /** Stable for the same thing found again: see {@link findingId}. */
  readonly id: string;
  /** ARN of the share or pool that it hangs on. */
  readonly about: string;
  readonly owner: string;
  readonly region: string;
  readonly actor?: Actor | undefined;
  readonly body: FindingBody;
}

/** A finding on record. */
export interface Finding extends FindingDraft {
  readonly status: 'open' | 'resolved';
  /** Counts how often it was opened, from 1. */
  readonly occurrence: number;
  /** Counts what there was to tell of this occurrence while it was open, from 1. */
  readonly revision: number;
  /** The revision that people were last told; 0: none of this occurrence. */
  readonly toldRevision: number;
  readonly toldResolution: boolean;
  /** ISO 8601, UTC. */
  readonly openedAt: string;
  readonly resolvedAt?: string | undefined;
  readonly resolution?: Resolution | undefined;
}

/**
 * `removed`: by us, so the opening message has told it. `removed-late`: by us, after people may have been told that it
 * can't be done yet. `gone`: it went without us.
 */
export type Resolution = 'removed' | 'removed-late' | 'gone' | 'allowed' | 'covered' | 'unshared';

/** One thing to tell of a finding. The same finding, occurrence, revision and change are told once. */
export interface News {
  readonly findingId: string;
  readonly about: string;
  readonly change: 'opened' | 'changed' | 'resolved';
  readonly occurrence: number;
  readonly revision: number;
}

/** The same for the same news, however often it comes. */
export const newsKey = ({ findingId, change, occurrence, revision }: News): string =>
  `${findingId} ${occurrence}.${revision} ${change}`;

/** What people have not been told yet of a finding, oldest first. A removal of our own resolves without a word. */
export function newsOf(finding: Finding): readonly News[] {
  const { id: findingId, about, occurrence, revision, toldRevision } = finding;
  const of = (change: News['change']): News => ({ findingId, about, change, occurrence, revision });
  const isResolutionNews =
    finding.status === 'resolved' && finding.resolution !== 'removed' && !finding.toldResolution;
  return [
    ...(toldRevision < revision ? [of(toldRevision === 0 ? 'opened' : 'changed')] : []),
    ...(isResolutionNews ? [of('resolved')] : []),
  ];
}

/** Would people want to hear of `now` after they were told `before`? More is news, less is not. */
export function isNews(before: FindingBody, now: FindingBody): boolean {
  if (before.kind === 'uncovered-pool' && now.kind === 'uncovered-pool') return hasGrown(before.gap, now.gap);
  if (before.kind === 'uncovered-pool' || now.kind === 'uncovered-pool') return true;
  const isNewResource = now.resources.some((resource) => !before.resources.includes(resource));
  return isNewResource || before.kind !== now.kind || remedyOf(before) !== remedyOf(now);
}

const remedyOf = (body: FindingBody): Remedy['action'] | undefined =>
  body.kind === 'forbidden-consumer' ? body.remedy.action : undefined;

/** The same kind, share and principal, or the same pool, always make the same id. */
export function findingId(kind: FindingBody['kind'], about: string, principal = ''): string {
  return [kind, about, principal].filter(Boolean).join('|');
}
