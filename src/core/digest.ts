import type { Alert, Digest } from './alert.ts';
import { type News, newsKey } from './finding.ts';
import { SEVERITIES, type Severity, severityOf } from './severity.ts';
import type { MessagePlace } from './told-message.ts';

/** A place where people are told: at a channel, such as `slack`, and there by its name. */
export interface Target {
  readonly channel: string;
  readonly name: string;
}

/** The same for the same place. */
export const targetKey = ({ channel, name }: Target): string => `${channel} ${name}`;

/**
 * What has people told: news, or the request to tell a place what is due there, or to bring a message up to date since
 * somebody has decided about what it tells of.
 */
export type Waking = News | { readonly flush: Target } | { readonly refresh: MessagePlace };

/** The same for what asks for the same. */
export function wakingKey(waking: Waking): string {
  if ('flush' in waking) return `flush ${targetKey(waking.flush)}`;
  if ('refresh' in waking) return `refresh ${waking.refresh.channel} ${waking.refresh.ts}`;
  return newsKey(waking);
}

/** A piece of news on its way to a place where people are told. */
export interface Outgoing {
  readonly news: News;
  readonly severity: Severity;
  /** When it came, ISO 8601, UTC. */
  readonly since: string;
  /** All channels that want it. */
  readonly channels: readonly string[];
}

/** When a place was last told something of a severity, ISO 8601, UTC. */
export type LastTold = Readonly<Partial<Record<Severity, string>>>;

/** Nobody waits longer for what is critical. */
const MOST_CRITICAL_SECONDS = 10;

/**
 * What a place is to be told now. A place that has heard nothing of a severity for as long as findings are gathered is
 * told at once; what comes later waits until that time is over, and then goes together. A notice never holds up what is
 * critical.
 *
 * @param digestSeconds how long findings are gathered.
 * @param now ISO 8601, UTC.
 * @returns `nextAt`: when more will be due, ISO 8601, UTC. `undefined`: nothing waits.
 */
export function dueOf(
  outgoing: readonly Outgoing[],
  lastTold: LastTold,
  digestSeconds: number,
  now: string,
): { readonly due: readonly Outgoing[]; readonly nextAt: string | undefined } {
  const dueAt = (severity: Severity): number => {
    const seconds = severity === 'critical' ? Math.min(MOST_CRITICAL_SECONDS, digestSeconds) : digestSeconds;
    const last = lastTold[severity];
    return last === undefined ? 0 : Date.parse(last) + seconds * 1000;
  };
  const isDue = ({ severity }: Outgoing): boolean => dueAt(severity) <= Date.parse(now);
  const waiting = outgoing.filter((each) => !isDue(each)).map(({ severity }) => dueAt(severity));
  return {
    due: outgoing.filter(isDue).toSorted((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since))),
    nextAt: waiting.length > 0 ? new Date(Math.min(...waiting)).toISOString() : undefined,
  };
}

/** So many lines people still read, and no channel refuses. */
export const MOST_OF_A_DIGEST = 40;

/**
 * Puts together what is told in one message: alerts of one cause, what hangs on the same share or resource side by side.
 * What is critical comes first; else the order stays. Every alert is in exactly one digest.
 */
export function digestsOf(alerts: readonly Alert[], causeOf: (alert: Alert) => string): readonly Digest[] {
  const rank = ({ finding }: Alert) => SEVERITIES.indexOf(severityOf(finding.body));
  const bySeverity = alerts.toSorted((a, b) => rank(a) - rank(b));
  return [...Map.groupBy(bySeverity, causeOf).values()].flatMap((ofCause) => {
    const beside = [...Map.groupBy(ofCause, ({ finding }) => finding.about).values()].flat();
    return chunked(beside);
  });
}

function chunked([first, ...others]: readonly Alert[]): readonly Digest[] {
  if (!first) return [];
  const rest = others.slice(MOST_OF_A_DIGEST - 1);
  return [[first, ...others.slice(0, MOST_OF_A_DIGEST - 1)], ...chunked(rest)];
}
