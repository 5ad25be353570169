import { isWithin } from './bounds.ts';
import type { Consumer } from './consumer.ts';
import { type Covering, coverings } from './covering.ts';
import type { Grant } from './grant.ts';
import type { ConsumerSelector, Guardrails, Mode } from './guardrail.ts';
import { type Held, selectorText } from './holder.ts';
import type { Places } from './organization.ts';
import { waiversIn } from './waivers.ts';

/** A decision on one grant that explains itself. `mode` is that of the guardrail which decided. */
export interface Verdict {
  readonly decision: 'allowed' | 'forbidden' | 'unknown';
  readonly resource: string;
  readonly consumer: string;
  /** Id of the guardrail or setting that decided; absent when none covers the resource. */
  readonly guardrail?: string | undefined;
  /** Why the guardrail is there, in the words of its authors. */
  readonly why?: string | undefined;
  readonly mode: Mode;
  /** One sentence for people. */
  readonly reason: string;
  /** The end of the waiver that lifted it. */
  readonly waivedUntil?: string | undefined;
  /** What Organizations has not been asked yet about the consumer may change the decision, or its mode. */
  readonly isOpen?: true | undefined;
}

/** @param now ISO 8601, UTC. */
export type Decide = (grant: Grant, places: Places, now: string) => Verdict;

/** The rules that no guardrail of the file has to state: their ids in verdicts. */
export const SETTINGS = { everyone: 'policies.everyone', inactive: 'consumer-is-active' } as const;

/**
 * Decides grants by a guardrail file. A grant is forbidden when a guardrail that covers its resource denies the
 * consumer, or covers it with an `allow` list that does not hold the consumer. Every covering guardrail must agree; deny
 * wins; a waiver lifts exactly one resource and consumer until its date.
 *
 * Forbidden besides: an account that is suspended, closed or gone from the organization, unless a guardrail's `allow`
 * holds it; and everyone, when `policies.everyone` says so.
 *
 * `unknown`, whatever the guardrails say: an association whose state has no published meaning. What only the directory
 * or a condition could say is `unknown` when nobody knows, unless the decision does not depend on it, or a waiver lifts
 * it either way.
 */
export function decider(file: Guardrails): Decide {
  const covering = coverings(file.guardrails, file.organization);
  const weigh = weigher(file);
  const waiverOf = waiversIn(file);

  return (grant, places, now) => {
    const { resource, consumer } = grant;
    const about = { resource: resource.arn, consumer: consumer.id, mode: file.mode };
    if (grant.state === 'unsettled') {
      const reason = 'RAM reports a state of the association whose meaning is not published';
      return { ...about, decision: 'unknown', reason };
    }
    const within = isWithin(grant.bounds ?? [], consumer, places, file.organization);
    if (within === 'no') return { ...about, decision: 'allowed', reason: 'a condition keeps it out' };

    const { gravest, asks } = weigh(covering(resource), consumer, places);
    const verdict = doubted(
      gravest,
      grant,
      within === 'unknown'
        ? `whether a condition keeps it out is unknown: ${cause(consumer, places)}`
        : undefined,
    );
    if (!verdict) {
      return {
        ...about,
        decision: 'allowed',
        reason: 'no guardrail covers it',
        ...(asks && { isOpen: true }),
      };
    }
    const { guardrail } = verdict;
    if (verdict.decision === 'allowed') {
      const reason = 'every guardrail that covers it allows it';
      return { ...about, guardrail, decision: 'allowed', reason, ...(asks && { isOpen: true }) };
    }
    const waiver = waiverOf(resource.arn, consumer.id, now);
    if (!waiver)
      return { ...about, ...told(verdict), ...(asks && isWorse(verdict, file) && { isOpen: true }) };
    const reason = `waived until ${waiver.until} by ${waiver.approvedBy}: ${waiver.reason}`;
    return { ...about, guardrail, decision: 'allowed', reason, waivedUntil: waiver.until };
  };
}

/** One decision by a file that is asked nothing else. */
export const evaluate = (grant: Grant, file: Guardrails, places: Places, now: string): Verdict =>
  decider(file)(grant, places, now);

/** What one guardrail says. The sentence is made when it turns out to be wanted. */
interface Opinion extends Pick<Verdict, 'decision' | 'guardrail' | 'why' | 'mode' | 'isOpen'> {
  /** An `allow` list holds the consumer; `maybe`: if the guardrail covers the resource. */
  readonly isListed?: 'yes' | 'maybe' | undefined;
  readonly says: () => string;
}

const told = ({ says, isListed, ...verdict }: Opinion): Omit<Verdict, 'resource' | 'consumer'> => ({
  ...verdict,
  reason: says(),
});

/** What the rules that cover a resource say of a consumer, all together. */
interface Weighed {
  readonly gravest: Opinion | undefined;
  /** Whether the account is still there plays a part, and has not been asked. */
  readonly asks: boolean;
}

/** The same rules say the same of a consumer whatever the resource: they are asked once. */
function weigher(
  file: Guardrails,
): (rules: readonly Covering[], consumer: Consumer, places: Places) => Weighed {
  const known = new Map<readonly Covering[], Map<string, Weighed>>();
  let asked: Places | undefined;
  return (rules, consumer, places) => {
    if (asked !== places) known.clear();
    asked = places;
    const ofRules = known.get(rules) ?? new Map<string, Weighed>();
    known.set(rules, ofRules);
    const key = JSON.stringify(consumer);
    const weighed = ofRules.get(key) ?? weighedAnew(rules, consumer, places, file);
    ofRules.set(key, weighed);
    return weighed;
  };
}

