import { type Association, isPresent, isStaying } from './association.ts';
import type { Item } from './association-plan.ts';
import { inTransition, invalidParameter, unknown } from './errors.ts';
import { readPrincipal } from './principals.ts';

/**
 * The associations to take off a share. One that is already being taken off is not there: nothing is left to do.
 *
 * @param present all associations of the share
 * @throws AwsError UnknownResourceException for an item that is not on the share; InvalidStateTransitionException
 *   while the share is in transition; InvalidParameterException when service principals would be left without source
 */
export function planDisassociation(
  shareArn: string,
  present: readonly Association[],
  items: readonly Item[],
  pendingInvitationBlocks: boolean,
): { readonly named: readonly Association[]; readonly leaving: readonly Association[] } {
  const named = items.map(({ kind, entity }) => {
    const found = present.find((each) => each.kind === kind && each.entity === entity && isPresent(each));
    if (!found) throw unknown(`${NAMES[kind]} ${entity} could not be found on ResourceShare ${shareArn}.`);
    return found;
  });
  checkSettled(present, pendingInvitationBlocks);
  const leaving = named.filter(({ status }) => status !== 'DISASSOCIATING');
  checkSources(
    present.filter((each) => isStaying(each) && !leaving.includes(each)),
    leaving,
  );
  return { named, leaving };
}

const NAMES = { RESOURCE: 'Resource', PRINCIPAL: 'Principal', SOURCE: 'Source' } as const;

/**
 * Refuses while something on the share is ASSOCIATING. AWS's text names this status only (facts 10), so
 * DISASSOCIATING is no hindrance: items can be taken off one after the other. Whether a principal that waits for its
 * invitation counts is not known: field reports say so (facts 11.10), hence a switch.
 */
export function checkSettled(present: readonly Association[], pendingInvitationBlocks: boolean): void {
  const blocks = ({ status, invitationArn }: Association): boolean =>
    status === 'ASSOCIATING' && (invitationArn === undefined || pendingInvitationBlocks);
  if (present.some(blocks)) throw inTransition('ASSOCIATING');
}

/** "At least one source must remain when service principals are present" (facts 5.6). */
function checkSources(remaining: readonly Association[], leaving: readonly Association[]): void {
  const takesSource = leaving.some(({ kind }) => kind === 'SOURCE');
  const hasSource = remaining.some(({ kind }) => kind === 'SOURCE');
  const hasService = remaining.some(
    ({ kind, entity }) => kind === 'PRINCIPAL' && readPrincipal(entity)?.kind === 'service',
  );
  if (takesSource && hasService && !hasSource) {
    throw invalidParameter('At least one source must remain when service principals are present.');
  }
}
