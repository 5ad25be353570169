import type { Alert } from '../core/alert.ts';
import { type Finding, type News, newsOf } from '../core/finding.ts';
import { type Removal, removalId } from '../core/removal.ts';
import type { Clock, Findings, Ledger } from '../ports.ts';

interface RecordPorts {
  readonly findings: Pick<Findings, 'about'>;
  readonly ledger: Pick<Ledger, 'removals'>;
  readonly clock: Clock;
}

/**
 * Reads what there is to tell of news, once for each share or resource: many findings hang on one.
 *
 * @returns `undefined`: it has been told, or something newer is to be told in its place.
 */
export function alertsOnRecord(ports: RecordPorts): (news: News) => Promise<Alert | undefined> {
  const read = new Map<string, Promise<readonly [readonly Finding[], readonly Removal[]]>>();
  const recordsOf = (about: string) => {
    const records =
      read.get(about) ?? Promise.all([ports.findings.about(about), ports.ledger.removals(about)]);
    read.set(about, records);
    return records;
  };
  return async (news) => {
    const [findings, removals] = await recordsOf(news.about);
    const finding = findings.find(({ id }) => id === news.findingId);
    const current = finding && newsOf(finding, ports.clock.now()).find((each) => isSame(each, news));
    if (!finding || !current) return undefined;
    return { finding, news, removal: removals.find(({ id }) => id === removalId(finding)) };
  };
}

const isSame = (a: News, b: News): boolean =>
  a.change === b.change && a.occurrence === b.occurrence && a.revision === b.revision;
