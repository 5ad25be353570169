import type { Finding } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { judgeOf } from '../core/judge.ts';
import { missingMembers } from '../core/missing-members.ts';
import { memberAddition } from '../core/removal.ts';
import type { ShareSnapshot } from '../core/share.ts';
import type { Ports } from '../ports.ts';
import { changeShare } from './change-share.ts';
import { judged, withTags } from './judged.ts';

/** Access is given on what is true now only. */
const ANEW = true;

/**
 * Adds the members that a pool's consumers lack to the shares that give them the pool, where every consumer of the share
 * is allowed the member: on record, in the budget and verified like a removal.
 *
 * @param shares those that hold the pool, as they were read.
 * @returns what RAM was asked to put on which share.
 */
export async function shareMembers(
  finding: Finding,
  shares: readonly ShareSnapshot[],
  ports: Ports,
  file: Guardrails,
): Promise<readonly { readonly share: string; readonly member: string }[]> {
  const { body } = finding;
  const mayAdd = file.pools.members === 'share' && file.mode === 'enforce';
  if (!mayAdd || body.kind !== 'uncovered-pool') return [];
  const added = [];
  const by = judgeOf(file);
  for (const { share, member, grants } of missingMembers(body.pool, body.gap, shares)) {
    const now = ports.clock.now();
    const { judgements } = await judged(await withTags(grants, file, ports), by, ports, now, ANEW);
    const isAllowed = judgements.every(({ decision, reached }) => decision === 'allowed' && !reached);
    if (!isAllowed) continue;
    const planned = memberAddition(finding, share, member.arn, now);
    const known = await ports.ledger.removal(share.arn, planned.id);
    const making = {
      removalsPerHour: file.limits.removalsPerHour,
      seeThrough: () => ports.rechecks.ask(share.arn, 'removal', 2),
    };
    const { attempt } = await changeShare({ planned, known }, making, ports);
    if (attempt === 'requested') added.push({ share: share.arn, member: member.arn });
  }
  return added;
}
