import type { Alert } from '../core/alert.ts';
import { consumerOf } from '../core/consumer.ts';
import type { Actor, FindingBody } from '../core/finding.ts';
import { coverageLines } from './coverage-lines.ts';
import { headlineOf } from './headline.ts';
import { outcomeOf } from './outcome.ts';
import { type Phrase, phrase } from './phrase.ts';
import { resolutionOf } from './resolution.ts';

/** What there is to say of a finding, before it is said in the manner of a channel. */
export interface Notice {
  /** A few words of our own: nothing from outside is in it. */
  readonly headline: string;
  /** One sentence that names what it is about. */
  readonly summary: Phrase;
  readonly facts: readonly Fact[];
}
export interface Fact {
  readonly label: string;
  readonly lines: readonly Phrase[];
}

/** Puts together what people need to know, and whom to ask. */
export function noticeOf(alert: Alert): Notice {
  const { finding, news } = alert;
  const facts = [
    ...(news.change === 'resolved'
      ? [{ label: 'Resolved', lines: [resolutionOf(finding)] }]
      : whatFacts(alert)),
    ...whereFacts(alert),
  ];
  return { headline: headlineOf(alert), summary: summaryOf(finding.body), facts };
}

function summaryOf(body: FindingBody): Phrase {
  if (body.kind === 'uncovered-pool') return phrase`Pool ${lastPart(body.pool)}`;
  return phrase`${kindOf(body.principal)} ${body.principal} on share ${body.share.name}`;
}

/** What is wrong, by which rule, and what was done. */
function whatFacts(alert: Alert): readonly Fact[] {
  const { body } = alert.finding;
  if (body.kind === 'uncovered-pool') {
    return [{ label: 'Who lacks what', lines: coverageLines(body.gap) }];
  }
  const rules = body.verdicts.map(({ guardrail = 'no guardrail', reason, why }) =>
    why ? phrase`${guardrail}: ${reason}. Why: ${why}` : phrase`${guardrail}: ${reason}`,
  );
  return [
    { label: 'What was done', lines: [outcomeOf(alert)] },
    { label: 'Guardrail', lines: distinct(rules) },
  ];
}

/** Which things, whose, and who changed them. */
function whereFacts({ finding }: Alert): readonly Fact[] {
  const { body, owner, region, actor } = finding;
  const where = { label: 'Owner account', lines: [phrase`${owner} in ${region}`] };
  if (body.kind === 'uncovered-pool') {
    return [{ label: 'Pool', lines: [phrase`${body.pool}`] }, where];
  }
  return [
    { label: 'Resources', lines: body.resources.map((arn) => phrase`${arn}`) },
    { label: 'Share', lines: [phrase`${body.share.name}`, phrase`${body.share.arn}`] },
    where,
    { label: 'Shared by', lines: [actorPhrase(actor)] },
  ];
}

/** The call is named too: the last change of a share need not be the one that brought the consumer in. */
function actorPhrase(actor: Actor | undefined): Phrase {
  if (!actor) return phrase`unknown: the event did not say`;
  const { arn, eventName, at } = actor;
  if (!eventName) return phrase`${arn}`;
  return at ? phrase`${arn} by ${eventName} at ${at}` : phrase`${arn} by ${eventName}`;
}

const KINDS = {
  account: 'Account',
  ou: 'OU',
  organization: 'Organization',
  service: 'Service',
  everyone: 'Everybody',
  unrecognized: 'Principal',
} as const;

function kindOf(principal: string): { readonly own: string } {
  return { own: KINDS[consumerOf(principal).kind] };
}

const lastPart = (arn: string): string => arn.split('/').at(-1) || arn;

function distinct(phrases: readonly Phrase[]): readonly Phrase[] {
  return [...new Map(phrases.map((each) => [JSON.stringify(each), each])).values()];
}
