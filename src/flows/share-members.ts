import type { Finding } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { judgeOf } from '../core/judge.ts';
import { type MissingMember, missingMembers } from '../core/missing-members.ts';
import { additionId, memberAddition } from '../core/removal.ts';
import { mayAttempt } from '../core/removal-pace.ts';
import type { ShareSnapshot } from '../core/share.ts';
import { waiversIn } from '../core/waivers.ts';
import type { Ports } from '../ports.ts';
import { changeShare, shareBefore } from './change-share.ts';
import { withGrantedWaivers } from './granted-waivers.ts';
import { judged, withTags } from './judged.ts';
import { stampOf } from './removal-record.ts';

/** Access is given on what is true now only. */
const ANEW = true;

/**
 * Adds the members that a pool's consumers lack to the shares that give them the pool, where every consumer of the share
 * is allowed the member: on record, in the budget and verified like a removal. A waiver of the member for the share says
 * that somebody had it taken off again.
 *
 * @param shares those that hold the pool, as they were read.
 * @param event what had the pool looked at.
 * @returns what RAM was asked to put on which share.
 */
export async function shareMembers(
  finding: Finding,
  shares: readonly ShareSnapshot[],
  event: string,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly { readonly share: string; readonly member: string }[]> {
  const missing = missingFrom(shares, finding, guardrails);
  if (missing.length === 0) return [];
  // Whoever has a member taken off again waives it first: of what is missing by now the waiver is found.
  const file = await withGrantedWaivers(guardrails, ports);
  const added = [];
  const isAllowed = allowing(file, ports);
  for (const each of missing) {
    if (!(await isAllowed(each))) continue;
    const { share, member } = each;
    const now = ports.clock.now();
    const id = additionId(finding, share.arn, member.arn);
    const known = await ports.ledger.removal(share.arn, id);
    if (!mayAttempt(known, true, now)) continue;
    const act = {
      kind: 'share-member',
      member: member.arn,
      before: shareBefore(share),
    } as const;
    const planned = memberAddition(finding, share, act, stampOf({ event }, ports));
    const making = {
      limits: file.limits,
      event,
      seeThrough: () => ports.rechecks.ask(share.arn, 'removal', 2),
    };
    const { attempt } = await changeShare({ planned, known }, making, ports);
    if (attempt === 'requested') added.push({ share: share.arn, member: member.arn });
  }
  return added;
}

/**
 * Whether a member that was to be put on the share is still to be put there.
 *
 * @param finding of the pool, that asked for it.
 * @param file with the waivers that people granted meanwhile.
 */
export async function isAdditionDue(
  member: string,
  finding: Finding,
  share: ShareSnapshot,
  ports: Ports,
  file: Guardrails,
): Promise<boolean> {
  const missing = missingFrom([share], finding, file).find((each) => each.member.arn === member);
  return missing !== undefined && allowing(file, ports)(missing);
}

/** What the shares lack, where the guardrail file wants it added. */
function missingFrom(
  shares: readonly ShareSnapshot[],
  { body }: Finding,
  { pools, mode }: Guardrails,
): readonly MissingMember[] {
  const mayAdd = pools.members === 'share' && mode === 'enforce';
  return mayAdd && body.kind === 'uncovered-pool' ? missingMembers(body.pool, body.gap, shares) : [];
}

/** Whether everybody on the share may have the member, and nobody had it taken off again. */
function allowing(file: Guardrails, ports: Ports): (missing: MissingMember) => Promise<boolean> {
  const by = judgeOf(file);
  const isWaived = waiversIn(file);
  return async ({ share, member, grants }) => {
    const now = ports.clock.now();
    if (isWaived(member.arn, share.arn, now)) return false;
    const { judgements } = await judged(await withTags(grants, file, ports), by, ports, now, ANEW);
    return judgements.every(({ decision, reached }) => decision === 'allowed' && !reached);
  };
}
