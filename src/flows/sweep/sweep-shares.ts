import { isJustChanged } from '../../core/just-changed.ts';
import { SWEEP } from '../../core/removal.ts';
import type { ShareSnapshot } from '../../core/share.ts';
import type { Ports } from '../../ports.ts';
import { checkShare } from '../check-share.ts';
import { screenShares } from './screen.ts';
import { isDue, type Sweeping } from './sweeping.ts';

/**
 * Looks at each share of which a read of all shows what is not on record, and at each on record that the read does not
 * show. The others cost no call.
 *
 * @returns all shares as they were read.
 */
export async function sweepShares(sweeping: Sweeping<Ports>): Promise<readonly ShareSnapshot[]> {
  const { scope, event, ports, file, guardrails, marks, walk } = sweeping;
  const shares = await ports.shares.readAll(scope);
  const now = ports.clock.now();
  // What RAM made from a policy only shows what the policy grants: it is the policy that is judged.
  const judged = shares.filter(({ featureSet }) => featureSet !== 'CREATED_FROM_POLICY');
  const screened = await screenShares(judged, guardrails, ports, now);
  // Their events may still come.
  const isLate = (share: ShareSnapshot) => event === SWEEP && isJustChanged(share, now);
  const late = new Set(shares.filter(isLate).map(({ arn }) => arn));
  const onRecord = [...marks.keys()].filter((arn) => arn.includes(':resource-share/'));
  for (const arn of walk.ahead([...screened.keys(), ...onRecord])) {
    const bodies = screened.get(arn)?.bodies ?? [];
    if (!marks.has(arn) && (bodies.length === 0 || late.has(arn))) continue;
    if (!walk.hasTime()) break;
    await walk.stop(arn, async () => {
      if (!(await isDue(arn, bodies, sweeping))) return {};
      const check = { shareArn: arn, changes: [], isRecheck: false };
      return checkShare({ ...check, event: late.has(arn) ? 're-check' : event }, ports, file);
    });
  }
  return shares;
}
