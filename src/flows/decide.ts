import { type DecisionRequest, decidedBefore, decisionOf, isSamePress } from '../core/decision.ts';
import type { Decision, Finding } from '../core/finding.ts';
import { offersOf } from '../core/offer.ts';
import { type Removal, removalId } from '../core/removal.ts';
import { waiversForFinding } from '../core/waivers-for.ts';
import type { Clock, Findings, Ledger, Messages, Rechecks, Refreshes } from '../ports.ts';
import { inOrder } from './in-order.ts';
import { type UndoPorts, undoRemoval } from './undo-removal.ts';
import { waive } from './waive.ts';

export interface DecidePorts {
  readonly findings: Pick<Findings, 'about' | 'decide'>;
  readonly ledger: Ledger;
  readonly messages: Pick<Messages, 'of'>;
  readonly rechecks: Rechecks;
  readonly clock: Clock;
  /** What it takes to undo a removal in a Region. */
  readonly undoingIn: (region: string) => UndoPorts;
  readonly refreshes: Refreshes;
}

/** `decided-before`: by the same press, or by somebody else's. */
export type DecideOutcome =
  | { readonly outcome: 'decided' | 'decided-before'; readonly kind: Decision['kind']; readonly by: string }
  | {
      readonly outcome: 'refused';
      readonly kind: Decision['kind'];
      readonly by: string;
      readonly reason: string;
    };

/**
 * Does what somebody decided by a button, as the command line does it, puts on record who decided it, and has the
 * messages that tell of the finding brought up to date. What is not on offer any more is refused, and that is on record too. The
 * same press twice, and the same decision of two people, are one decision.
 *
 * @throws when something is in the way for now: repeating it goes on where it stopped.
 */
export async function decide(request: DecisionRequest, ports: DecidePorts): Promise<DecideOutcome> {
  const { about, findingId, occurrence, kind, by, place } = request;
  const finding = (await ports.findings.about(about)).find(({ id }) => id === findingId);
  const made =
    finding?.occurrence === occurrence
      ? await decideAbout(finding, request, ports)
      : { is: 'new' as const, decision: decisionOf(request, 'it has been found anew since, and told anew') };
  const { refused } = made.decision;
  // So that it resolves now, and not with the next event or sweep.
  if (kind === 'waive' && refused === undefined) await ports.rechecks.ask(about, 'doubt', 0);
  const places = new Map(
    [place, ...(await ports.messages.of(request))].map((each) => [`${each.channel} ${each.ts}`, each]),
  );
  await inOrder([...places.values()], ports.refreshes.ask);
  if (refused !== undefined) return { outcome: 'refused', kind, by, reason: refused };
  return { outcome: made.is === 'new' ? 'decided' : 'decided-before', kind, by };
}

interface MadeDecision {
  readonly is: 'new' | 'known';
  readonly decision: Decision;
}

async function decideAbout(
  finding: Finding,
  request: DecisionRequest,
  ports: DecidePorts,
): Promise<MadeDecision> {
  const wanted = decisionOf(request);
  const known = finding.decisions?.find((each) => isSamePress(each, request));
  const standing = known ?? (request.kind === 'waive' ? undefined : decidedBefore(finding, wanted));
  if (standing) return { is: 'known', decision: standing };
  const removal = await ports.ledger.removal(finding.about, removalId(finding));
  const refused = (await isDone(finding, removal, wanted, ports))
    ? undefined
    : offersOf({ finding, removal }).includes(request.kind)
      ? await act(finding, removal, wanted, ports)
      : notOffered(finding, removal, request.kind);
  const decision = decisionOf(request, refused);
  const recorded = await ports.findings.decide(finding, decision);
  const isNew = recorded?.decisions?.some((each) => isSamePress(each, decision));
  return { is: isNew ? 'new' : 'known', decision };
}

/** Did a run do it that died before it was on record? */
async function isDone(
  { about, ...finding }: Finding,
  removal: Removal | undefined,
  { kind, by, at }: Decision,
  { ledger, clock }: DecidePorts,
): Promise<boolean> {
  if (kind === 'undo') return removal?.status === 'undone' && removal.steps.at(-1)?.actor === by;
  if (kind === 'snooze') return false;
  const standing = await ledger.waivers(clock.now());
  const wanted = waiversForFinding(finding, { until: '', reason: '', approvedBy: by, grantedAt: at });
  return (
    wanted.length > 0 &&
    wanted.every(({ resource, consumer }) =>
      standing.some(
        (each) =>
          each.resource === resource &&
          each.consumer === consumer &&
          each.approvedBy === by &&
          each.grantedAt === at,
      ),
    )
  );
}

/** @returns why it can't be done. `undefined`: it is done, or is done by being on record. */
async function act(
  finding: Finding,
  removal: Removal | undefined,
  { kind, by, at, until }: Decision,
  ports: DecidePorts,
): Promise<string | undefined> {
  if (kind === 'snooze') return undefined;
  const reason = `Slack: ${BUTTONS[kind]}`;
  if (kind === 'waive') {
    const standing = await ports.ledger.waivers(ports.clock.now());
    const terms = { until, reason, approvedBy: by, grantedAt: at };
    const missing = waiversForFinding(finding, terms).filter(
      ({ resource, consumer }) =>
        !standing.some(
          (each) => each.resource === resource && each.consumer === consumer && each.until >= until,
        ),
    );
    await inOrder(missing, (waiver) => waive(waiver, terms, ports));
    return undefined;
  }
  if (!removal) return notOffered(finding, removal, kind);
  const answer = await undoRemoval({ removal, until, reason, by }, ports.undoingIn(removal.region));
  if (answer.outcome === 'unseen') throw new Error(`AWS does not show yet that ${removal.id} is undone`);
  return answer.outcome === 'refused' ? answer.reasons.join('; ') : undefined;
}

const BUTTONS = { undo: 'Undo', waive: 'Waive for 7 days' } as const;

/** Why nobody can decide so any more. */
function notOffered({ status }: Finding, removal: Removal | undefined, kind: Decision['kind']): string {
  if (removal?.status === 'undone') {
    const { actor, at } = removal.steps.at(-1) ?? {};
    return `${actor} had it undone at ${at}`;
  }
  if (kind === 'undo') return 'there is nothing to give back: nothing was taken';
  return status === 'resolved' ? 'it is over already' : 'its consumer has been taken off already';
}
