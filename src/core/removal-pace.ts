import type { Removal } from './removal.ts';

/** How long one attempt may take before another run may take its place. Longer than its calls may, with all retries. */
const ATTEMPT_MS = 90_000;
/** How long RAM may take to act on an accepted request before it is asked again. */
const PATIENCE_MS = 120_000;
/** How long after a refusal of AWS it is tried again: somebody may have mended what stood in the way. */
const AFTER_REFUSAL_MS = 3_600_000;
const HOUR_MS = 3_600_000;
/** Beyond so many steps even what seems ready is tried at the pace of what is not: a record holds 400 KB. */
const MANY_STEPS = 200;

/**
 * Whether a removal of a principal that is still on the share may be attempted now.
 *
 * @param isReady nothing is known to stand in the way: a principal that awaits its invitation does.
 * @param now ISO 8601, UTC.
 */
export function mayAttempt(removal: Removal | undefined, isReady: boolean, now: string): boolean {
  if (!removal) return true;
  const age = Date.parse(now) - Date.parse(removal.steps.at(-1)?.at ?? now);
  return age >= waitMs(removal, isReady, now);
}

function waitMs(removal: Removal, isReady: boolean, now: string): number {
  switch (removal.status) {
    case 'planned':
      return ATTEMPT_MS;
    case 'requested':
      return PATIENCE_MS;
    case 'waiting':
      return isReady && removal.steps.length < MANY_STEPS ? 0 : quietMs(removal, now);
    case 'refused':
      return removal.steps.at(-1)?.isLeft ? 0 : AFTER_REFUSAL_MS;
    case 'done':
    case 'undone':
      return Number.POSITIVE_INFINITY;
  }
}

/** However many events come, what waits is tried at ever longer intervals: half of those of the re-checks. */
function quietMs({ steps }: Removal, now: string): number {
  const ageMs = Date.parse(now) - Date.parse(steps[0]?.at ?? now);
  return Math.max(1000, (pause(ageMs / 1000) * 1000) / 2);
}

/** While RAM refuses a removal for the moment, people are told of it no sooner than this after it began. */
export const TELL_WAITING_AFTER_MS = 60_000;

/**
 * May the principal's being gone be our doing? A run that died after RAM had accepted its request leaves the removal
 * `planned`: that nobody else took the principal off meanwhile is by far the likelier story.
 */
export function wasAsked({ steps }: Pick<Removal, 'steps'>): boolean {
  const last = steps.findLast(({ status }) => status !== 'done' && status !== 'undone');
  return last?.status === 'planned' || steps.some(({ status }) => status === 'requested');
}

/** Is there something to give back, or will there be? What was over before AWS was asked has taken nothing. */
export const hasTaken = ({ status, steps }: Pick<Removal, 'status' | 'steps'>): boolean =>
  (status === 'requested' || status === 'done') && wasAsked({ steps });

/**
 * May AWS have accepted an attempt within the last sixty minutes, before the one that the last step began? It may have
 * where the attempt ended in nothing: its run died.
 */
export function mayHaveTaken({ steps }: Pick<Removal, 'steps'>, now: string): boolean {
  const earlier = steps.slice(0, -1);
  return earlier.some(
    ({ status, at }, n) =>
      Date.parse(now) - Date.parse(at) < HOUR_MS &&
      (status === 'requested' || (status === 'planned' && steps[n + 1]?.status === 'planned')),
  );
}

/** Were people possibly told that it was refused, or waits? */
export function wasHeldUp({ steps }: Removal): boolean {
  const began = Date.parse(steps[0]?.at ?? '');
  const accepted = steps.findLast(({ status }) => status === 'requested' || status === 'planned');
  const isLate = Date.parse(accepted?.at ?? '') - began >= TELL_WAITING_AFTER_MS;
  return steps.some(({ status }) => status === 'refused' || (status === 'waiting' && isLate));
}

/** Is there something left to look for: RAM is at it, or is to be asked again? */
export const isStanding = ({ status }: Removal): boolean =>
  status === 'planned' || status === 'requested' || status === 'waiting';

/** So long re-checks look after a removal. What takes longer is left to the sweeps, which come every 15 minutes. */
const RECHECKED_SECONDS = 3600;

/** Seconds until it is worth looking again, at ever longer intervals. `undefined`: the next sweep is soon enough. */
export function secondsUntilRecheck(removal: Removal, now: string): number | undefined {
  const seconds = (Date.parse(now) - Date.parse(sinceOf(removal) ?? now)) / 1000;
  return seconds < RECHECKED_SECONDS ? pause(seconds) : undefined;
}

const pause = (ageSeconds: number): number => Math.min(900, Math.max(2, Math.ceil(ageSeconds)));

/** When it began, or when it was taken up again after it had waited. */
function sinceOf({ status, steps }: Removal): string | undefined {
  const held = steps.findLastIndex((step) => step.status === 'waiting' || step.status === 'refused');
  return steps[status === 'waiting' ? 0 : held + 1]?.at;
}
