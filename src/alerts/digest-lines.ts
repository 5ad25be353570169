import type { Alert } from '../core/alert.ts';
import { decisionPhrase } from './decided.ts';
import { headlineOf } from './headline.ts';
import { type Phrase, phrase } from './phrase.ts';
import { consumerPhrase, summaryOf } from './summary.ts';

/** What the findings below it hang on. */
export function placeLine({ finding: { about, body } }: Alert): Phrase {
  return 'share' in body && body.share ? phrase`On share ${body.share.name} ${about}` : phrase`On ${about}`;
}

/** Which of the findings on a share or resource it is, and how it is where that is not as the headline of all says. */
export function subjectLine(alert: Alert, headline: string): Phrase {
  const { body, decisions = [] } = alert.finding;
  const subject = 'principal' in body ? consumerPhrase(body) : summaryOf(alert);
  const own = headlineOf(alert);
  const last = decisions.at(-1);
  return [
    ...subject,
    ...(own === headline ? [] : phrase` – ${{ own }}`),
    ...(last ? [...phrase` – `, ...decisionPhrase(last)] : []),
  ];
}
