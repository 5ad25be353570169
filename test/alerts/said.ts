import { noticeOf } from '../../src/alerts/notice.ts';
import { type Phrase, spoken } from '../../src/alerts/phrase.ts';
import type { Alert } from '../../src/core/alert.ts';

/** What an alert says, with what comes from outside in `‹›`. */
export function said(alert: Alert) {
  const { headline, summary, facts } = noticeOf(alert);
  const words = (phrase: Phrase) => spoken(phrase, (outside) => `‹${outside}›`);
  const byLabel = facts.map(({ label, lines }) => [label, lines.map(words)] as const);
  return {
    headline,
    summary: words(summary),
    facts: Object.fromEntries(byLabel),
    labels: byLabel.map(([label]) => label),
  };
}
