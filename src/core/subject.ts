import type { Actor } from './finding.ts';
import { type Scope, scopeOf } from './resource.ts';
import { isOnShare, type ShareSnapshot } from './share.ts';

/**
 * A change of a share or policy that an event reports: who made it, and which principals and resources it puts on the
 * share or takes off, or which resource's policy it writes. A hint of where to look and whom to ask, never a ground for a decision.
 */
export interface Change extends Actor {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What an event asks to look at. */
export type Subject =
  | {
      readonly kind: 'share';
      readonly shareArn: string;
      readonly changes: readonly Change[];
      /** The later look that a removal asked for. */
      readonly isRecheck: boolean;
      /**
       * ISO 8601, UTC: when the last of its messages came to the queue. `undefined`: it is looked at whatever was seen
       * since then.
       */
      readonly arrivedAt?: string | undefined;
    }
  | {
      readonly kind: 'resources';
      readonly scope: Scope;
      readonly arns: readonly string[];
      /** Those of them whose policies, or the tags by which they are judged, may have changed. */
      readonly policies: readonly string[];
      readonly changes: readonly Change[];
      readonly isRecheck: boolean;
    }
  | { readonly kind: 'scope'; readonly scope: Scope };

/** Subjects of the same key are looked at together, once. */
export function subjectKey(subject: Subject): string {
  if (subject.kind === 'share') return subject.shareArn;
  return `${subject.kind} ${subject.scope.account} ${subject.scope.region}`;
}

/** The Region that a subject lies in: only there it can be read. */
export const regionOf = (subject: Subject): string =>
  (subject.kind === 'share' ? scopeOf(subject.shareArn) : subject.scope).region;

/** One subject of several with the same key, in whatever order they came. An event that came twice counts once. */
export function mergeSubjects(first: Subject, ...others: readonly Subject[]): Subject {
  const all = [first, ...others];
  if (first.kind === 'share') {
    const shares = all.flatMap((subject) => (subject.kind === 'share' ? [subject] : []));
    const isRecheck = shares.some((share) => share.isRecheck);
    const arrivedAt = lastOf(shares.map((share) => share.arrivedAt));
    return { ...first, isRecheck, arrivedAt, changes: inOrder(shares.flatMap(({ changes }) => changes)) };
  }
  if (first.kind === 'resources') {
    const looks = all.flatMap((subject) => (subject.kind === 'resources' ? [subject] : []));
    const distinct = (of: (look: (typeof looks)[number]) => readonly string[]) =>
      [...new Set(looks.flatMap(of))].sort();
    const [arns, policies] = [distinct((look) => look.arns), distinct((look) => look.policies)];
    const isRecheck = looks.some((look) => look.isRecheck);
    return { ...first, arns, policies, isRecheck, changes: inOrder(looks.flatMap(({ changes }) => changes)) };
  }
  return first;
}

/**
 * Who brought the principal in: the latest change that names it, else the latest change of all.
 *
 * @returns `undefined` when no event told who made a change.
 */
export function actorOf(changes: readonly Change[], principal?: string): Actor | undefined {
  const ordered = inOrder(changes);
  const naming = ordered.filter(({ added }) => principal !== undefined && added.includes(principal));
  const change = naming.at(-1) ?? ordered.at(-1);
  if (!change) return undefined;
  const { added, removed, ...actor } = change;
  return actor;
}

/** What had something looked at, for the audit trail: the latest change by its event's id, or what else it was. */
export function eventOf(changes: readonly Change[], isRecheck: boolean): string {
  const named = inOrder(changes).findLast(({ eventId }) => eventId !== undefined);
  if (named) return `${named.eventName ?? 'event'} ${named.eventId}`;
  return isRecheck ? 're-check' : 'event';
}

/** When the first of these changes was made, ISO 8601, UTC. `undefined`: no event tells. */
export const firstChangeAt = (changes: readonly Change[]): string | undefined =>
  changes.flatMap(({ at }) => at ?? []).sort()[0];

/**
 * Does a read show what the changes left behind? RAM's lists may lag behind its writes (facts 5.2).
 *
 * @param share `undefined`: RAM knows no such share.
 */
export function isShown(
  changes: readonly Change[],
  share: Pick<ShareSnapshot, 'principals' | 'resources'> | undefined,
): boolean {
  const ordered = inOrder(changes);
  const last = ordered.at(-1);
  if (!share) return !last || last.eventName === 'DeleteResourceShare';
  const leftOn = new Map(
    ordered.flatMap(({ added, removed }) => [
      ...added.map((entity) => [entity, true] as const),
      ...removed.map((entity) => [entity, false] as const),
    ]),
  );
  const shown = new Set(
    [...share.principals, ...share.resources].filter(isOnShare).map(({ entity }) => entity),
  );
  return [...leftOn].every(([entity, isOn]) => shown.has(entity) === isOn);
}

function inOrder(changes: readonly Change[]): readonly Change[] {
  const distinct = new Map(changes.map((change) => [change.eventId ?? JSON.stringify(change), change]));
  return [...distinct]
    .sort(([a, one], [b, other]) => order(one) - order(other) || (a < b ? -1 : 1))
    .map(([, change]) => change);
}

/** `undefined` when one of them is. */
function lastOf(times: readonly (string | undefined)[]): string | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === times.length ? known.sort().at(-1) : undefined;
}

/** A change whose time nobody knows comes before all others: it is the last to be taken for the latest. */
const order = ({ at = '' }: Change): number => Date.parse(at) || 0;