function weighedAnew(
  rules: readonly Covering[],
  consumer: Consumer,
  places: Places,
  file: Guardrails,
): Weighed {
  const opinions = rules.map((each) => opinionOf(each, consumer, places, file.mode));
  return {
    gravest: gravestOf([...opinions, ...settingsAbout(consumer, opinions, places, file)]),
    asks: asksForPlace(consumer, opinions, places),
  };
}

function opinionOf({ rule, isCertain }: Covering, consumer: Consumer, places: Places, mode: Mode): Opinion {
  const { id, why, deny = [], allow = [], mode: own = mode } = rule.guardrail;
  const denied = rule.deny?.(consumer, places) ?? NOT_HELD;
  const allowed = rule.allow?.(consumer, places);
  const isListed = allowed?.answer !== 'yes' ? undefined : isCertain ? 'yes' : 'maybe';
  const says = (decision: Opinion['decision'], sentence: () => string, isOpen?: true): Opinion => ({
    guardrail: id,
    why,
    mode: own,
    decision,
    isListed,
    isOpen,
    says: sentence,
  });
  const forbids = (sentence: () => string): Opinion =>
    isCertain
      ? says('forbidden', sentence)
      : says('unknown', () => `${sentence()}, if its tags are so: they have not been read`);
  const isUndecided = (selector: ConsumerSelector): Opinion => {
    const meant = selectorText(selector);
    const why = () => `whether ${id} means it by ${meant} is unknown: ${cause(consumer, places)}`;
    return says('unknown', why, true);
  };
  const [among] = deny;
  if (denied.answer === 'yes') return forbids(() => `${id} denies ${selectorText(denied.selector)}`);
  if (consumer.kind === 'everyone' && among) {
    return forbids(() => `${id} denies ${selectorText(among)}, and everyone includes it`);
  }
  if (allowed?.answer === 'no') {
    return forbids(() => `${id} allows only ${allow.map(selectorText).join(', ') || 'nobody'}`);
  }
  if (denied.answer === 'unknown') return isUndecided(denied.selector);
  if (allowed?.answer === 'unknown') return isUndecided(allowed.selector);
  return says('allowed', () => `${id} allows it`);
}

const NOT_HELD: Held = { answer: 'no' };

/** What holds without a guardrail that says so. */
function settingsAbout(
  { kind, id }: Consumer,
  opinions: readonly Opinion[],
  places: Places,
  { mode, policies }: Guardrails,
): readonly Opinion[] {
  const decision = opinions.some(({ isListed }) => isListed) ? 'unknown' : 'forbidden';
  const forbidden = (guardrail: string, reason: string): readonly Opinion[] => [
    { guardrail, mode, decision, says: () => reason },
  ];
  if (kind === 'everyone') {
    return policies.everyone === 'forbid'
      ? forbidden(SETTINGS.everyone, 'policies.everyone forbids policies that let everyone in')
      : [];
  }
  if (kind !== 'account' || isAllowed(opinions)) return [];
  const place = places.get(id);
  if (place?.status === 'inside' && place.isInactive) {
    return forbidden(SETTINGS.inactive, 'the account is suspended or closed, and no guardrail allows it');
  }
  if (place?.status === 'outside' && place.hasLeft) {
    return forbidden(SETTINGS.inactive, 'the account has left the organization, and no guardrail allows it');
  }
  return [];
}

/** Deny wins, and of those that forbid one that enforces; then what is unknown. */
function gravestOf(opinions: readonly Opinion[]): Opinion | undefined {
  let worst: Opinion | undefined;
  for (const each of opinions) if (!worst || gravity(each) > gravity(worst)) worst = each;
  const isObserved = worst?.decision === 'forbidden' && worst.mode === 'observe';
  const { isOpen } = opinions.find((each) => each.isOpen && each.mode === 'enforce') ?? {};
  return worst && isObserved ? { ...worst, isOpen } : worst;
}

const gravity = ({ decision, mode }: Opinion): number =>
  DECISIONS[decision] + (decision !== 'allowed' && mode === 'enforce' ? 1 : 0);
const DECISIONS = { allowed: 0, unknown: 1, forbidden: 3 } as const;

/** Whoever may be kept out by a condition is not known to be forbidden. */
function doubted(
  opinion: Opinion | undefined,
  { doubt }: Grant,
  unless: string | undefined,
): Opinion | undefined {
  if (opinion?.decision !== 'forbidden') return opinion;
  if (unless)
    return { ...opinion, decision: 'unknown', isOpen: true, says: () => `${opinion.says()}; ${unless}` };
  if (!doubt) return opinion;
  const says = () => `${opinion.says()}, unless ${doubt} keeps it out, which nobody can prove`;
  return { ...opinion, decision: 'unknown', says };
}

/** Nothing allows it by name. */
const asksForPlace = ({ kind, id }: Consumer, opinions: readonly Opinion[], places: Places): boolean =>
  kind === 'account' && !places.has(id) && !isAllowed(opinions);

const isAllowed = (opinions: readonly Opinion[]): boolean =>
  opinions.some(({ isListed }) => isListed === 'yes');

/** Would an account that is not there any more have a graver verdict than this? */
const isWorse = ({ decision, mode }: Opinion, file: Guardrails): boolean =>
  decision !== 'forbidden' || (mode === 'observe' && file.mode === 'enforce');

function cause({ kind, principal, id }: Consumer, places: Places): string {
  if (kind === 'unrecognized') return `${principal} is no account, OU, organization or service`;
  const place = places.get(id);
  return place?.status === 'unknown' ? place.reason : 'the directory did not answer';
}
