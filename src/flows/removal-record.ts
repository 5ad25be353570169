import { budgetsOf, budgetText } from '../core/budget.ts';
import type { Limits } from '../core/guardrail.ts';
import { moved, type Removal, type RemovalStatus, SHAREWARDEN, type Stamp } from '../core/removal.ts';
import { mayHaveTaken } from '../core/removal-pace.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';
import { tellOfBudget } from './tell-of-budget.ts';

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

/** How a removal is made: its budget, what led to it, and who looks after it. */
export interface Making {
  readonly limits: Limits;
  /** As in {@link Stamp}. */
  readonly event: string;
  /**
   * Asks for a later look. Called before AWS is, when the removal begins or a dead run's is taken over: wherever this run
   * dies, either the look is asked for or the removal still counts as not begun.
   */
  readonly seeThrough: () => Promise<void>;
}

/**
 * Puts the removal on record, and takes it out of the budgets. Of several runs at once, the one whose conditional write
 * wins may make the call. A run that dies after its write is replaced when its time is over (`mayAttempt`).
 *
 * @returns `claimed`: it is ours to make.
 */
export async function claimRemoval(
  acting: Acting,
  making: Making,
  ports: Ports,
): Promise<{ readonly claimed: Removal } | { readonly outcome: RemovalOutcome }> {
  const { planned, known } = acting;
  const { principal } = planned;
  const usedUp = await ports.ledger.spend(planned.id, budgetsOf(planned, making.limits), ports.clock.now());
  if (usedUp) await tellOfBudget(usedUp, planned, ports);
  // However often it is looked at meanwhile, one line of the record says so.
  if (usedUp && known?.status === 'waiting' && known.steps.at(-1)?.budget === usedUp.of) {
    return { outcome: { principal, removal: known, attempt: 'waiting' } };
  }
  const ours = await written(acting, making, ports);
  if (!ours) return { outcome: { principal, removal: known, attempt: 'left' } };
  if (!known || known.status === 'planned') await making.seeThrough();
  if (!usedUp) return { claimed: ours };
  return {
    outcome: await noted(
      ours,
      'waiting',
      `the budget ${budgetText(usedUp)} is used up`,
      making,
      ports,
      usedUp.of,
    ),
  };
}

/**
 * Notes what AWS answered. Only a later read that shows the consumer gone ends the removal: it is asked for again, since
 * those who looked after it while it waited may have given up.
 */
export async function notedAnswer(
  removal: Removal,
  answer: EnforcerAnswer,
  making: Making,
  ports: Pick<Ports, 'ledger' | 'clock'>,
): Promise<RemovalOutcome> {
  const { outcome } = answer;
  if (outcome === 'wait' || outcome === 'refused') {
    const status = outcome === 'wait' ? 'waiting' : 'refused';
    const hold = answer.wasRetried ? noted : heldUp;
    return hold(removal, status, answer.reason, making, ports);
  }
  const by = removal.act.kind.startsWith('policy') ? 'sms-voice' : 'RAM';
  const reason = outcome === 'gone' ? `${by} says it is gone already` : `${by} accepted the request`;
  await making.seeThrough();
  return noted(removal, 'requested', reason, making, ports);
}

/** An attempt that has taken nothing is noted, and holds no part of the budgets: others need it meanwhile. */
export async function heldUp(
  removal: Removal,
  status: 'waiting' | 'refused',
  reason: string,
  making: Making,
  ports: Pick<Ports, 'ledger' | 'clock'>,
): Promise<RemovalOutcome> {
  // Once it is noted, somebody else may have taken a part for the next attempt.
  if (!mayHaveTaken(removal, ports.clock.now())) {
    await ports.ledger.giveBack(removal.id, budgetsOf(removal, making.limits));
  }
  return noted(removal, status, reason, making, ports);
}

/** The removal one step further on, on record. @param budget that it waits for. */
export async function noted(
  removal: Removal,
  status: 'requested' | 'waiting' | 'refused',
  reason: string,
  making: Making,
  ports: Pick<Ports, 'ledger' | 'clock'>,
  budget?: string,
): Promise<RemovalOutcome> {
  const step = { status, reason, ...stampOf(making, ports), ...(budget !== undefined && { budget }) };
  await ports.ledger.moveRemoval(removal, step);
  return { principal: removal.principal, removal: moved(removal, step), attempt: status };
}

/** A step of our own, now. */
export const stampOf = ({ event }: Pick<Making, 'event'>, { clock }: Pick<Ports, 'clock'>): Stamp => ({
  at: clock.now(),
  actor: SHAREWARDEN,
  event,
});

/** The removal on record with an attempt that is ours, or `undefined` when somebody else was first. */
async function written(
  { planned, known }: Acting,
  making: Making,
  ports: Pick<Ports, 'ledger' | 'clock'>,
): Promise<Removal | undefined> {
  if (!known) return (await ports.ledger.planRemoval(planned)) ? planned : undefined;
  const status: RemovalStatus = 'planned';
  const step = { status, reason: `attempt ${known.attempts + 1}`, ...stampOf(making, ports) };
  // A share may have gained resources since: what is taken now is what is given back one day.
  const { act, resources, verdicts } = planned;
  const anew = { act, resources, verdicts };
  return (await ports.ledger.moveRemoval(known, step, anew)) ? moved({ ...known, ...anew }, step) : undefined;
}
