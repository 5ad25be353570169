import type { Alert } from '../core/alert.ts';
import { type Phrase, phrase } from './phrase.ts';
import { consumerPhrase, summaryOf } from './summary.ts';

/** What the findings below it hang on. */
export function placeLine({ finding: { about, body } }: Alert): Phrase {
  return 'share' in body && body.share ? phrase`On share ${body.share.name} ${about}` : phrase`On ${about}`;
}

/** Which of the findings on a share or resource it is. */
export function subjectLine(alert: Alert): Phrase {
  const { body } = alert.finding;
  return 'principal' in body ? consumerPhrase(body) : summaryOf(alert);
}
