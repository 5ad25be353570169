import { isSameActor } from '../core/actor.ts';
import { ownChanges } from '../core/own-changes.ts';
import type { ShareOnRecord, ShareSnapshot } from '../core/share.ts';
import { actorOf, type Change, isShown } from '../core/subject.ts';
import type { Ports } from '../ports.ts';

/** What led to a look at a share. */
export interface Lead {
  readonly shareArn: string;
  /** What events told of. Nothing of it is taken for true. */
  readonly changes: readonly Change[];
  /** ISO 8601, UTC: a look that began later has seen all that led here. `undefined`: none has. */
  readonly arrivedAt?: string | undefined;
}

/**
 * Of all who come with events of one share at once, one after the other looks at it; the others find that a look which
 * began after their events came has seen what they tell of, and whose doing it was.
 *
 * @returns the share as it was last on record, or `seen`: nothing is left to look at.
 */
export async function ownTurn(lead: Lead, ports: Ports): Promise<ShareOnRecord | undefined | 'seen'> {
  for (let turn = 1; ; turn++) {
    const record = await ports.ledger.share(lead.shareArn);
    if (lead.arrivedAt === undefined) return record;
    if (record && record.readAt > lead.arrivedAt && (await tellsAll(record, lead, ports))) return 'seen';
    if (turn === MOST_TURNS || (await ports.turns.begin(lead.shareArn))) return record;
  }
}

/** Looking once too often does no harm. */
const MOST_TURNS = 20;

async function tellsAll(record: ShareOnRecord, lead: Lead, ports: Ports): Promise<boolean> {
  const actor = actorOf(lead.changes);
  return (!actor || isSameActor(actor, record.actor)) && (await shows(record, lead, ports));
}

/** Does the share, as it was read, show what the changes have left behind, or removals of our own since then? */
export async function shows(
  share: ShareSnapshot | ShareOnRecord | undefined,
  { shareArn, changes }: Lead,
  { ledger }: Pick<Ports, 'ledger'>,
): Promise<boolean> {
  if (isShown(changes, share)) return true;
  return isShown([...changes, ...ownChanges(await ledger.removals(shareArn))], share);
}
