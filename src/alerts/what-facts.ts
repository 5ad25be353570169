import type { Alert } from '../core/alert.ts';
import type { Verdict } from '../core/evaluate.ts';
import { addedLines, coverageLines } from './coverage-lines.ts';
import type { Fact } from './fact.ts';
import { outcomeOf } from './outcome.ts';
import { type Phrase, phrase } from './phrase.ts';
import { STATE_WORDS } from './state-words.ts';

/** What is wrong, by which rule, and what was done. */
export function whatFacts(alert: Alert): readonly Fact[] {
  const { body } = alert.finding;
  const done = { label: 'What was done', lines: [outcomeOf(alert)] };
  switch (body.kind) {
    case 'forbidden-consumer':
    case 'undecided-consumer':
      return [done, guardrailFact(body.verdicts)];
    case 'denied-through-group':
      return [done, reachedFact(body.verdicts), guardrailFact(body.verdicts)];
    case 'unbound-service':
      return [done, { label: 'What is wrong', lines: [UNBOUND] }];
    case 'uncovered-pool': {
      const lacking = { label: 'Who lacks what', lines: coverageLines(body.gap) };
      return [lacking, { label: 'What was put on a share', lines: addedLines(body.added ?? []) }];
    }
    default: {
      const entities = {
        label: STATE_WORDS[body.kind].entities,
        lines: body.entities.map((each) => phrase`${each}`),
      };
      return [{ label: 'What is wrong', lines: [phrase`${body.reason}`] }, entities];
    }
  }
}

/** The confused deputy. */
const UNBOUND = phrase`it is bound to no known source, so whoever has an account may have the service use the resources`;

function guardrailFact(verdicts: readonly Verdict[]): Fact {
  const rules = verdicts.map(({ guardrail = 'no guardrail', reason, why }) =>
    why ? phrase`${guardrail}: ${reason}. Why: ${why}` : phrase`${guardrail}: ${reason}`,
  );
  return { label: 'Guardrail', lines: distinct(rules) };
}

/** One verdict an account and resource: each account once. */
function reachedFact(verdicts: readonly Verdict[]): Fact {
  return { label: 'Denied accounts', lines: distinct(verdicts.map(({ consumer }) => phrase`${consumer}`)) };
}

function distinct(phrases: readonly Phrase[]): readonly Phrase[] {
  return [...new Map(phrases.map((each) => [JSON.stringify(each), each])).values()];
}
