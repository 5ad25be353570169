import type { Decision, Finding } from './finding.ts';
import type { MessagePlace, ToldOf } from './told-message.ts';

/** What somebody wants decided about a finding, by a button of the message that told of it. */
export interface DecisionRequest extends ToldOf {
  readonly kind: Decision['kind'];
  /** `slack:TEAM/USER`. */
  readonly by: string;
  /** When it was pressed, ISO 8601, UTC. With `by` and `kind` it tells one press from another. */
  readonly at: string;
  readonly place: MessagePlace;
}

/** So many days a decision holds after the day on which it is made. */
const DAYS = 7;
const DAY_MS = 24 * 3600 * 1000;

/** What goes on record of a request. @param refused why it could not be done. */
export function decisionOf({ kind, by, at }: DecisionRequest, refused?: string): Decision {
  const until = new Date(Date.parse(at) + DAYS * DAY_MS).toISOString().slice(0, 10);
  return {
    kind,
    by,
    at,
    until,
    ...(refused !== undefined && { refused: refused.slice(0, MOST_OF_A_REASON) }),
  };
}

const MOST_OF_A_REASON = 500;

/** The moment at which a day is over, UTC. */
const endOf = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString();

/** Is it this press that decided so? */
export const isSamePress = (a: Decision, b: Pick<Decision, 'kind' | 'by' | 'at'>): boolean =>
  a.kind === b.kind && a.by === b.by && a.at === b.at;

/** The decision on record by which this one says nothing new: the same press, or one of the kind that holds as long. */
export const decidedBefore = (
  { decisions = [] }: Pick<Finding, 'decisions'>,
  decision: Decision,
): Decision | undefined =>
  decisions.find((each) => isSamePress(each, decision)) ??
  (decision.refused === undefined
    ? decisions.find(
        ({ kind, refused, until }) =>
          kind === decision.kind && refused === undefined && until >= decision.until,
      )
    : undefined);

/**
 * The finding with one more decision on it; the finding itself when that says nothing new. A snooze is one more thing to
 * tell, once it is over. Of what somebody was refused, the last time is kept.
 */
export function decided(finding: Finding, decision: Decision): Finding {
  if (decidedBefore(finding, decision)) return finding;
  const { decisions = [], revision } = finding;
  const isOlder = ({ kind, by, refused }: Decision) =>
    decision.refused !== undefined && refused !== undefined && kind === decision.kind && by === decision.by;
  const snooze = { snoozedUntil: endOf(decision.until), revision: revision + 1 };
  return {
    ...finding,
    decisions: [...decisions.filter((each) => !isOlder(each)), decision],
    ...(decision.kind === 'snooze' && decision.refused === undefined && snooze),
  };
}
