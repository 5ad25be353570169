import type { Verdict } from '../core/evaluate.ts';
import type { Actor, Decision, Finding, FindingBody, Where } from '../core/finding.ts';
import type { GrantState } from '../core/grant.ts';
import type { Mode, Waiver } from '../core/guardrail.ts';
import type { RemovalStatus, RemovalStep } from '../core/removal.ts';
import type { Scope, SmsResourceType } from '../core/resource.ts';
import type { Severity } from '../core/severity.ts';
import type { Action, Path } from '../flows/survey/row.ts';

/**
 * All that the page draws, as JSON. What many entries have in common is said once and named by its place: of 200
 * numbers on one share with 5,000 consumers it tells in half a megabyte.
 */
export interface PageData extends Scope {
  readonly organization: string;
  readonly mode: Mode;
  /** ISO 8601, UTC: when the read began. */
  readonly readAt: string;
  /** `plan`: nothing is on record, or it was not asked for; findings, removals and granted waivers are not known. */
  readonly basis: 'plan' | 'record';
  readonly resources: readonly PageResource[];
  /** Who has which resources, and by which path. */
  readonly accesses: readonly PageAccess[];
  /** Resources that go together, by their places in `resources`. */
  readonly groups: readonly (readonly number[])[];
  readonly paths: readonly Path[];
  readonly verdicts: readonly PageVerdict[];
  /** What is wrong with a share, policy or pool as such. */
  readonly troubles: readonly PageTrouble[];
  readonly pools: readonly PagePool[];
  readonly guardrails: readonly PageGuardrail[];
  readonly findings: readonly PageFinding[];
  readonly removals: readonly PageRemoval[];
  readonly waivers: readonly PageWaiver[];
}

export interface PageResource {
  readonly arn: string;
  readonly type: SmsResourceType;
  /** Behind the type in the ARN: `pool-0123…`, `ACME/GB`. */
  readonly name: string;
  /** The number itself, of phone numbers. */
  readonly number?: string | undefined;
}

/** What the guardrails say, and what would be done. */
export interface PageVerdict {
  readonly found: FindingBody['kind'] | 'kept';
  readonly action: Action;
  /** Absent: RAM takes it off already. */
  readonly decision?: Verdict['decision'] | undefined;
  readonly guardrail?: string | undefined;
  readonly reason: string;
}

/** One consumer on one path. `group`, `path` and `verdict` are places in the lists of those. */
export interface PageAccess {
  readonly consumer: string;
  readonly through?: string | undefined;
  readonly state?: GrantState | undefined;
  readonly group: number;
  readonly path: number;
  readonly verdict: number;
}

/** `path` and `verdict` as in {@link PageAccess}. */
export interface PageTrouble {
  readonly resource?: string | undefined;
  readonly path: number;
  readonly verdict: number;
}

/** A pool, its parts, and who can't use which of them. */
export interface PagePool {
  readonly arn: string;
  readonly name: string;
  readonly members: readonly PageMember[];
  /** Who reaches the pool. `lacks`: a place in `gaps`. */
  readonly consumers: readonly { readonly id: string; readonly lacks: number }[];
  /** Sets of members that somebody lacks, by their places in `members`. The first is empty. */
  readonly gaps: readonly (readonly number[])[];
  /** The shares that hold the pool. */
  readonly shares: readonly { readonly arn: string; readonly name: string }[];
}

export interface PageMember {
  readonly arn: string;
  readonly type: SmsResourceType | 'other';
  readonly name: string;
  readonly number?: string | undefined;
  /** Such as an RCS agent: AWS shares it with nobody. */
  readonly isShareable: boolean;
  /** Services can't have opt-out lists, and need none. */
  readonly isForServices: boolean;
}

/** A guardrail or setting, and how much hangs on its mode. A removal is one consumer on one share or policy. */
export interface PageGuardrail {
  readonly id: string;
  readonly why?: string | undefined;
  readonly mode: Mode;
  /** In words. Absent: it is a setting. */
  readonly allow?: readonly string[] | undefined;
  readonly deny?: readonly string[] | undefined;
  /** How many resources it speaks of. Absent: it is a setting. */
  readonly covers?: number | undefined;
  /** Removals that it leads to now, by its mode. */
  readonly removes: number;
  /** Removals that it would lead to if everything enforced. */
  readonly wouldRemove: number;
}

export interface PageFinding
  extends Where,
    Pick<Finding, 'id' | 'about' | 'status' | 'openedAt' | 'resolvedAt' | 'resolution' | 'snoozedUntil'> {
  readonly kind: FindingBody['kind'];
  readonly severity: Severity;
  readonly consumer?: string | undefined;
  readonly resources: readonly string[];
  /** One sentence for people. */
  readonly reason: string;
  readonly actor?: Actor | undefined;
  readonly isFoundBySweep?: true | undefined;
  readonly decisions: readonly Decision[];
}

export interface PageRemoval extends Where {
  /** By which `undo` knows it. */
  readonly code: string;
  /** `take 999988887777 off share summer` */
  readonly what: string;
  readonly about: string;
  readonly finding: string;
  readonly consumer: string;
  readonly resources: readonly string[];
  readonly status: RemovalStatus;
  readonly reason: string;
  readonly actor?: Actor | undefined;
  readonly steps: readonly RemovalStep[];
  /** Seconds from the event that led to it until AWS had accepted it. Absent: no event told of it, or it is not made. */
  readonly tookSeconds?: number | undefined;
}

export interface PageWaiver extends Waiver {
  /** ISO 8601, UTC. Absent: it stands in the guardrail file. */
  readonly grantedAt?: string | undefined;
}
