import { mayAttempt, moved, type Removal } from '../core/removal.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';

/** What is to be done, with what was tried before. */
export interface Acting {
  readonly planned: Removal;
  readonly known: Removal | undefined;
}

/** The removal as it stands now. `attempt`: what came of ours. */
export interface RemovalOutcome {
  readonly principal: string;
  /** `undefined`: somebody else has just put it on record. */
  readonly removal: Removal | undefined;
  /** `left`: somebody else is at it, or it is too early to try again. */
  readonly attempt: 'requested' | 'waiting' | 'refused' | 'left';
}

/** How a removal is made: its budget, and who looks after it. */
export interface Making {
  readonly removalsPerHour: number;
  /**
   * Asks for a later look. Called before AWS is, when the removal begins or a dead run's is taken over: wherever this run
   * dies, either the look is asked for or the removal still counts as not begun.
   */
  readonly seeThrough: () => Promise<void>;
}

/**
 * Puts the removal on record, and takes it out of the budget. Of several runs at once, the one whose conditional write
 * wins may make the call. A run that dies after its write is replaced when its time is over ({@link mayAttempt}).
 *
 * @returns `claimed`: it is ours to make.
 */
export async function claimRemoval(
  acting: Acting,
  { removalsPerHour, seeThrough }: Making,
  ports: Pick<Ports, 'ledger' | 'clock'>,
): Promise<{ readonly claimed: Removal } | { readonly outcome: RemovalOutcome }> {
  const { planned, known } = acting;
  const ours = mayAttempt(known, ports.clock.now()) ? await written(acting, ports) : undefined;
  if (!ours) return { outcome: { principal: planned.principal, removal: known, attempt: 'left' } };
  if (!known || known.status === 'planned') await seeThrough();
  if (await ports.ledger.spend(ours.owner, ours.id, removalsPerHour, ports.clock.now()))
    return { claimed: ours };
  const reason = `the budget of ${removalsPerHour} removals an hour is used up`;
  return { outcome: await noted(ours, 'waiting', reason, ports) };
}

/** Notes what AWS answered. Only a later read that shows the consumer gone ends the removal. */
export function notedAnswer(
  removal: Removal,
  answer: EnforcerAnswer,
  ports: Pick<Ports, 'ledger' | 'clock'>,
): Promise<RemovalOutcome> {
  const { outcome } = answer;
  if (outcome === 'wait') return noted(removal, 'waiting', answer.reason, ports);
  if (outcome === 'refused') return noted(removal, 'refused', answer.reason, ports);
  const by = removal.act.kind.startsWith('policy') ? 'sms-voice' : 'RAM';
  return noted(
    removal,
    'requested',
    outcome === 'gone' ? `${by} says it is gone already` : `${by} accepted the request`,
    ports,
  );
}

/** The removal one step further on, on record. */
export async function noted(
  removal: Removal,
  status: 'requested' | 'waiting' | 'refused',
  reason: string,
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
): Promise<RemovalOutcome> {
  const at = clock.now();
  await ledger.moveRemoval(removal, status, at, reason);
  return { principal: removal.principal, removal: moved(removal, status, at, reason), attempt: status };
}

/** The removal on record with an attempt that is ours, or `undefined` when somebody else was first. */
async function written(
  { planned, known }: Acting,
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
): Promise<Removal | undefined> {
  if (!known) return (await ledger.planRemoval(planned)) ? planned : undefined;
  const at = clock.now();
  const reason = `attempt ${known.attempts + 1}`;
  const { act } = planned;
  const isOurs = await ledger.moveRemoval(known, 'planned', at, reason, act);
  return isOurs ? moved({ ...known, act }, 'planned', at, reason) : undefined;
}
