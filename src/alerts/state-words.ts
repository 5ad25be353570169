import type { StateKind } from '../core/finding.ts';

interface StateWords {
  /** What it is, for first words. */
  readonly headline: string;
  readonly of: 'Share' | 'Policy' | 'Pool' | 'Removal' | 'Budget' | 'Waiver';
  /** What the entities are. */
  readonly entities: string;
}

/** What is said of shares, policies and pools that are not as they should be. */
export const STATE_WORDS: Readonly<Record<StateKind, StateWords>> = {
  'open-share': {
    headline: 'share open to principals outside of the organization',
    of: 'Share',
    entities: 'Whom it concerns',
  },
  'retained-share': {
    headline: 'share that accounts keep when they leave the organization',
    of: 'Share',
    entities: 'Whom it concerns',
  },
  'failed-association': {
    headline: 'share without something that was put on it',
    of: 'Share',
    entities: 'What failed',
  },
  'sharing-not-enabled': {
    headline: 'sharing with the organization not enabled',
    of: 'Share',
    entities: 'Who waits',
  },
  'open-policy': {
    headline: 'policy that lets everyone in',
    of: 'Policy',
    entities: 'Whom it concerns',
  },
  'unreadable-policy': {
    headline: 'policy that can not be read',
    of: 'Policy',
    entities: 'Whom it concerns',
  },
  'unshareable-member': {
    headline: 'shared pool with a member that can not be shared',
    of: 'Pool',
    entities: 'Members',
  },
  'stuck-removal': {
    headline: 'removal that makes no headway, a person is needed',
    of: 'Removal',
    entities: 'Whom it concerns',
  },
  'budget-used-up': {
    headline: 'budget of removals used up: what is forbidden is told, and nothing is removed',
    of: 'Budget',
    entities: 'Whom it concerns',
  },
  'ending-waiver': {
    headline: 'waiver about to end',
    of: 'Waiver',
    entities: 'Whom it concerns',
  },
};
