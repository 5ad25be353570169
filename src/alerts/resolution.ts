import type { Finding, Resolution } from '../core/finding.ts';
import { type Phrase, phrase } from './phrase.ts';

/** What is in order again, and how it came about. */
export function resolutionOf({ body, resolution }: Finding): Phrase {
  return resolution
    ? WORDS[resolution](body.kind === 'uncovered-pool' ? 'pool' : 'consumer')
    : phrase`it is in order again`;
}

const WORDS: Readonly<Record<Resolution, (what: 'pool' | 'consumer') => Phrase>> = {
  removed: () => phrase`it was removed and is no longer on the share`,
  'removed-late': () => phrase`it was removed after all and is no longer on the share`,
  gone: (what) =>
    what === 'pool'
      ? phrase`the pool is gone`
      : phrase`it is no longer on the share: it went without being removed`,
  allowed: () => phrase`the guardrails allow it now`,
  covered: () => phrase`every consumer of the pool can use all that is in it`,
  unshared: () => phrase`the pool is no longer shared with anybody who would need what is in it`,
};
