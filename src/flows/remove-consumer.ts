import type { Finding } from '../core/finding.ts';
import { mayAttempt, moved, type Removal, removalId } from '../core/removal.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';

/** A forbidden consumer that is still on its share, with what was tried before. */
export interface RemoveConsumer {
  readonly finding: Finding;
  readonly removal: Removal | undefined;
}

/** The removal as it stands now. `attempt`: what came of ours. */
export interface RemovalOutcome {
  readonly principal: string;
  /** `undefined`: somebody else has just put it on record. */
  readonly removal: Removal | undefined;
  /** `left`: somebody else is at it, or it is too early to try again. */
  readonly attempt: 'requested' | 'waiting' | 'refused' | 'left';
}

/**
 * Takes a forbidden consumer off its share: puts the removal on record, asks RAM once, and notes the answer. Only a
 * later read that shows the principal gone ends the removal.
 *
 * @param seeThrough asks for that later look. Called before RAM is, when the removal begins or a dead run's is taken
 *   over: wherever this run dies, either the look is asked for or the removal still counts as not begun.
 *
 * Of several runs at once, the one whose conditional write wins makes the call. A run that dies after its write is
 * replaced when its time is over ({@link mayAttempt}).
 */
export async function removeConsumer(
  { finding, removal }: RemoveConsumer,
  ports: Ports,
  seeThrough: () => Promise<void>,
): Promise<RemovalOutcome> {
  const { body } = finding;
  if (body.kind !== 'forbidden-consumer') throw new Error(`not a forbidden consumer: ${finding.id}`);
  const { principal } = body;
  const ours = mayAttempt(removal, ports.clock.now()) ? await claim(finding, removal, ports) : undefined;
  if (!ours) return { principal, removal, attempt: 'left' };
  if (!removal || removal.status === 'planned') await seeThrough();
  return ask(ours, ports);
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

async function ask(removal: Removal, { enforcer, ledger, clock }: Ports): Promise<RemovalOutcome> {
  const { principal } = removal;
  const [status, reason] = noteOf(await enforcer.disassociate(removal.share.arn, principal));
  const at = clock.now();
  await ledger.moveRemoval(removal, status, at, reason);
  return { principal, removal: moved(removal, status, at, reason), attempt: status };
}

function noteOf(answer: EnforcerAnswer): readonly ['requested' | 'waiting' | 'refused', string] {
  if (answer.outcome === 'wait') return ['waiting', answer.reason];
  if (answer.outcome === 'refused') return ['refused', answer.reason];
  return [
    'requested',
    answer.outcome === 'gone' ? 'RAM says it is gone already' : 'RAM accepted the request',
  ];
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
