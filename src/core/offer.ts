import type { Alert } from './alert.ts';
import type { Decision } from './finding.ts';
import { hasTaken } from './removal-pace.ts';

/**
 * What somebody who is told of a finding may decide about it, as it is on record now. Undo: what a removal has taken.
 * Waive: a consumer that is named with its resources, whether it is still there or comes back. Snooze: what stays as it is.
 */
export function offersOf({
  finding,
  removal,
}: Pick<Alert, 'finding' | 'removal'>): readonly Decision['kind'][] {
  const { body, status } = finding;
  const isTaken = removal !== undefined && hasTaken(removal);
  const mayBeWaived =
    (body.kind === 'forbidden-consumer' || body.kind === 'undecided-consumer') &&
    body.resources.length > 0 &&
    (status === 'open' || isTaken);
  const mayBeSnoozed = status === 'open' && !isTaken;
  return [
    ...(isTaken ? (['undo'] as const) : []),
    ...(mayBeWaived ? (['waive'] as const) : []),
    ...(mayBeSnoozed ? (['snooze'] as const) : []),
  ];
}
