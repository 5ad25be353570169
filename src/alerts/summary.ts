import type { Alert } from '../core/alert.ts';
import { consumerOf } from '../core/consumer.ts';
import type { FindingBody, Where } from '../core/finding.ts';
import { type Own, type Phrase, phrase } from './phrase.ts';
import { progressOf } from './progress.ts';
import { isOfNumber, resourceInWords } from './resource-words.ts';
import { STATE_WORDS } from './state-words.ts';

/** One sentence that names what it is about, and says what is wrong with it where its name does not. */
export function summaryOf(alert: Alert): Phrase {
  const { finding, news } = alert;
  const { body } = finding;
  const isSo = news.change !== 'resolved';
  switch (body.kind) {
    case 'forbidden-consumer':
    case 'undecided-consumer':
      return placed(body);
    case 'denied-through-group':
      return isSo ? [...placed(body), ...phrase` reaches denied accounts`] : placed(body);
    case 'unbound-service':
      return isSo && !isDone(alert) ? [...placed(body), ...phrase` acts for anybody`] : placed(body);
    case 'uncovered-pool':
      return phrase`${{ own: isOfNumber(body.pool) ? 'Number' : 'Pool' }} ${body.pool.split('/').at(-1) || body.pool}`;
    default:
      return stateSummary(body);
  }
}

/** `Account 444455556666 through sns.amazonaws.com on share campaign`. */
function placed(body: Extract<FindingBody, { principal: string }>): Phrase {
  return [...consumerPhrase(body), ...placeOf(body)];
}

/** `Account 444455556666 through sns.amazonaws.com`. */
export function consumerPhrase({ principal, through }: Extract<FindingBody, { principal: string }>): Phrase {
  const consumer = phrase`${kindOf(principal)} ${principal}`;
  return through === undefined ? consumer : [...consumer, ...phrase` through ${through}`];
}

/** Guardrails speak of a role as its account; people look for what stands there. */
function kindOf(principal: string): Own {
  const { kind, id } = consumerOf(principal);
  return { own: KINDS[kind === 'account' && id !== principal ? 'unrecognized' : kind] };
}

function placeOf({ share, policy }: Where): Phrase {
  if (share) return phrase` on share ${share.name}`;
  if (!policy) return [];
  const { type, name } = resourceInWords(policy.resource);
  return phrase` in the policy of ${type} ${name}`;
}

function stateSummary({ kind, subject }: Extract<FindingBody, { entities: readonly string[] }>): Phrase {
  const { of } = STATE_WORDS[kind];
  if (of !== 'Policy') return phrase`${{ own: of }} ${subject.name}`;
  return phrase`Policy of ${resourceInWords(subject.arn).type} ${subject.name}`;
}

function isDone(alert: Alert): boolean {
  const progress = progressOf(alert);
  return progress === 'done' || progress === 'over';
}

const KINDS = {
  account: 'Account',
  ou: 'OU',
  organization: 'Organization',
  service: 'Service',
  everyone: 'Everybody',
  unrecognized: 'Principal',
} as const;
