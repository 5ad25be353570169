import { matchesArn } from './arn-pattern.ts';
import type { Consumer } from './consumer.ts';
import type { Grant } from './grant.ts';
import type { ConsumerSelector, Guardrail, Guardrails, Mode, Waiver } from './guardrail.ts';
import type { Places } from './organization.ts';
import type { SmsResource } from './resource.ts';
import { selectorText, selects } from './selector.ts';

/** A decision on one grant that explains itself. `mode` is that of the guardrail which decided. */
export interface Verdict {
  readonly decision: 'allowed' | 'forbidden' | 'unknown';
  readonly resource: string;
  readonly consumer: string;
  /** Id of the guardrail that decided; absent when none covers the resource. */
  readonly guardrail?: string | undefined;
  /** Why the guardrail is there, in the words of its authors. */
  readonly why?: string | undefined;
  readonly mode: Mode;
  /** One sentence for people. */
  readonly reason: string;
  /** The end of the waiver that lifted it. */
  readonly waivedUntil?: string | undefined;
  /**
   * Forbidden by guardrails that only observe, while one that enforces can't say: Organizations may still make a
   * removal of it.
   */
  readonly mayBeEnforced?: true | undefined;
}

/**
 * Decides a grant. It is forbidden when a guardrail that covers its resource denies the consumer, or covers it with
 * an `allow` list that does not hold the consumer. Every covering guardrail must agree; deny wins; a waiver lifts
 * exactly one resource and consumer until its date.
 *
 * An association whose state has no published meaning is `unknown`, whatever the guardrails say. What only the directory
 * could say is `unknown` when it does not answer, unless a guardrail forbids the consumer without it, or a waiver lifts
 * it either way.
 *
 * @param now ISO 8601, UTC.
 */
export function evaluate(grant: Grant, guardrails: Guardrails, places: Places, now: string): Verdict {
  const { resource, consumer } = grant;
  const about = { resource: resource.arn, consumer: consumer.id, mode: guardrails.mode };
  if (grant.state === 'unsettled') {
    const reason = 'RAM reports a state of the association whose meaning is not published';
    return { ...about, decision: 'unknown', reason };
  }
  const opinions = guardrails.guardrails
    .filter((guardrail) => covers(guardrail, resource))
    .map((guardrail) => ({ ...about, ...opinion(guardrail, consumer, places, guardrails) }));

  const verdict = gravest(opinions);
  if (!verdict) return { ...about, decision: 'allowed', reason: 'no guardrail covers it' };
  const { guardrail } = verdict;
  if (verdict.decision === 'allowed') {
    return { ...about, guardrail, decision: 'allowed', reason: 'every guardrail that covers it allows it' };
  }
  const waiver = waiverOf(grant, guardrails, now);
  if (!waiver) return verdict;
  const reason = `waived until ${waiver.until} by ${waiver.approvedBy}: ${waiver.reason}`;
  return { ...about, guardrail, decision: 'allowed', reason, waivedUntil: waiver.until };
}

/** Deny wins, and of those that forbid one that enforces; then what is unknown. */
function gravest(opinions: readonly Verdict[]): Verdict | undefined {
  const of = (decision: Verdict['decision'], mode?: Mode) =>
    opinions.find((each) => each.decision === decision && (!mode || each.mode === mode));
  const observed = of('forbidden', 'observe');
  const isOpen = observed && of('unknown', 'enforce');
  return (
    of('forbidden', 'enforce') ??
    (observed && { ...observed, ...(isOpen && { mayBeEnforced: true }) }) ??
    of('unknown', 'enforce') ??
    of('unknown') ??
    opinions[0]
  );
}

function waiverOf({ resource, consumer }: Grant, { waivers }: Guardrails, now: string): Waiver | undefined {
  const today = now.slice(0, 10);
  return waivers.find(
    (each) => each.resource === resource.arn && each.consumer === consumer.id && today <= each.until,
  );
}

/** Does the guardrail speak of this resource? Both selectors must match; an absent or empty one matches everything. */
export function covers({ resources }: Guardrail, resource: SmsResource): boolean {
  const { types, arns } = resources ?? {};
  return (
    (!types?.length || types.includes(resource.type)) &&
    (!arns?.length || arns.some((arn) => matchesArn(arn, resource.arn)))
  );
}

type Opinion = Pick<Verdict, 'decision' | 'reason' | 'guardrail' | 'why'> & Partial<Pick<Verdict, 'mode'>>;

function opinion(guardrail: Guardrail, consumer: Consumer, places: Places, file: Guardrails): Opinion {
  const { id, why, mode } = guardrail;
  const by = { guardrail: id, ...(why !== undefined && { why }), ...(mode && { mode }) };
  const answers = (selectors: readonly ConsumerSelector[] = []) =>
    selectors.map((selector) => ({
      selector,
      answer: selects(selector, consumer, places, file.organization),
    }));
  const denied = answers(guardrail.deny);
  const allowed = answers(guardrail.allow);

  const deny = denied.find(({ answer }) => answer === 'yes');
  if (deny)
    return { ...by, decision: 'forbidden', reason: `${guardrail.id} denies ${selectorText(deny.selector)}` };

  const isListed = !guardrail.allow || allowed.some(({ answer }) => answer === 'yes');
  const undecided = [...denied, ...(isListed ? [] : allowed)].find(({ answer }) => answer === 'unknown');
  if (!isListed && !allowed.some(({ answer }) => answer === 'unknown')) {
    const list = guardrail.allow?.map(selectorText).join(', ') || 'nobody';
    return { ...by, decision: 'forbidden', reason: `${guardrail.id} allows only ${list}` };
  }
  if (undecided) {
    const reason = `whether ${id} means it by ${selectorText(undecided.selector)} is unknown: ${cause(consumer, places)}`;
    return { ...by, decision: 'unknown', reason };
  }
  return { ...by, decision: 'allowed', reason: `${guardrail.id} allows it` };
}

function cause({ kind, principal, id }: Consumer, places: Places): string {
  if (kind === 'unrecognized') return `${principal} is no account, OU, organization or service`;
  const place = places.get(id);
  return place?.status === 'unknown' ? place.reason : 'the directory did not answer';
}
