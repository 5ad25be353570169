import type { Alert } from './alert.ts';
import { offersOf } from './offer.ts';
import type { Removal } from './removal.ts';

/**
 * The command that undoes a removal, to be pasted into a shell: what its id holds comes from outside. `undefined`: there is
 * nothing to give back.
 */
export function undoCommand({ id, status, steps }: Removal): string | undefined {
  if (status !== 'requested' && status !== 'done') return undefined;
  return `npx sharewarden undo ${quoted(id)} ${termsFrom(steps.at(-1)?.at)}`;
}

/** The commands that waive what a finding is about, one a resource: none where nothing can be waived. */
export function waiveCommands(alert: Alert): readonly string[] {
  const { body, openedAt } = alert.finding;
  if (!offersOf(alert).includes('waive') || !('verdicts' in body)) return [];
  const pairs = body.verdicts
    .filter(({ decision }) => decision !== 'allowed')
    .map(({ resource, consumer }) => `${quoted(resource)} ${quoted(consumer)}`);
  return [...new Set(pairs)].map((pair) => `npx sharewarden waive ${pair} ${termsFrom(openedAt)}`);
}

const DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

/** Who pastes it says why, and for how long. */
function termsFrom(time: string | undefined): string {
  const until = Date.parse(time ?? '') + DAYS * DAY_MS;
  const day = Number.isNaN(until) ? 'YYYY-MM-DD' : new Date(until).toISOString().slice(0, 10);
  return `--until ${day} --reason "…"`;
}

/** As one word of a POSIX shell, whatever is in it. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
