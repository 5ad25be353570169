import { isWithin } from '../../core/bounds.ts';
import type { Consumer } from '../../core/consumer.ts';
import type { Bound, Grant } from '../../core/grant.ts';
import type { Answer, Places } from '../../core/organization.ts';

/** Does the grant name the consumer itself? */
export const isNamed = ({ consumer }: Grant, { kind, id }: Consumer): boolean =>
  consumer.kind === kind && consumer.id === id;

export const isGroup = ({ kind }: Consumer): boolean => kind === 'ou' || kind === 'organization';

/**
 * Is the consumer among those whom the grant names as an OU, an organization or everyone? `unknown`: the directory or a
 * condition would have to say.
 *
 * @param own id of the organization that the directory speaks of.
 */
export function isHeld(grant: Grant, consumer: Consumer, places: Places, own: string): Answer {
  const { bounds = [], doubt } = grant;
  const group = boundOf(grant.consumer);
  if (!group) return 'no';
  // A service, or everyone, is in no OU or organization.
  const isPlaced = consumer.kind === 'account' || isGroup(consumer);
  if (group.length > 0 && !isPlaced) return 'no';
  const answer = isWithin([...group, ...bounds], consumer, places, own);
  return answer === 'yes' && doubt !== undefined ? 'unknown' : answer;
}

/** What holds the members of a group. None: everyone is one. `undefined`: it is no group. */
function boundOf(group: Consumer): readonly Bound[] | undefined {
  if (group.kind === 'everyone') return [];
  if (group.kind === 'organization') return [[{ organization: group.id }]];
  return group.kind === 'ou' ? [[{ organization: group.organization, ou: group.id }]] : undefined;
}
