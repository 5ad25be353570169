import type { Consumer } from './consumer.ts';
import type { Bound } from './grant.ts';
import { type Answer, isInsideOrganization, isInsideOu, type Places } from './organization.ts';

/**
 * Is the consumer inside of every bound? `unknown`: the directory has to say, and does not.
 *
 * @param own id of the organization that the directory speaks of: nobody knows who is in another one.
 */
export function isWithin(bounds: readonly Bound[], consumer: Consumer, places: Places, own: string): Answer {
  return all(bounds.map((bound) => any(bound.map((each) => isIn(each, consumer, places, own)))));
}

function isIn(each: Bound[number], consumer: Consumer, places: Places, own: string): Answer {
  const { kind, id } = consumer;
  if ('account' in each) return kind === 'account' ? yesIf(id === each.account) : 'unknown';
  if (kind === 'organization') return 'ou' in each ? 'unknown' : yesIf(id === each.organization);
  if (kind === 'ou' && consumer.organization !== each.organization) return 'no';
  if (kind === 'ou' && !('ou' in each)) return 'yes';
  if (kind !== 'account' && kind !== 'ou') return 'unknown';
  if (each.organization !== own) return places.get(id)?.status === 'inside' ? 'no' : 'unknown';
  return 'ou' in each ? isInsideOu(id, each.ou, places) : isInsideOrganization(id, places);
}

const yesIf = (condition: boolean): Answer => (condition ? 'yes' : 'no');

function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}
