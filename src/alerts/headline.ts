import type { Alert } from '../core/alert.ts';
import type { FindingBody } from '../core/finding.ts';
import { DEED_WORDS, deedOf } from './deed.ts';
import { progressOf } from './progress.ts';
import { isOfNumber } from './resource-words.ts';
import { STATE_WORDS } from './state-words.ts';

/** The first words of a message, all our own. */
export function headlineOf(alert: Alert): string {
  const { finding, news } = alert;
  if (news.change === 'resolved') return `Resolved: ${subjectOf(finding.body)}`;
  const change = news.change === 'changed' ? 'Changed: ' : '';
  return `${change}${newsOf(alert)}`;
}

function newsOf(alert: Alert): string {
  const { body } = alert.finding;
  const progress = progressOf(alert);
  if (progress) return DEED_WORDS[deedOf(alert)].headline[progress];
  if (body.kind === 'undecided-consumer') return 'nobody can say whether a consumer is allowed';
  if (body.kind === 'uncovered-pool' && body.added) return `${subjectOf(body)}, members put on its share`;
  return subjectOf(body);
}

function subjectOf(body: FindingBody): string {
  if (body.kind === 'uncovered-pool' && isOfNumber(body.pool))
    return 'number shared without its opt-out list';
  return 'entities' in body ? STATE_WORDS[body.kind].headline : SUBJECTS[body.kind];
}

const SUBJECTS = {
  'forbidden-consumer': 'forbidden consumer',
  'undecided-consumer': 'undecided consumer',
  'denied-through-group': 'denied account reached through an OU or the organization',
  'unbound-service': 'service that acts for anybody',
  'uncovered-pool': 'pool shared without all that is in it',
} as const;
