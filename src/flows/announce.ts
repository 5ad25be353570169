import { type Finding, newsOf } from '../core/finding.ts';
import { removalId } from '../core/removal.ts';
import type { Ports } from '../ports.ts';

/** A removal that RAM refuses for the moment is told after this long; most are accepted at the second attempt. */
const WAIT_BEFORE_TELLING_MS = 60_000;

/**
 * Announces what people have not been told of the findings about a share or pool. Reads them from the record, so that
 * a run that died between writing and announcing loses nothing. At least once; `tell` makes it once.
 */
export async function announce(about: string, ports: Ports): Promise<void> {
  const untold = (await ports.findings.about(about)).filter((finding) => newsOf(finding).length > 0);
  const mayBeTried = untold.some(({ body }) => body.kind === 'forbidden-consumer');
  const removals = mayBeTried ? await ports.ledger.removals(about) : [];
  const now = Date.parse(ports.clock.now());
  const isBeingTried = (finding: Finding): boolean => {
    const removal = removals.find(({ id }) => id === removalId(finding));
    const began = Date.parse(removal?.steps[0]?.at ?? '');
    return removal?.status === 'waiting' && now - began < WAIT_BEFORE_TELLING_MS;
  };
  const news = untold.filter((finding) => !isBeingTried(finding)).flatMap(newsOf);
  if (news.length > 0) await ports.announcer.announce(news);
}
