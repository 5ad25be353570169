import { isSameActor, nameOfActor } from './actor.ts';
import { type Actor, type Finding, type FindingBody, remedyOf } from './finding.ts';
import type { Removal } from './removal.ts';
import { toolOf } from './tool.ts';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Leaves a consumer alone that the same actor has put back `readdsBeforeStop` times within a day: two tools undo each
 * other's work, and a person has to decide between them. Until then it stays left alone, however long that takes: the
 * person has the consumer allowed, waived or taken off.
 *
 * @param known the finding of it that is on record, open or resolved.
 * @param removals from the share or policy, in any state.
 * @param actor who put it there now.
 * @param now ISO 8601, UTC.
 */
export function unlessFought(
  body: FindingBody,
  known: Finding | undefined,
  removals: readonly Removal[],
  actor: Actor | undefined,
  readdsBeforeStop: number,
  now: string,
): FindingBody {
  if (body.kind !== 'forbidden-consumer' || !body.remedy.action.startsWith('remove')) return body;
  const before = known?.status === 'open' ? remedyOf(known.body) : undefined;
  if (before?.action === 'refuse' && before.isFight) return { ...body, remedy: before };
  const rounds = removals.filter(
    (removal) =>
      removal.principal === body.principal &&
      removal.through === body.through &&
      isOver(removal, known) &&
      // One that was over before anybody was asked has taken nobody away: nobody has put them back.
      removal.steps.some(({ status }) => status === 'requested') &&
      Date.parse(now) - Date.parse(removal.steps[0]?.at ?? now) < DAY_MS &&
      isSameActor(removal.actor, actor),
  );
  if (rounds.length < readdsBeforeStop) return body;
  const tool = toolOf(actor?.userAgent);
  const who = nameOfActor(actor) ?? 'somebody whom no event names';
  const by = tool === undefined ? who : `${who}, by ${tool},`;
  const reason = `${by} has put it back ${rounds.length} times within a day`;
  return { ...body, remedy: { action: 'refuse', reason, isFight: true } };
}

/** Whoever saw the consumer gone resolves its finding first, and ends the removal next: between the two it is over. */
function isOver({ status, findingId, occurrence }: Removal, known: Finding | undefined): boolean {
  if (status === 'done' || status === 'undone') return true;
  if (known?.id !== findingId) return false;
  return occurrence < known.occurrence || (occurrence === known.occurrence && known.status === 'resolved');
}
