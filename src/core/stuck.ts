import type { FindingBody } from './finding.ts';
import type { Removal } from './removal.ts';
import { INVITED_MS, isStanding } from './removal-pace.ts';

const HOUR_MS = 3_600_000;
/** RAM acts on most requests within seconds. */
const STUCK_AFTER_MS = HOUR_MS;

/**
 * What there is to tell of removals that make no headway: AWS has accepted them and the consumers stay, or they wait for
 * longer than an invitation lasts. Those that wait for a budget are told with the budget.
 *
 * @param removals from one share or policy.
 * @param now ISO 8601, UTC.
 */
export function stuckRemovals(removals: readonly Removal[], now: string): readonly FindingBody[] {
  const stuck = removals.filter((removal) => isStanding(removal) && isStuck(removal, now));
  const [first] = stuck;
  if (!first) return [];
  const { about, share, steps } = first;
  return [
    {
      kind: 'stuck-removal',
      subject: { arn: about, name: `from ${share?.name ?? about}` },
      reason: `tried since ${steps[0]?.at}, and this is how it stands: ${steps.at(-1)?.reason}`,
      entities: stuck.map(({ principal }) => principal),
    },
  ];
}

function isStuck({ status, steps }: Removal, now: string): boolean {
  const age = Date.parse(now) - Date.parse(steps[0]?.at ?? now);
  if (status !== 'waiting') return age >= STUCK_AFTER_MS;
  return steps.at(-1)?.budget === undefined && age >= INVITED_MS;
}
