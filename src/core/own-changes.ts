import type { Removal } from './removal.ts';
import type { Change } from './subject.ts';

/**
 * What removals have changed on their share, in the words of events. They come before what others did in the same
 * second: CloudTrail tells no more than that of the time.
 */
export function ownChanges(removals: readonly Removal[]): readonly Change[] {
  return removals.flatMap((removal) => {
    const asked = removal.steps.findLast(({ status }) => status === 'requested');
    if (!asked) return [];
    const at = new Date(Math.floor(Date.parse(asked.at) / 1000) * 1000 - 1).toISOString();
    return [{ arn: removal.owner, eventId: removal.id, at, ...moved(removal) }];
  });
}

function moved({ act, principal }: Removal): Pick<Change, 'added' | 'removed'> {
  switch (act.kind) {
    case 'share-principal':
      return { added: [], removed: [principal] };
    case 'share-resources':
      return { added: [], removed: act.taken };
    case 'share-member':
      return { added: [act.member], removed: [] };
    default:
      return { added: [], removed: [] };
  }
}
