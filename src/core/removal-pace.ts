import type { Removal } from './removal.ts';

/** How long one attempt may take before another run may take its place. Longer than its calls may, with all retries. */
const ATTEMPT_MS = 90_000;
/** How long RAM may take to act on an accepted request before it is asked again. */
const PATIENCE_MS = 120_000;
const HOUR_MS = 3_600_000;
/** How long after a refusal of AWS it is tried again: somebody may have mended what stood in the way. */
const AFTER_REFUSAL_MS = HOUR_MS;
/** Beyond so many steps attempts become rare, whatever comes of them: a record holds 400 KB. */
const MANY_STEPS = 200;
const DAY_MS = 24 * HOUR_MS;
/** An invitation that nobody accepts stands in the way for twelve hours (facts 5.3), and is seen to be over by then. */
export const INVITED_MS = 13 * HOUR_MS;

/**
 * Whether a removal of a principal that is still on the share may be attempted now.
 *
 * @param isReady nothing is known to stand in the way: a principal that awaits its invitation does.
 * @param now ISO 8601, UTC.
 */
export function mayAttempt(removal: Removal | undefined, isReady: boolean, now: string): boolean {
  if (!removal) return true;
  return quietSinceMs(removal, now) >= waitMs(removal, isReady, now);
}

/** May somebody be at it right now, or RAM? @param now ISO 8601, UTC. */
export function isUnderWay(removal: Removal, now: string): boolean {
  const { status } = removal;
  if (status !== 'planned' && status !== 'requested') return false;
  return quietSinceMs(removal, now) < (status === 'planned' ? ATTEMPT_MS : PATIENCE_MS);
}

const quietSinceMs = ({ steps }: Removal, now: string): number =>
  Date.parse(now) - Date.parse(steps.at(-1)?.at ?? now);
const ageMs = ({ steps }: Removal, now: string): number => Date.parse(now) - Date.parse(steps[0]?.at ?? now);

function waitMs(removal: Removal, isReady: boolean, now: string): number {
  switch (removal.status) {
    case 'planned':
      return Math.max(ATTEMPT_MS, rareMs(removal));
    case 'requested':
      return Math.max(PATIENCE_MS, rareMs(removal));
    case 'waiting':
      if (isReady && removal.steps.length < MANY_STEPS) return 0;
      return Math.max(quietMs(removal, now), ageMs(removal, now) < INVITED_MS ? 0 : rareMs(removal));
    case 'refused':
      // Where the guardrails had left it to people, it was people who changed that.
      return removal.steps.at(-1)?.isLeft ? 0 : Math.max(AFTER_REFUSAL_MS, rareMs(removal));
    case 'done':
    case 'undone':
      return Number.POSITIVE_INFINITY;
  }
}

/** However many events come, what waits is tried at ever longer intervals: half of those of the re-checks. */
const quietMs = (removal: Removal, now: string): number =>
  Math.max(1000, (pause(ageMs(removal, now) / 1000) * 1000) / 2);

/** A day, and twice as long after each hundred steps more: ten years of it are some 800 steps. */
const rareMs = ({ steps: { length } }: Removal): number =>
  length < MANY_STEPS ? 0 : DAY_MS * 2 ** Math.floor((length - MANY_STEPS) / 100);

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
