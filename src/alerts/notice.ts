import type { Alert, Digest } from '../core/alert.ts';
import { severityOf } from '../core/severity.ts';
import { decidedFact } from './decided.ts';
import type { Fact } from './fact.ts';
import { headlineOf } from './headline.ts';
import { nextSteps } from './next-steps.ts';
import { type Phrase, phrase } from './phrase.ts';
import { resolutionOf } from './resolution.ts';
import { summaryOf } from './summary.ts';
import { whatFacts } from './what-facts.ts';
import { whereFacts } from './where-facts.ts';

/** What there is to say of a finding, before it is said in the manner of a channel. */
export interface Notice {
  /** A few words of our own: nothing from outside is in it. */
  readonly headline: string;
  /** One sentence that names what it is about. */
  readonly summary: Phrase;
  /** Each has something to say. */
  readonly facts: readonly Fact[];
}

/** The label of a fact that some channels show in another way. */
export const SEVERITY = 'Severity';
const FOUND_BY_SWEEP = phrase`by the sweep: no event told of it`;

/** Puts together what people need to know, and whom to ask. */
export function noticeOf(alert: Alert): Notice {
  const { finding, news } = alert;
  const what =
    news.change === 'resolved'
      ? [{ label: 'Resolved', lines: [resolutionOf(alert)] }]
      : [
          { label: SEVERITY, lines: [[{ own: severityOf(finding.body) }]] },
          ...whatFacts(alert),
          { label: 'How it was found', lines: finding.isFoundBySweep ? [FOUND_BY_SWEEP] : [] },
        ];
  const facts = [...what, ...whereFacts(finding), decidedFact(finding), nextSteps(alert)].filter(
    ({ lines }) => lines.length > 0,
  );
  return { headline: headlineOf(alert), summary: summaryOf(alert), facts };
}

/** What there is to say of each of them. The headline of all is the same. */
export function noticesOf([first, ...others]: Digest): readonly [Notice, ...Notice[]] {
  return [noticeOf(first), ...others.map(noticeOf)];
}

/** `40 findings of 111122223333 in us-east-1` */
export const countOf = (digest: Digest): string =>
  `${digest.length} findings of ${digest[0].finding.owner} in ${digest[0].finding.region}`;
