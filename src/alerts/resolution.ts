import type { Alert } from '../core/alert.ts';
import type { Resolution } from '../core/finding.ts';
import { type Deed, deedOf } from './deed.ts';
import { type Phrase, phrase } from './phrase.ts';
import { isOfNumber } from './resource-words.ts';
import { STATE_WORDS } from './state-words.ts';

/** What is in order again, and how it came about. */
export function resolutionOf(alert: Alert): Phrase {
  const { resolution } = alert.finding;
  return resolution ? [{ own: wordsFor(alert)[resolution] }] : phrase`it is in order again`;
}

type Words = Readonly<Record<Resolution, string>>;

function wordsFor(alert: Alert): Words {
  const { body } = alert.finding;
  const place = 'principal' in body && body.policy ? IN_POLICY : ON_SHARE;
  switch (body.kind) {
    case 'forbidden-consumer':
    case 'undecided-consumer':
      return BY_DEED[deedOf(alert)];
    case 'denied-through-group':
      return { ...place, mended: 'no denied account is reached through it any more' };
    case 'unbound-service':
      return { ...BY_DEED.bind, gone: place.gone };
    case 'uncovered-pool':
      return isOfNumber(body.pool) ? OF_NUMBER : OF_POOL;
    default:
      return { ...OF_POOL, gone: `the ${STATE_WORDS[body.kind].of.toLowerCase()} is gone` };
  }
}

const ON_SHARE: Words = {
  removed: 'it was removed and is no longer on the share',
  'removed-late': 'it was removed after all and is no longer on the share',
  gone: 'it is no longer on the share: it went without being removed',
  allowed: 'the guardrails allow it now',
  covered: 'every consumer of the pool can use all that is in it',
  unshared: 'the pool is no longer shared with anybody who would need what is in it',
  mended: 'it is not so any more',
};

const IN_POLICY: Words = {
  ...ON_SHARE,
  removed: 'it was taken out and is no longer in the policy',
  'removed-late': 'it was taken out after all and is no longer in the policy',
  gone: 'it is no longer in the policy: it went without being taken out',
};

const OF_POOL: Words = { ...ON_SHARE, gone: 'the pool is gone' };

const OF_NUMBER: Words = {
  ...ON_SHARE,
  gone: 'the number is gone',
  covered: 'every consumer of the number can use its opt-out list',
  unshared: 'the number is no longer shared with anybody who would need its opt-out list',
};

const BY_DEED: Readonly<Record<Deed, Words>> = {
  remove: ON_SHARE,
  'take-out': IN_POLICY,
  'take-resources': {
    ...ON_SHARE,
    removed: 'its resources were taken off and are no longer on the share',
    'removed-late': 'its resources were taken off after all and are no longer on the share',
    gone: 'the share no longer gives it the resources: they went without being taken off',
  },
  bind: {
    ...ON_SHARE,
    removed: 'it was bound to the owner account',
    'removed-late': 'it was bound to the owner account after all',
    mended: 'it acts for anybody no longer',
  },
};
