import { type FindingBody, remedyOf } from '../core/finding.ts';
import { grantsOf } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { judgeOf } from '../core/judge.ts';
import type { AdditionState, History } from '../core/plan.ts';
import type { Act, Removal, ShareBefore, SharePermission } from '../core/removal.ts';
import type { ShareSnapshot } from '../core/share.ts';
import { isUndoneOnShare } from '../core/undone.ts';
import { foundBy, SHARE_RULES } from '../guardrails/index.ts';
import type { Ports } from '../ports.ts';
import { changeShare, shareBefore } from './change-share.ts';
import { judged, withTags } from './judged.ts';
import type { RemovalOutcome } from './removal-record.ts';
import { type Occasion, settle, settleGone } from './settle.ts';
import { isAdditionDue } from './share-members.ts';
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
    ports.ledger.history(share.arn),
  ]);
  let permissions: Promise<readonly SharePermission[]> | undefined;
  const settled = await settle(
    {
      about: share,
      found: {
        bodies: foundBy(SHARE_RULES, { share, grants, judgements, known, file, now }),
        judgements,
        isUndone: (removal) => isUndoneOnShare(removal, share, judgements),
        additionIs: await additionStates(share, history, ports, file),
      },
      actFor: (body) => actFor(body, shareBefore(share)),
      async doneAct({ act }) {
        if (!('before' in act) || typeof act.before === 'string') return undefined;
        permissions ??= ports.shares.permissions(share.arn);
        return { ...act, before: { ...act.before, permissions: await permissions } } as Act;
      },
      isReady: (body) => isReady(share, body),
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
  return outcomeOf(share.arn, judgements, settled);
}

/** As {@link settleShare}, for a share that RAM does not know. */
export async function settleGoneShare(arn: string, event: string, ports: Ports): Promise<ShareOutcome> {
  return { ...outcomeOf(arn, [], await settleGone(arn, event, ports)), state: 'gone' };
}

/** A pool's member is due on a share for as long as the pool's finding that asked for it is open, and asks for it. */
async function additionStates(
  share: ShareSnapshot,
  { removals }: History,
  ports: Ports,
  file: Guardrails,
): Promise<(removal: Removal) => AdditionState> {
  const states = new Map<string, AdditionState>();
  const additions = removals.filter(
    ({ act, status }) => act.kind === 'share-member' && status !== 'done' && status !== 'undone',
  );
  const pools = new Set(additions.flatMap(({ findingId }) => findingId.split('|')[1] ?? []));
  const about = (await Promise.all([...pools].map((pool) => ports.findings.about(pool)))).flat();
  for (const {
    id,
    findingId,
    occurrence,
    resources: [member = ''],
  } of additions) {
    const asking = about.find((each) => each.id === findingId && each.occurrence === occurrence);
    const isOpen = asking?.status === 'open';
    const isDue = isOpen && (await isAdditionDue(member, asking, share, ports, file));
    states.set(id, isDue ? 'due' : isOpen ? 'unwanted' : 'over');
  }
  return ({ id }) => states.get(id) ?? 'over';
}

function actFor(body: FindingBody, before: ShareBefore): Act {
  const remedy = remedyOf(body);
  if (remedy?.action === 'bind') return { kind: 'share-owner-source', before };
  if (remedy?.action === 'remove-resources') {
    return { kind: 'share-resources', taken: remedy.resources, before };
  }
  const isSource = 'principal' in body && body.through !== undefined;
  return { kind: isSource ? 'share-source' : 'share-principal', before };
}

/** RAM refuses to take off what it has not put on yet (facts 5.15). */
function isReady({ principals, sources = [] }: ShareSnapshot, body: FindingBody): boolean {
  if (!('principal' in body)) return true;
  const among = body.through === undefined ? principals : sources;
  return !among.some(({ entity, state }) => entity === body.principal && state === 'pending');
}
