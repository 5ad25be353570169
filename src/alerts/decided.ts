import type { Decision, Finding } from '../core/finding.ts';
import type { Fact } from './fact.ts';
import { type Phrase, phrase } from './phrase.ts';

/** What people have decided about it, who, and until when. */
export const decidedFact = ({ decisions = [] }: Finding): Fact => ({
  label: 'Decided',
  lines: decisions.map(decisionPhrase),
});

/** What somebody decided, who, and until when, or why it was not done. */
export function decisionPhrase({ kind, by, at, until, refused }: Decision): Phrase {
  const done = { own: WORDS[kind] };
  if (refused !== undefined) return phrase`not ${done}: ${refused}. Asked by ${by} at ${at}`;
  return phrase`${done} until ${until}, by ${by} at ${at}`;
}

const WORDS = { undo: 'put back and allowed', waive: 'allowed', snooze: 'put off' } as const;
