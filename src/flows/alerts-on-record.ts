import type { Alert } from '../core/alert.ts';
import { type News, newsOf } from '../core/finding.ts';
import type { History } from '../core/plan.ts';
import { removalId } from '../core/removal.ts';
import type { Clock, Ledger } from '../ports.ts';

interface RecordPorts {
  readonly ledger: Pick<Ledger, 'history'>;
  readonly clock: Clock;
}

/**
 * Reads what there is to tell of news, once for each share or resource: many findings hang on one.
 *
 * @returns `undefined`: it has been told, or something newer is to be told in its place.
 */
export function alertsOnRecord(ports: RecordPorts): (news: News) => Promise<Alert | undefined> {
  const read = new Map<string, Promise<History>>();
  const historyOf = (about: string) => {
    const history = read.get(about) ?? ports.ledger.history(about);
    read.set(about, history);
    return history;
  };
  return async (news) => {
    const { findings, removals } = await historyOf(news.about);
    const finding = findings.find(({ id }) => id === news.findingId);
    const current = finding && newsOf(finding, ports.clock.now()).find((each) => isSame(each, news));
    if (!finding || !current) return undefined;
    return { finding, news, removal: removals.find(({ id }) => id === removalId(finding)) };
  };
}

const isSame = (a: News, b: News): boolean =>
  a.change === b.change && a.occurrence === b.occurrence && a.revision === b.revision;
