import { oneLine } from '../../alerts/one-line.ts';
import type { Removal } from '../../core/removal.ts';
import { resourceText } from '../plan/plan-text.ts';

/** What a removal does, for `${done}: …`: `take 999988887777 off share summer`. */
export function removalText(removal: Removal): string {
  const { act, about, owner } = removal;
  const place = placeText(removal);
  const who = whoText(removal);
  switch (act.kind) {
    case 'share-principal':
    case 'share-source':
      return `take ${who} off ${place}`;
    case 'share-resources':
      return `take ${act.taken.map(resourceText).join(', ')} off ${place}, away from ${who}`;
    case 'share-owner-source':
      return `bind ${who} to ${owner} on ${place}`;
    case 'share-member':
      return `put ${resourceText(act.member)} on ${place}`;
    case 'policy-principal':
      return `take ${who} out of the policy of ${resourceText(about)}`;
    case 'policy-source':
      return `bind ${who} to ${owner} in the policy of ${resourceText(about)}`;
  }
}

/** What undoing it does: `put 999988887777 back on share summer`. */
export function undoingText(removal: Removal): string {
  const { act, about, owner } = removal;
  const place = placeText(removal);
  const who = whoText(removal);
  switch (act.kind) {
    case 'share-principal':
    case 'share-source':
      return `${who} is back on ${place}`;
    case 'share-resources':
      return `${act.taken.map(resourceText).join(', ')} is back on ${place}, for ${who}`;
    case 'share-owner-source':
      return `${owner} is no source of ${who} on ${place} any more`;
    case 'share-member':
      return `${resourceText(act.member)} is off ${place} again`;
    case 'policy-principal':
      return `${who} is back in the policy of ${resourceText(about)}`;
    case 'policy-source':
      return `${who} is no longer bound to ${owner} in the policy of ${resourceText(about)}`;
  }
}

const placeText = ({ share, about }: Removal): string => oneLine(`share ${share?.name ?? about}`);

const whoText = ({ principal, through }: Removal): string =>
  oneLine(through === undefined ? principal : `${principal} through ${through}`);
