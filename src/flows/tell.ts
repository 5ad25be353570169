import type { Alert } from '../core/alert.ts';
import { type Target, targetKey, type Waking, wakingKey } from '../core/digest.ts';
import { type News, newsKey } from '../core/finding.ts';
import { severityOf } from '../core/severity.ts';
import type { MessagePlace } from '../core/told-message.ts';
import { alertsOnRecord } from './alerts-on-record.ts';
import { deliver } from './deliver.ts';
import type { DeliverPorts, Delivery } from './send-digests.ts';

export interface TellPorts extends DeliverPorts {
  /** Brings a message up to date. Absent: nobody asks for that. */
  readonly refresh?: (place: MessagePlace) => Promise<void>;
}

/**
 * `old`: it has been told, or something newer is to be told in its place. `waits`: it goes with what else comes within
 * the time of a digest. `refreshed`: the message says what is on record now.
 */
export type TellOutcome = 'told' | 'old' | 'waits' | 'refreshed';

/**
 * Tells people the news on every channel that wants it, from what is on record now: each place at most as often as a
 * digest allows, and together what has one cause. However often the news comes, a channel is told once; a channel that
 * fails does not repeat the others. News that no channel wants is told.
 *
 * @param until when the run has to be over, ISO 8601, UTC. What is not told by then is asked for anew.
 * @returns what came of each; throws when a channel did not take it: it must come again.
 */
export async function tell(
  wakings: readonly Waking[],
  until: string,
  ports: TellPorts,
): Promise<(waking: Waking) => TellOutcome | Delivery> {
  const alertOf = alertsOnRecord(ports);
  const noted = new Map<string, Noted>();
  const note = async (waking: Waking): Promise<void> => {
    noted.set(wakingKey(waking), await noteFor(waking, alertOf, ports).catch(failed));
  };
  const distinct = new Map(wakings.map((each) => [wakingKey(each), each]));
  await Promise.all([...distinct.values()].map(note));

  const flushed = wakings.flatMap((each) => ('flush' in each ? [targetKey(each.flush)] : []));
  const targets = new Map([...noted.values()].flatMap(targetsIn).map((each) => [targetKey(each), each]));
  const deliveries = new Map<string, Delivery | Failure>();
  const deliverTo = async ([key, target]: readonly [string, Target]): Promise<void> => {
    const run = { until, isAsked: flushed.includes(key), alertOf };
    deliveries.set(key, await deliver(target, run, ports).catch(failed));
  };
  await Promise.all([...targets].map(deliverTo));

  return (waking) => {
    const what = noted.get(wakingKey(waking)) ?? 'old';
    if (typeof what === 'string') return what;
    if ('error' in what) throw what.error;
    const came = what.map((target) => deliveries.get(targetKey(target)) ?? NOTHING);
    const errors = came.flatMap((each) => ('error' in each ? [each.error] : []));
    if (errors.length > 0) throw new Error(`not told everywhere: ${errors.map(messageOf).join('; ')}`);
    const [first = NOTHING] = came.filter((each) => 'told' in each);
    if ('flush' in waking || 'refresh' in waking) return first;
    const isTold = came.every((each) => 'told' in each && each.told.includes(newsKey(waking)));
    return isTold ? 'told' : 'waits';
  };
}

const NOTHING: Delivery = { told: [], messages: 0 };

/** What is known of a waking before anybody is told: the places that are to be. */
type Noted = 'old' | 'told' | 'refreshed' | readonly Target[] | Failure;
interface Failure {
  readonly error: unknown;
}
const failed = (error: unknown): Failure => ({ error });

const targetsIn = (noted: Noted): readonly Target[] =>
  typeof noted === 'string' || 'error' in noted ? [] : noted;

/** Puts the news into the outbox, once for each place that is to be told. */
async function noteFor(
  waking: Waking,
  alertOf: (news: News) => Promise<Alert | undefined>,
  { findings, outbox, channels, clock, refresh }: TellPorts,
): Promise<Noted> {
  if ('refresh' in waking) {
    await refresh?.(waking.refresh);
    return 'refreshed';
  }
  if ('flush' in waking) return [waking.flush];
  const alert = await alertOf(waking);
  if (!alert) return 'old';
  const wanted = channels.flatMap((channel) => {
    const name = channel.placeOf(alert);
    return name === undefined ? [] : [{ channel: channel.name, name }];
  });
  const outgoing = {
    news: waking,
    severity: severityOf(alert.finding.body),
    since: clock.now(),
    channels: wanted.map(({ channel }) => channel),
  };
  const untold: Target[] = [];
  for (const target of wanted) {
    if (await findings.isTold(waking, target.channel)) continue;
    await outbox.put(target, outgoing);
    untold.push(target);
  }
  if (untold.length > 0) return untold;
  await findings.markTold(waking);
  return 'told';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
