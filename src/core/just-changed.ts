import type { ShareSnapshot } from './share.ts';

/** How long the event of a change may be under way before it is taken for lost. */
const UNDER_WAY_MS = 120_000;

/** Did the share change so lately that its event may still come? @param now ISO 8601, UTC. */
export function isJustChanged(
  { changedAt, principals, resources, sources = [] }: ShareSnapshot,
  now: string,
): boolean {
  const times = [changedAt, ...[...principals, ...resources, ...sources].map(({ since }) => since)];
  return times.some((at) => at !== undefined && Date.parse(now) - Date.parse(at) < UNDER_WAY_MS);
}
