import { nameOf } from './consumer.ts';
import type { Judgement } from './judge.ts';
import type { Removal } from './removal.ts';
import { type Association, isOnShare, type ShareSnapshot } from './share.ts';

/**
 * Is what the removal is to take off the share still there, or what it is to add still missing? RAM's taking it off
 * counts as there until it is.
 */
export function isUndoneOnShare(
  { act, principal, through }: Removal,
  share: ShareSnapshot,
  judgements: readonly Judgement[],
): boolean {
  const isOf = ({ consumer, ...each }: Judgement): boolean =>
    nameOf(consumer) === principal && each.through === through;
  switch (act.kind) {
    case 'share-resources':
      // Others may have come meanwhile: it is over when the consumer is given nothing that is forbidden it.
      return (
        share.resources.some((each) => isThere(each) && act.taken.includes(each.entity)) ||
        judgements.some((each) => isOf(each) && each.decision === 'forbidden')
      );
    case 'share-member':
      return !share.resources.filter(isOnShare).some(({ entity }) => entity === act.member);
    case 'share-owner-source':
      return share.sources?.filter(isOnShare).length === 0;
    default:
      return judgements.some(isOf);
  }
}

const isThere = (association: Association): boolean =>
  isOnShare(association) || association.state === 'ending';
