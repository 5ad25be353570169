import { type Finding, newsOf, remedyOf } from '../core/finding.ts';
import type { History } from '../core/plan.ts';
import { removalId } from '../core/removal.ts';
import { TELL_WAITING_AFTER_MS } from '../core/removal-pace.ts';
import type { Ports } from '../ports.ts';

/** What is on record of a share or policy. */
export type OnRecord = Pick<History, 'findings' | 'removals'>;

/**
 * Announces what people have not been told of the findings about a share or pool. Reads them from the record, so that
 * a run that died between writing and announcing loses nothing. At least once; `tell` makes it once. A removal that is
 * under way is told when it is made, or when it takes long: most are accepted at the second attempt.
 *
 * @param known the record as it is now, where that is known.
 */
export async function announce(about: string, ports: Ports, known?: OnRecord): Promise<void> {
  const time = ports.clock.now();
  const findings = known?.findings ?? (await ports.findings.about(about));
  const untold = findings.filter((finding) => newsOf(finding, time).length > 0);
  const mayBeTried = untold.some(({ body }) => remedyOf(body));
  const removals = known?.removals ?? (mayBeTried ? await ports.ledger.removals(about) : []);
  const now = Date.parse(time);
  const isBeingTried = (finding: Finding): boolean => {
    if (finding.status !== 'open') return false;
    const removal = removals.find(({ id }) => id === removalId(finding));
    const began = Date.parse(removal?.steps[0]?.at ?? '');
    const isOpen = removal?.status === 'planned' || removal?.status === 'waiting';
    return isOpen && now - began < TELL_WAITING_AFTER_MS;
  };
  const news = untold.filter((finding) => !isBeingTried(finding)).flatMap((finding) => newsOf(finding, time));
  if (news.length > 0) await ports.announcer.announce(news);
}
