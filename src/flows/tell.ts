import { type News, newsOf } from '../core/finding.ts';
import { removalId } from '../core/removal.ts';
import type { AlertChannel, Clock, Findings, Ledger } from '../ports.ts';

/**
 * How long one run may take to deliver a message. Longer than on-finding may run, else two tell the same; shorter than
 * its queue hides a message, else the next delivery finds it taken.
 */
export const LEASE_MS = 60_000;

export interface TellPorts {
  readonly findings: Findings;
  readonly ledger: Pick<Ledger, 'removal'>;
  readonly channels: readonly AlertChannel[];
  readonly clock: Clock;
}

/** `old`: it has been told, or something newer is to be told in its place. */
export type TellOutcome = 'told' | 'old';

/**
 * Tells people one piece of news on every channel that wants it, from what is on record now. However often the news
 * comes, a channel is told once; a channel that fails does not repeat the others. News that no channel wants is told.
 *
 * @throws when a channel did not take it, or somebody else is delivering it right now: the news must come again.
 */
export async function tell(news: News, ports: TellPorts): Promise<TellOutcome> {
  const finding = (await ports.findings.about(news.about)).find(({ id }) => id === news.findingId);
  const current = finding && newsOf(finding, ports.clock.now()).find((each) => isSame(each, news));
  if (!finding || !current) return 'old';
  const removal = await ports.ledger.removal(news.about, removalId(finding));
  const alert = { finding, news, removal };

  const failures: string[] = [];
  for (const channel of ports.channels.filter((each) => each.wants?.(alert) ?? true)) {
    const claim = await ports.findings.claim(news, channel.name, ports.clock.now(), LEASE_MS);
    if (claim === 'told') continue;
    if (claim === 'taken') {
      failures.push(`${channel.name}: somebody else is telling it`);
      continue;
    }
    try {
      await channel.tell(alert);
      await ports.findings.confirm(news, channel.name, ports.clock.now());
    } catch (error) {
      failures.push(`${channel.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (failures.length > 0) throw new Error(`not told everywhere: ${failures.join('; ')}`);
  await ports.findings.markTold(news);
  return 'told';
}

const isSame = (a: News, b: News): boolean =>
  a.change === b.change && a.occurrence === b.occurrence && a.revision === b.revision;
