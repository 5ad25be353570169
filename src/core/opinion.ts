import type { Consumer } from './consumer.ts';
import type { Covering } from './covering.ts';
import type { Verdict } from './evaluate.ts';
import type { ConsumerSelector, Guardrails, Mode } from './guardrail.ts';
import { type Held, selectorText } from './holder.ts';
import type { Places } from './organization.ts';

/** The rules that no guardrail of the file has to state: their ids in verdicts. */
export const SETTINGS = { everyone: 'policies.everyone', inactive: 'consumer-is-active' } as const;

/** What one guardrail, or setting, says. The sentence is made when it turns out to be wanted. */
export interface Opinion extends Pick<Verdict, 'decision' | 'guardrail' | 'why' | 'mode' | 'isOpen'> {
  /** An `allow` list holds the consumer; `maybe`: if the guardrail covers the resource. */
  readonly isListed?: 'yes' | 'maybe' | undefined;
  readonly says: () => string;
}

/** What the rules that cover a resource say of a consumer, all together. */
export interface Weighed {
  readonly gravest: Opinion | undefined;
  /** Whether the account is still there plays a part, and is not known. */
  readonly asks: boolean;
}

/** The same rules say the same of a consumer whatever the resource: they are asked once. */
export function weigher(
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

/** What one rule that covers a resource says of a consumer by itself. @param mode of the file. */
export function opinionOf(
  { rule, isCertain }: Covering,
  consumer: Consumer,
  places: Places,
  mode: Mode,
): Opinion {
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

/** Nothing allows it by name, and nobody has said where it is. */
const asksForPlace = ({ kind, id }: Consumer, opinions: readonly Opinion[], places: Places): boolean =>
  kind === 'account' && (places.get(id)?.status ?? 'unknown') === 'unknown' && !isAllowed(opinions);

const isAllowed = (opinions: readonly Opinion[]): boolean =>
  opinions.some(({ isListed }) => isListed === 'yes');

/**
 * Deny wins, and of those that forbid one that enforces; then what is unknown. It is open while any rule waits for an
 * answer by which it would be graver.
 */
function gravestOf(opinions: readonly Opinion[]): Opinion | undefined {
  let worst: Opinion | undefined;
  for (const each of opinions) if (!worst || gravity(each) > gravity(worst)) worst = each;
  if (!worst) return undefined;
  const least = gravity(worst);
  const graver = opinions.find(
    ({ isOpen, mode }) => isOpen && gravity({ decision: 'forbidden', mode }) > least,
  );
  return { ...worst, isOpen: graver?.isOpen };
}

const gravity = ({ decision, mode }: Pick<Opinion, 'decision' | 'mode'>): number =>
  DECISIONS[decision] + (decision !== 'allowed' && mode === 'enforce' ? 1 : 0);
const DECISIONS = { allowed: 0, unknown: 1, forbidden: 3 } as const;

/** Why nobody can say where the consumer is. */
export function cause({ kind, principal, id }: Consumer, places: Places): string {
  if (kind === 'unrecognized') return `${principal} is no account, OU, organization or service`;
  const place = places.get(id);
  return place?.status === 'unknown' ? place.reason : 'the directory did not answer';
}
