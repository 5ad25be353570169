import { causeOf } from '../alerts/cause.ts';
import type { Alert, Digest } from '../core/alert.ts';
import { digestsOf, type LastTold, type Outgoing, type Target } from '../core/digest.ts';
import { type News, newsKey } from '../core/finding.ts';
import { type Severity, severityOf } from '../core/severity.ts';
import type { MessagePlace } from '../core/told-message.ts';
import type { AlertChannel, Clock, Findings, Flushes, Ledger, Messages, Outbox, Pace } from '../ports.ts';
import { type FollowUp, followUps } from './follow-ups.ts';
import { inOrder } from './in-order.ts';

export interface DeliverPorts {
  readonly findings: Pick<Findings, 'about' | 'isTold' | 'confirm' | 'markTold'>;
  readonly ledger: Pick<Ledger, 'removal' | 'history'>;
  readonly outbox: Outbox;
  readonly flushes: Flushes;
  readonly messages: Messages;
  readonly channels: readonly AlertChannel[];
  /** Brings a message up to date. Absent: nobody asks for that. */
  readonly refresh?: (place: MessagePlace) => Promise<void>;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  /** How long findings are gathered before they are told together. */
  readonly digestSeconds: number;
}

/** How a delivery is run. */
export interface DeliveryRun {
  /** When it has to be over, ISO 8601, UTC. */
  readonly until: string;
  /** The flush that was asked for has come. */
  readonly isAsked: boolean;
  /** `undefined`: there is nothing to tell any more. */
  readonly alertOf: (news: News) => Promise<Alert | undefined>;
}

/** What came of a delivery. `told`: the keys of the news that the place has now. */
export interface Delivery {
  readonly told: readonly string[];
  readonly messages: number;
}

/** `lastTold`: of the severities of which all was told. `lastAt`: when the last message was sent. */
export interface Sent extends Delivery {
  readonly lastTold: LastTold;
  readonly lastAt: string | undefined;
  /** There was no time for all. */
  readonly isCutShort: boolean;
  /** Why messages were not taken. */
  readonly failures: readonly string[];
}

/**
 * Sends what is due, with a second between two messages: as many as the time of the run allows. What the place has heard
 * already is not sent again. Each message is noted as soon as it is taken, and one that is not taken holds up no other.
 */
export async function sendDigests(
  target: Target,
  due: readonly Outgoing[],
  pace: Pace,
  run: DeliveryRun,
  ports: DeliverPorts,
): Promise<Sent> {
  const { clock, wait } = ports;
  const channel = ports.channels.find(({ name }) => name === target.channel);
  const [now, later] = [due.slice(0, MOST_OF_A_RUN), due.slice(MOST_OF_A_RUN)];
  const byKey = new Map(now.map((each) => [newsKey(each.news), each]));
  const { alerts, told } = await sorted(target, now, run, ports);
  let lastAt = pace.lastAt;
  let messages = 0;
  let isCutShort = later.length > 0;
  const failures: string[] = [];
  const unfinished = new Set<Severity>(later.map(({ severity }) => severity));
  const toldAt = new Map<Severity, string>();
  const digests = digestsOf(alerts, causeOf);
  const posts = channel?.follow
    ? (await inOrder(digests, (each) => followUps(each, ports.messages))).flat()
    : digests.map((digest) => ({ digest }));
  for (const post of posts) {
    const { digest } = post;
    const severity = severityOf(digest[0].finding.body);
    if (Date.parse(run.until) - Date.parse(clock.now()) < MARGIN_MS) {
      isCutShort = true;
      unfinished.add(severity);
      continue;
    }
    const sinceMs = lastAt === undefined ? APART_MS : Date.parse(clock.now()) - Date.parse(lastAt);
    if (sinceMs < APART_MS) await wait(APART_MS - sinceMs);
    lastAt = clock.now();
    try {
      if (!channel) throw new Error('there is no such channel');
      const place = await posted(channel, target, post, ports);
      messages += 1;
      toldAt.set(severity, lastAt);
      await note(target, digest, place, byKey, ports);
      told.push(...digest.map(({ news }) => newsKey(news)));
    } catch (error) {
      unfinished.add(severity);
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  // What could not be told is due at once when it comes again.
  const lastTold = Object.fromEntries([...toldAt].filter(([severity]) => !unfinished.has(severity)));
  return { told, messages, lastTold, lastAt, isCutShort, failures };
}

/** Slack takes one message a second from an app to a channel (docs.slack.dev/apis/web-api/rate-limits). */
const APART_MS = 1000;

/** So much fits into the time of a run. */
const MOST_OF_A_RUN = 500;

/** A message may take so long that none is begun later. */
const MARGIN_MS = 12_000;

/**
 * Tells it below the message that it follows up on. Where that can't be any more, it is a message of its own: the channel
 * may be archived, and the place is another one by now.
 *
 * @returns where it is, if it is a message of its own that can be come back to.
 */
async function posted(
  channel: AlertChannel,
  target: Target,
  { message, digest }: FollowUp,
  { refresh }: DeliverPorts,
): Promise<MessagePlace | undefined> {
  if (message && channel.follow) {
    // First what may be repeated.
    await refresh?.(message);
    if (await channel.follow(message, digest)) return undefined;
  }
  return channel.tell(target.name, digest);
}

/** Which of it is still to be told. What the place has, or what is not so any more, leaves the outbox. */
async function sorted(target: Target, due: readonly Outgoing[], run: DeliveryRun, ports: DeliverPorts) {
  const alerts: Alert[] = [];
  const told: string[] = [];
  await Promise.all(
    due.map(async (outgoing) => {
      const { news } = outgoing;
      const alert = await run.alertOf(news);
      if (!alert) return ports.outbox.drop(target, news);
      if (!(await ports.findings.isTold(news, target.channel))) return void alerts.push(alert);
      await finish(target, outgoing, ports);
      told.push(newsKey(news));
    }),
  );
  const order = due.map(({ news }) => newsKey(news));
  const place = ({ news }: Alert) => order.indexOf(newsKey(news));
  return { alerts: alerts.toSorted((a, b) => place(a) - place(b)), told };
}

/** Notes that a message was taken: first that each of its news is told, since that must not be done again. */
async function note(
  target: Target,
  digest: Digest,
  place: MessagePlace | undefined,
  byKey: ReadonlyMap<string, Outgoing>,
  ports: DeliverPorts,
): Promise<void> {
  const now = ports.clock.now();
  await Promise.all(digest.map(({ news }) => ports.findings.confirm(news, target.channel, now)));
  if (place) {
    const told = digest.map(({ news: { about, findingId, occurrence } }) => ({
      about,
      findingId,
      occurrence,
    }));
    await ports.messages.keep(place, told, now);
  }
  const outgoing = digest.flatMap(({ news }) => byKey.get(newsKey(news)) ?? []);
  await Promise.all(outgoing.map((each) => finish(target, each, ports)));
}

/** The last channel that has it notes that people are told. */
async function finish(target: Target, { news, channels }: Outgoing, ports: DeliverPorts): Promise<void> {
  const others = channels.filter((each) => each !== target.channel);
  const have = await Promise.all(others.map((each) => ports.findings.isTold(news, each)));
  if (have.every(Boolean)) await ports.findings.markTold(news);
  await ports.outbox.drop(target, news);
}
