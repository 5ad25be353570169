import { isWithin } from './bounds.ts';
import { coverings } from './covering.ts';
import type { Grant } from './grant.ts';
import type { Guardrails, Mode } from './guardrail.ts';
import { cause, type Opinion, opinionOf, weigher } from './opinion.ts';
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

/** What each guardrail that covers the resource says of the consumer by itself, in the order of the file. */
export function opinionsOf(
  { resource, consumer }: Pick<Grant, 'resource' | 'consumer'>,
  { guardrails, organization, mode }: Guardrails,
  places: Places,
): readonly Omit<Verdict, 'resource' | 'consumer'>[] {
  const covering = coverings(guardrails, organization)(resource);
  return covering.map((each) => told(opinionOf(each, consumer, places, mode)));
}

const told = ({ says, isListed, ...verdict }: Opinion): Omit<Verdict, 'resource' | 'consumer'> => ({
  ...verdict,
  reason: says(),
});

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

/** Would an account that is not there any more have a graver verdict than this? */
const isWorse = ({ decision, mode }: Opinion, file: Guardrails): boolean =>
  decision !== 'forbidden' || (mode === 'observe' && file.mode === 'enforce');
