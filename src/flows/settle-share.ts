import type { FindingBody } from '../core/finding.ts';
import { grantsOf } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { judgeOf } from '../core/judge.ts';
import type { History } from '../core/plan.ts';
import { type Act, isStanding, type Removal, removalId } from '../core/removal.ts';
import type { ShareSnapshot } from '../core/share.ts';
import { isUndoneOnShare } from '../core/undone.ts';
import { foundBy, SHARE_RULES } from '../guardrails/index.ts';
import type { Ports } from '../ports.ts';
import { changeShare } from './change-share.ts';
import { judged, withTags } from './judged.ts';
import type { RemovalOutcome } from './removal-record.ts';
import { historyOf, type Occasion, settle, settleGone } from './settle.ts';
import { outcomeOf, type ShareOutcome } from './share-outcome.ts';

/** Makes the guardrails hold on a share as it was read. */
export async function settleShare(
  share: ShareSnapshot,
  occasion: Occasion,
  ports: Ports,
  file: Guardrails,
): Promise<ShareOutcome> {
  const now = ports.clock.now();
  const grants = await withTags(grantsOf(share), file, ports);
  const [{ judgements, known }, history] = await Promise.all([
    judged(grants, judgeOf(file), ports, now),
    historyOf(share.arn, ports),
  ]);
  const { plan, removals } = await settle(
    {
      about: share,
      found: {
        bodies: foundBy(SHARE_RULES, { share, grants, judgements, known, file, now }),
        judgements,
        isUndone: (removal) => isUndoneOnShare(removal, share, judgements),
        isWanted: await wantedAdditions(history, ports),
      },
      actFor,
      async perform(actings, making) {
        const outcomes: RemovalOutcome[] = [];
        for (const acting of actings) outcomes.push(await changeShare(acting, making, ports));
        return outcomes;
      },
    },
    occasion,
    history,
    ports,
    file,
  );
  return outcomeOf(share.arn, judgements, removals, plan);
}

/** As {@link settleShare}, for a share that RAM does not know. */
export async function settleGoneShare(arn: string, ports: Ports): Promise<ShareOutcome> {
  return { ...outcomeOf(arn, [], [], await settleGone(arn, ports)), state: 'gone' };
}

/** A pool's member is wanted on a share for as long as the pool's finding that asked for it is open. */
async function wantedAdditions(
  { removals }: History,
  { findings }: Ports,
): Promise<(removal: Removal) => boolean> {
  const additions = removals.filter((each) => each.act.kind === 'share-member' && isStanding(each));
  const pools = new Set(additions.flatMap(({ findingId }) => findingId.split('|')[1] ?? []));
  const about = await Promise.all([...pools].map((pool) => findings.about(pool)));
  const open = new Set(
    about
      .flat()
      .filter(({ status }) => status === 'open')
      .map(removalId),
  );
  return ({ findingId: id, occurrence }) => open.has(removalId({ id, occurrence }));
}

function actFor(body: FindingBody): Act | undefined {
  if (!('remedy' in body)) return undefined;
  switch (body.remedy.action) {
    case 'remove':
      return { kind: body.through === undefined ? 'share-principal' : 'share-source' };
    case 'remove-resources':
      return { kind: 'share-resources', taken: body.remedy.resources };
    case 'bind':
      return { kind: 'share-owner-source' };
    default:
      return undefined;
  }
}
