import type { Alert } from '../core/alert.ts';
import { type Phrase, phrase } from './phrase.ts';

/** What was done about a consumer, as far as it is known when it is told. */
export function outcomeOf({ finding, removal }: Alert): Phrase {
  const { body } = finding;
  if (body.kind !== 'forbidden-consumer') return phrase`not removed: it is not known to be forbidden`;
  if (finding.resolution?.startsWith('removed')) return phrase`removed: it is no longer on the share`;
  if (body.remedy.action === 'observe') return phrase`would be removed (observe mode)`;
  if (body.remedy.action === 'refuse') return phrase`not removed: ${body.remedy.reason}, a person is needed`;
  const reason = removal?.steps.at(-1)?.reason ?? 'no reason is on record';
  switch (removal?.status) {
    case 'requested':
      return phrase`removed: ${reason}`;
    case 'done':
      return phrase`removed: ${reason}`;
    case 'waiting':
      return phrase`removal waits: ${reason}. It is tried again`;
    case 'refused':
      return phrase`not removed: ${reason}, a person is needed`;
    default:
      return phrase`not removed yet: the removal is on record and will be made`;
  }
}
