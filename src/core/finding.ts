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

/** Where a consumer is named: on a resource share, or in the policy of a resource. One of the two is there. */
export interface Where {
  readonly share?: { readonly arn: string; readonly name: string } | undefined;
  readonly policy?: PolicyPlace | undefined;
}
/** A policy by the ARN of its resource; its statements by their Sid or place. */
export interface PolicyPlace {
  readonly resource: string;
  readonly statements: readonly string[];
}

/** A consumer, where it is named, and what it is given there. `through`: the service that acts for it. */
interface Named extends Where {
  readonly principal: string;
  readonly through?: string | undefined;
  readonly resources: readonly string[];
}

/** What a finding is about, and what was done. */
export type FindingBody =
  | (Named & {
      readonly kind: 'forbidden-consumer';
      readonly verdicts: readonly Verdict[];
      readonly remedy: Remedy;
    })
  | (Named & { readonly kind: 'undecided-consumer'; readonly verdicts: readonly Verdict[] })
  /** Denied accounts, by their verdicts, that the principal reaches as an OU or organization. */
  | (Named & { readonly kind: 'denied-through-group'; readonly verdicts: readonly Verdict[] })
  /** The principal is a service that acts for anybody. */
  | (Named & { readonly kind: 'unbound-service'; readonly remedy: Remedy })
  | {
      readonly kind: 'uncovered-pool';
      readonly pool: string;
      readonly gap: CoverageGap;
      /** What was put on which share. Absent: nothing was. */
      readonly added?: readonly { readonly share: string; readonly member: string }[] | undefined;
    }
  | {
      readonly kind: StateKind;
      /** The share, policy's resource, pool or budget that is not as it should be. */
      readonly subject: { readonly arn: string; readonly name: string };
      readonly reason: string;
      /** Those whom it concerns. */
      readonly entities: readonly string[];
    };

/** Things that are told, and that nothing but a person mends. */
export const STATE_KINDS = [
  'open-share',
  'retained-share',
  'failed-association',
  'sharing-not-enabled',
  'open-policy',
  'unreadable-policy',
  'unshareable-member',
  'stuck-removal',
  'budget-used-up',
  'ending-waiver',
] as const;
export type StateKind = (typeof STATE_KINDS)[number];

/** Findings about a pool as such. Others with its ARN are about its policy. */
export const isOfPool = ({ kind }: FindingBody): boolean =>
  kind === 'uncovered-pool' || kind === 'unshareable-member';

/**
 * What is done about a forbidden consumer. `remove`: it is taken off the share, or out of the policy. `remove-resources`:
 * these are taken off the share, since it also gives the consumer resources of other services. `bind`: a service gets
 * the owner account as its source. `observe`: mode forbids acting. `refuse`: acting would do more than that, or can't be
 * done; a person is needed.
 */
export type Remedy =
  | { readonly action: 'remove' | 'bind' | 'observe' }
  | { readonly action: 'remove-resources'; readonly resources: readonly string[] }
  | {
      readonly action: 'refuse';
      readonly reason: string;
      /** The same actor puts it back again and again: it stays refused until the consumer is gone or allowed. */
      readonly isFight?: true | undefined;
    };

/** A verdict that is true now, as decided: not yet on record. */
export interface FindingDraft {
  /** Stable for the same thing found again: see {@link findingId}. */
  readonly id: string;
  /** ARN of the share or pool that it hangs on. */
  readonly about: string;
  readonly owner: string;
  readonly region: string;
  readonly actor?: Actor | undefined;
  /** No event told of it: the sweep found it. */
  readonly isFoundBySweep?: true | undefined;
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
  /** What people decided about it, oldest first. */
  readonly decisions?: readonly Decision[] | undefined;
  /** Until then nobody is told what there is to tell, but that it is resolved. ISO 8601, UTC. */
  readonly snoozedUntil?: string | undefined;
}

/** What somebody decided about a finding where they were told of it. */
export interface Decision {
  /**
   * `undo`: what was removed is put back, and waived. `waive`: its consumer is allowed its resources. `snooze`: it is told
   * again then.
   */
  readonly kind: 'undo' | 'waive' | 'snooze';
  /** `slack:TEAM/USER`, or the ARN of whoever ran a command. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The last day on which it holds, ISO 8601 date, UTC. */
  readonly until: string;
  /** Why it could not be done. Absent: it was done. */
  readonly refused?: string | undefined;
}

/**
 * `removed`: by us, so the opening message has told it. `removed-late`: by us, after people may have been told that it
 * can't be done yet. `gone`: it went without us. `mended`: what was told is not so any more.
 */
export type Resolution = 'removed' | 'removed-late' | 'gone' | 'allowed' | 'covered' | 'unshared' | 'mended';

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

/**
 * What people are to be told of a finding and have not been told yet, oldest first. A removal of our own resolves without
 * a word.
 *
 * @param now ISO 8601, UTC.
 */
export function newsOf(finding: Finding, now: string): readonly News[] {
  const { id: findingId, about, occurrence, revision, toldRevision } = finding;
  const of = (change: News['change']): News => ({ findingId, about, change, occurrence, revision });
  const isResolutionNews =
    finding.status === 'resolved' && finding.resolution !== 'removed' && !finding.toldResolution;
  const isSnoozed =
    finding.status === 'open' && finding.snoozedUntil !== undefined && now < finding.snoozedUntil;
  if (isSnoozed) return [];
  // It was to be told once more when its snooze is over, and now there is no need for that.
  const isOverInSnooze =
    finding.status === 'resolved' &&
    finding.resolution !== 'removed' &&
    finding.snoozedUntil !== undefined &&
    toldRevision > 0;
  return [
    ...(toldRevision < revision && !isOverInSnooze ? [of(toldRevision === 0 ? 'opened' : 'changed')] : []),
    ...(isResolutionNews ? [of('resolved')] : []),
  ];
}

/** Is there something of these that people are to be told and have not been told yet? @param now ISO 8601, UTC. */
export const hasNews = (findings: readonly Finding[], now: string): boolean =>
  findings.some((finding) => newsOf(finding, now).length > 0);

/** Would people want to hear of `now` after they were told `before`? More is news, less is not. */
export function isNews(before: FindingBody, now: FindingBody): boolean {
  if (before.kind === 'uncovered-pool' && now.kind === 'uncovered-pool') return hasGrown(before.gap, now.gap);
  const known = new Set(concerned(before));
  return (
    before.kind !== now.kind ||
    concerned(now).some((each) => !known.has(each)) ||
    remedyOf(before)?.action !== remedyOf(now)?.action
  );
}

/** Resources and accounts that the finding names. */
function concerned(body: FindingBody): readonly string[] {
  if ('gap' in body) return [];
  if ('entities' in body) return body.entities;
  const accounts = body.kind === 'denied-through-group' ? body.verdicts.map(({ consumer }) => consumer) : [];
  return [...body.resources, ...accounts];
}

/** Whether something is to be changed because of it. */
export function isActedUpon(body: FindingBody): boolean {
  const action = remedyOf(body)?.action;
  return action === 'remove' || action === 'remove-resources' || action === 'bind';
}

/** What is done about it; `undefined`: it is only told. */
export const remedyOf = (body: FindingBody): Remedy | undefined =>
  'remedy' in body ? body.remedy : undefined;

/** The same kind, share or resource, and principal, or the same pool, always make the same id. */
export function findingId(kind: FindingBody['kind'], about: string, principal = '', through = ''): string {
  return [kind, about, principal, through].filter(Boolean).join('|');
}
