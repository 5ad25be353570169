import type { Consumer } from './consumer.ts';
import type { Grant } from './grant.ts';
import type { ConsumerSelector, Guardrail, Guardrails, Mode } from './guardrail.ts';
import { type Answer, isInsideOrganization, isInsideOu, type Places } from './organization.ts';
import type { SmsResource } from './resource.ts';

/** A decision on one grant that explains itself. `mode` is that of the guardrail which decided. */
export interface Verdict {
  readonly decision: 'allowed' | 'forbidden' | 'unknown';
  readonly resource: string;
  readonly consumer: string;
  /** Id of the guardrail that decided; absent when none covers the resource. */
  readonly guardrail?: string | undefined;
  readonly mode: Mode;
  /** One sentence for people. */
  readonly reason: string;
  /** The end of the waiver that lifted it. */
  readonly waivedUntil?: string | undefined;
}

/**
 * Decides a grant. It is forbidden when a guardrail that covers its resource denies the consumer, or covers it with
 * an `allow` list that does not hold the consumer. Every covering guardrail must agree; deny wins; a waiver lifts
 * exactly one resource and consumer until its date (design section 5).
 *
 * What nobody can say (an unsettled association, an unreadable directory) is `unknown`, unless some guardrail forbids
 * the consumer without it.
 *
 * @param today ISO 8601, UTC.
 */
export function evaluate(grant: Grant, guardrails: Guardrails, places: Places, today: string): Verdict {
  const { resource, consumer } = grant;
  const about = { resource: resource.arn, consumer: consumer.id };
  const opinions = guardrails.guardrails
    .filter((guardrail) => covers(guardrail, resource))
    .map((guardrail) => ({
      ...about,
      mode: guardrails.mode,
      ...opinion(guardrail, consumer, places, guardrails),
    }));

  const waiver = guardrails.waivers.find(
    (each) =>
      each.resource === resource.arn && each.consumer === consumer.id && today.slice(0, 10) <= each.until,
  );
  const forbidden = opinions.filter(({ decision }) => decision === 'forbidden');
  const deciding = forbidden.find(({ mode }) => mode === 'enforce') ?? forbidden[0];
  if (waiver && deciding) {
    const reason = `waived until ${waiver.until} by ${waiver.approvedBy}: ${waiver.reason}`;
    return { ...deciding, decision: 'allowed', reason, waivedUntil: waiver.until };
  }
  if (grant.state === 'unsettled') {
    const reason = 'RAM reports a state of the association whose meaning is not published';
    return { ...about, mode: guardrails.mode, decision: 'unknown', reason };
  }
  if (deciding) return deciding;
  const unknown = opinions.find(({ decision }) => decision === 'unknown');
  if (unknown) return unknown;
  const reason = opinions.length ? 'every guardrail that covers it allows it' : 'no guardrail covers it';
  return { ...about, mode: guardrails.mode, guardrail: opinions[0]?.guardrail, decision: 'allowed', reason };
}

/** Does the guardrail speak of this resource? Both selectors must match; an absent one matches everything. */
export function covers({ resources }: Guardrail, resource: SmsResource): boolean {
  const { types, arns } = resources ?? {};
  return (
    (!types || types.includes(resource.type)) && (!arns || arns.some((arn) => matchesArn(arn, resource.arn)))
  );
}

type Opinion = Pick<Verdict, 'decision' | 'reason' | 'guardrail'> & Partial<Pick<Verdict, 'mode'>>;

function opinion(guardrail: Guardrail, consumer: Consumer, places: Places, file: Guardrails): Opinion {
  const by = { guardrail: guardrail.id, ...(guardrail.mode && { mode: guardrail.mode }) };
  const answers = (selectors: readonly ConsumerSelector[] = []) =>
    selectors.map((selector) => ({
      selector,
      answer: selects(selector, consumer, places, file.organization),
    }));
  const denied = answers(guardrail.deny);
  const allowed = answers(guardrail.allow);

  const deny = denied.find(({ answer }) => answer === 'yes');
  if (deny) return { ...by, decision: 'forbidden', reason: `${guardrail.id} denies ${text(deny.selector)}` };

  const isListed = !guardrail.allow || allowed.some(({ answer }) => answer === 'yes');
  const undecided = [...denied, ...(isListed ? [] : allowed)].find(({ answer }) => answer === 'unknown');
  if (!isListed && !allowed.some(({ answer }) => answer === 'unknown')) {
    const list = guardrail.allow?.map(text).join(', ') || 'nobody';
    return { ...by, decision: 'forbidden', reason: `${guardrail.id} allows only ${list}` };
  }
  if (undecided) {
    const place = places.get(consumer.id);
    const why = place?.status === 'unknown' ? place.reason : 'the directory did not answer';
    return {
      ...by,
      decision: 'unknown',
      reason: `whether it is ${text(undecided.selector)} is unknown: ${why}`,
    };
  }
  return { ...by, decision: 'allowed', reason: `${guardrail.id} allows it` };
}

/** Does the selector hold the consumer? An account is inside an OU by its path, not by RAM's `external` flag. */
function selects(
  selector: ConsumerSelector,
  consumer: Consumer,
  places: Places,
  organization: string,
): Answer {
  if (consumer.kind === 'unrecognized') return 'unknown';
  if ('account' in selector) return yesIf(consumer.kind === 'account' && consumer.id === selector.account);
  if ('service' in selector) return yesIf(consumer.kind === 'service' && consumer.id === selector.service);
  if (consumer.kind === 'service') return 'no';
  if (consumer.kind === 'organization')
    return yesIf('organization' in selector && consumer.id === organization);
  if (consumer.kind === 'ou' && consumer.organization !== organization) return 'no';
  if ('ou' in selector) return isInsideOu(consumer.id, selector.ou, places);
  return consumer.kind === 'ou' ? 'yes' : isInsideOrganization(consumer.id, places);
}

const yesIf = (condition: boolean): Answer => (condition ? 'yes' : 'no');

/** What a selector says, for a sentence: `OU ou-ab12-11111111`. */
export function text(selector: ConsumerSelector): string {
  if ('account' in selector) return `account ${selector.account}`;
  if ('ou' in selector) return `OU ${selector.ou}`;
  if ('service' in selector) return `service ${selector.service}`;
  return 'the organization';
}

function matchesArn(pattern: string, arn: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`).test(arn);
}
