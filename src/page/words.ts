import type { FindingBody } from '../core/finding.ts';
import type { Action } from '../flows/survey/row.ts';
import type { PageMember, PageResource } from './page-data.ts';

/** What is wrong, in a few words. */
export const FINDING_WORDS: Readonly<Record<FindingBody['kind'], string>> = {
  'forbidden-consumer': 'Forbidden consumer',
  'undecided-consumer': 'Nobody can say whether it may',
  'denied-through-group': 'Denied account reached through a group',
  'unbound-service': 'Service that acts for anybody',
  'uncovered-pool': 'Pool shared without all that is in it',
  'open-share': 'Share open to outsiders',
  'retained-share': 'Share kept when an account leaves',
  'failed-association': 'Share without something put on it',
  'sharing-not-enabled': 'Sharing with the organization is off',
  'open-policy': 'Policy that lets everyone in',
  'unreadable-policy': 'Policy that can’t be read',
  'unshareable-member': 'Pool member that can’t be shared',
  'stuck-removal': 'Removal that makes no headway',
  'budget-used-up': 'Budget of removals used up',
  'ending-waiver': 'Waiver about to end',
};

/** What would be done about it. */
export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  remove: 'take it off the share',
  'remove-resources': 'take the resource off the share',
  'rewrite-policy': 'take it out of the policy',
  'bind-source': 'bind the service to the owner',
  'add-member': 'put the member on the share',
  tell: 'tell people',
  keep: 'keep',
};

/** What people call a resource: the number itself, or the name behind its type. */
export const labelOf = ({ number, name }: Pick<PageResource | PageMember, 'number' | 'name'>): string =>
  number ?? name;

export const TYPE_WORDS: Readonly<Record<PageMember['type'], string>> = {
  'phone-number': 'Number',
  pool: 'Pool',
  'sender-id': 'Sender ID',
  'opt-out-list': 'Opt-out list',
  other: 'Other',
};

/** `1 pool`, `2 pools`. */
export const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
