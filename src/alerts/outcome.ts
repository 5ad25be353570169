import type { Alert } from '../core/alert.ts';
import { remedyOf } from '../core/finding.ts';
import { DEED_WORDS, deedOf } from './deed.ts';
import { type Phrase, phrase } from './phrase.ts';
import { progressOf } from './progress.ts';

/** What was done about a consumer, as far as it is known when it is told. */
export function outcomeOf(alert: Alert): Phrase {
  const { body } = alert.finding;
  if (body.kind === 'denied-through-group') {
    return phrase`not removed: the guardrails allow the group, and every account in it would lose the resources`;
  }
  const progress = progressOf(alert);
  if (!progress) return phrase`not removed: it is not known to be forbidden`;
  const words = { own: DEED_WORDS[deedOf(alert)].outcome[progress] };
  switch (progress) {
    case 'refused':
      return phrase`${words}: ${reasonOf(alert)}, a person is needed`;
    case 'waiting':
      return phrase`${words}: ${reasonOf(alert)}. It is tried again`;
    case 'done':
      return phrase`${words}: ${reasonOf(alert)}`;
    case 'observed':
    case 'planned':
    case 'over':
      return [words];
  }
}

/** Why it has come no further, or what was answered: our own reason, or that of AWS. */
function reasonOf({ finding, removal }: Alert): string {
  const remedy = remedyOf(finding.body);
  if (remedy?.action === 'refuse') return remedy.reason;
  return removal?.steps.at(-1)?.reason ?? 'no reason is on record';
}
