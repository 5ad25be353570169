import type { Removal, ShareBefore } from '../core/removal.ts';
import { type Association, isOnShare, type ShareSnapshot } from '../core/share.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';
import {
  type Acting,
  claimRemoval,
  type Making,
  notedAnswer,
  type RemovalOutcome,
} from './removal-record.ts';

/** Takes exactly one thing off a share, or puts it on: on record first, then RAM is asked once, and its answer noted. */
export async function changeShare(acting: Acting, making: Making, ports: Ports): Promise<RemovalOutcome> {
  const claim = await claimRemoval(acting, making, ports);
  if (!('claimed' in claim)) return claim.outcome;
  return notedAnswer(claim.claimed, await asked(claim.claimed, ports), making, ports);
}

/** What the share gives now, but for its permissions. */
export function shareBefore(share: ShareSnapshot): ShareBefore {
  const namesOf = (associations: readonly Association[] = []) =>
    associations.filter(isOnShare).map(({ entity }) => entity);
  return { resources: namesOf(share.resources), sources: namesOf(share.sources) };
}

function asked({ about, act, principal, owner }: Removal, { enforcer }: Ports): Promise<EnforcerAnswer> {
  switch (act.kind) {
    case 'share-principal':
      return enforcer.disassociate(about, { principal });
    case 'share-source':
      return enforcer.disassociate(about, { source: principal });
    case 'share-resources':
      return enforcer.disassociate(about, { resources: act.taken });
    case 'share-member':
      return enforcer.associate(about, { resources: [act.member] });
    case 'share-owner-source':
      return enforcer.associate(about, { source: owner });
    default:
      throw new Error(`not a change of a share: ${act.kind} of ${about}`);
  }
}
