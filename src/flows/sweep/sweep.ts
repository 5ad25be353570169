import type { Guardrails } from '../../core/guardrail.ts';
import { SWEEP } from '../../core/removal.ts';
import type { SweepRequest } from '../../core/sweep.ts';
import type { SweepPorts } from '../../ports.ts';
import { withGrantedWaivers } from '../granted-waivers.ts';
import type { LookOutcome } from '../look.ts';
import { sweepResources } from './sweep-resources.ts';
import { sweepScope } from './sweep-scope.ts';
import { sweepShares } from './sweep-shares.ts';
import { marksOf } from './sweeping.ts';
import { throwFailures, type Walk, walkFrom } from './walk.ts';

/**
 * How long a sweep is taken to be under way after it was last heard of. Longer than on-scope-due may run and a message
 * may wait, else two run at once; not much longer, else one that died holds up the next.
 */
export const SWEEP_LEASE_MS = 20 * 60_000;

/** How long a sweep that must not be left out waits for the one that is under way. */
const NEXT_SECONDS = 300;

/** `continued`: time was up, and the rest has been asked for. `left`: another sweep of the scope is under way. */
export interface SweepOutcome extends LookOutcome {
  readonly state: 'done' | 'continued' | 'left';
  /** How long all of it has taken. `undefined`: it is not done. */
  readonly seconds: number | undefined;
  /** As `sweepScope` has it. `undefined`: it was looked at in another part of the sweep. */
  readonly budgetLeft: number | undefined;
}

/**
 * Makes the guardrails hold on a whole scope, also where no event told of a change: its shares, policies and pools, and
 * what is on record of it. Reads in bulk; whatever that shows to be done is looked at by itself before anything is
 * changed. Safe to repeat, wherever it died.
 *
 * @param until when to leave the rest to another message, ISO 8601, UTC.
 * @throws when something could not be looked at, after all the rest has been.
 */
export async function sweep(
  request: SweepRequest,
  until: string,
  ports: SweepPorts,
  file: Guardrails,
): Promise<SweepOutcome> {
  const { scope, sweep: begun, isAnew } = request;
  const { ledger, sweeps, clock } = ports;
  const startedAt = begun?.startedAt ?? clock.now();
  const isOurs = begun
    ? await ledger.continueSweep(scope, startedAt, clock.now(), SWEEP_LEASE_MS)
    : await ledger.beginSweep(scope, startedAt, SWEEP_LEASE_MS);
  if (!isOurs) {
    if (isAnew) await sweeps.ask({ scope, isAnew }, NEXT_SECONDS);
    return { state: 'left', shares: [], pools: [], seconds: undefined, budgetLeft: undefined };
  }
  const walk = walkFrom(begun?.after, until, clock);
  let budgetLeft: number | undefined;
  try {
    budgetLeft = await sweepAlong(walk, request, ports, file);
  } catch (error) {
    // The next one need not wait for this one to be forgotten.
    await ledger.endSweep(scope, startedAt);
    throw error;
  }
  if (walk.isOver()) await ledger.endSweep(scope, startedAt);
  else await sweeps.ask({ scope, isAnew, sweep: { startedAt, after: walk.last() } });
  throwFailures(walk);
  const { shares, pools } = walk;
  if (!walk.isOver()) return { state: 'continued', shares, pools, seconds: undefined, budgetLeft };
  const seconds = (Date.parse(clock.now()) - Date.parse(startedAt)) / 1000;
  return { state: 'done', shares, pools, seconds, budgetLeft };
}

async function sweepAlong(
  walk: Walk,
  { scope, sweep: begun, isAnew }: SweepRequest,
  ports: SweepPorts,
  file: Guardrails,
): Promise<number | undefined> {
  if (isAnew && !begun) await ports.directory.memberships([file.organization], { fresh: true });
  const event = isAnew ? 'organization' : SWEEP;
  const [marks, guardrails] = await Promise.all([marksOf(scope, ports), withGrantedWaivers(file, ports)]);
  const sweeping = { scope, event, ports, file, guardrails, marks, walk };
  const budgetLeft = begun ? undefined : await sweepScope(sweeping);
  const shares = await sweepShares(sweeping);
  if (walk.hasTime()) await sweepResources(shares, sweeping);
  return budgetLeft;
}
