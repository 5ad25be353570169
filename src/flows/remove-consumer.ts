import type { Finding } from '../core/finding.ts';
import { mayAttempt, moved, type Removal, removalId, secondsUntilRecheck } from '../core/removal.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';

/** A forbidden consumer that is still on its share, with what was tried before. */
export interface RemoveConsumer {
  readonly finding: Finding;
  readonly removal: Removal | undefined;
  readonly isRecheck: boolean;
}

/** `left`: somebody else is at it, or it is too early to try again. */
export type RemovalResult = 'requested' | 'waiting' | 'refused' | 'left';

/**
 * Takes a forbidden consumer off its share: puts the removal on record, asks RAM once, notes the answer, and asks for
 * another look. Only a later read that shows the principal gone ends the removal.
 *
 * Of several runs at once, the one whose conditional write wins makes the call. A run that dies after its write is
 * replaced when its time is over ({@link mayAttempt}).
 */
export async function removeConsumer(
  { finding, removal, isRecheck }: RemoveConsumer,
  ports: Ports,
): Promise<{ readonly principal: string; readonly result: RemovalResult }> {
  const { about: shareArn, body } = finding;
  if (body.kind !== 'forbidden-consumer') throw new Error(`not a forbidden consumer: ${finding.id}`);
  const { principal } = body;

  const attempt = mayAttempt(removal, ports.clock.now()) ? await claim(finding, removal, ports) : undefined;
  const standing = attempt ? await ask(attempt, principal, ports) : removal;
  // One chain of re-checks a removal: begun by its first attempt (or a dead run's heir), carried on by each re-check.
  const beginsChain = attempt !== undefined && (removal === undefined || removal.status === 'planned');
  if (standing && (beginsChain || isRecheck) && standing.status !== 'refused') {
    await ports.rechecks.ask(shareArn, secondsUntilRecheck(standing, ports.clock.now()));
  }
  return { principal, result: attempt && standing ? resultOf(standing) : 'left' };
}

/** Ends a removal whose principal is gone. Losing the race to somebody else is as good. */
export async function finishRemoval(removal: Removal, { ledger }: Ports, now: string): Promise<void> {
  await ledger.moveRemoval(removal, 'done', now, 'read back: the consumer is no longer on the share');
}

/** The removal on record with an attempt that is ours, or `undefined` when somebody else was first. */
async function claim(
  finding: Finding,
  known: Removal | undefined,
  { ledger, clock }: Ports,
): Promise<Removal | undefined> {
  const at = clock.now();
  if (known) {
    const reason = `attempt ${known.attempts + 1}`;
    const isOurs = await ledger.moveRemoval(known, 'planned', at, reason);
    return isOurs ? moved(known, 'planned', at, reason) : undefined;
  }
  const planned = plannedRemoval(finding, at);
  return (await ledger.planRemoval(planned)) ? planned : undefined;
}

async function ask(attempt: Removal, principal: string, ports: Ports): Promise<Removal> {
  const answer = await ports.enforcer.disassociate(attempt.share.arn, principal);
  const [status, reason] = noteOf(answer);
  const at = ports.clock.now();
  await ports.ledger.moveRemoval(attempt, status, at, reason);
  return moved(attempt, status, at, reason);
}

function noteOf(answer: EnforcerAnswer): readonly ['requested' | 'waiting' | 'refused', string] {
  if (answer.outcome === 'wait') return ['waiting', answer.reason];
  if (answer.outcome === 'refused') return ['refused', answer.reason];
  return [
    'requested',
    answer.outcome === 'gone' ? 'RAM says it is gone already' : 'RAM accepted the request',
  ];
}

function resultOf({ status }: Removal): RemovalResult {
  return status === 'requested' || status === 'waiting' || status === 'refused' ? status : 'left';
}

function plannedRemoval(finding: Finding, at: string): Removal {
  const { body } = finding;
  if (body.kind !== 'forbidden-consumer') throw new Error(`not a forbidden consumer: ${finding.id}`);
  const reason = body.verdicts.map((verdict) => verdict.reason)[0] ?? 'forbidden';
  return {
    id: removalId(finding),
    findingId: finding.id,
    occurrence: finding.occurrence,
    share: body.share,
    owner: finding.owner,
    region: finding.region,
    principal: body.principal,
    resources: body.resources,
    verdicts: body.verdicts,
    actor: finding.actor,
    status: 'planned',
    attempts: 0,
    steps: [{ status: 'planned', at, reason }],
  };
}
