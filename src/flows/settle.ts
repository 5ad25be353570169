import { unlessFought } from '../core/fight.ts';
import { type Actor, type Finding, type FindingBody, findingId } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type About, type Found, type History, type Plan, planFor, planForGone } from '../core/plan.ts';
import { type Act, isStanding, plannedRemoval, removalId, secondsUntilRecheck } from '../core/removal.ts';
import type { Ports } from '../ports.ts';
import { announce } from './announce.ts';
import type { Acting, Making, RemovalOutcome } from './removal-record.ts';

/** What is known of why something is looked at. */
export interface Occasion {
  /** Who brought a principal in, or who changed the share or policy last. */
  readonly actorOf: (principal?: string) => Actor | undefined;
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
}

/** A share or policy as it was found, and how what its findings ask for is done. */
export interface Case {
  readonly about: About;
  readonly found: Found;
  readonly actFor: (body: FindingBody) => Act | undefined;
  readonly perform: (actings: readonly Acting[], making: Making) => Promise<readonly RemovalOutcome[]>;
}

/**
 * Makes the record say what is true, does what the findings ask for, and announces what people have not been told. Safe
 * to repeat, at any time, by several at once.
 */
export async function settle(
  { about, found, actFor, perform }: Case,
  { actorOf, isRecheck }: Occasion,
  history: History,
  ports: Ports,
  { limits }: Guardrails,
): Promise<{ readonly plan: Plan; readonly removals: readonly RemovalOutcome[] }> {
  const now = ports.clock.now();
  const bodies = found.bodies.map((body) =>
    unlessFought(
      body,
      history.removals,
      broughtBy(body, about, history) ?? actorOf('principal' in body ? body.principal : undefined),
      limits.readdsBeforeStop,
      now,
    ),
  );
  const plan = planFor(about, { ...found, bodies }, history, actorOf);

  let asked: Promise<void> | undefined;
  const seeThrough = (seconds: number): Promise<void> => {
    asked ??= ports.rechecks.ask(about.arn, 'removal', seconds);
    return asked;
  };
  const leftToPeople: Finding[] = [];
  const actings: Acting[] = [];
  for (const draft of plan.open) {
    const finding = await ports.findings.open(draft, now);
    const act = actFor(draft.body);
    if (act) actings.push(actingOn(finding, act, history, now));
    else leftToPeople.push(finding);
  }
  const making = {
    removalsPerHour: limits.removalsPerHour,
    seeThrough: () => seeThrough(FIRST_LOOK_SECONDS),
  };
  const removals = actings.length > 0 ? await perform(actings, making) : [];
  await putOnRecord(plan, ports, now);
  await announce(about.arn, ports);
  const people = new Set(leftToPeople.map(removalId));
  const waits = standingAfter(plan, history, removals)
    .filter(({ id }) => !people.has(id))
    .map((each) => secondsUntilRecheck(each, now));
  if (isRecheck && waits.length > 0) await seeThrough(Math.min(...waits));
  if (leftToPeople.some((finding) => isNewTo(history, finding)) || isDoubtful(plan)) {
    await lookOnceMore(about.arn, ports);
  }
  return { plan, removals };
}

/** Who brought a consumer in whose finding is open: later changes of the share, and looks without an event, tell less. */
function broughtBy(body: FindingBody, { arn }: About, { findings }: History): Actor | undefined {
  if (!('principal' in body)) return undefined;
  const id = findingId(body.kind, arn, body.principal, body.through);
  return findings.find((each) => each.id === id && each.status === 'open')?.actor;
}

/** As {@link settle}, for what AWS does not know any more. */
export async function settleGone(arn: string, ports: Ports): Promise<Plan> {
  const plan = planForGone(await historyOf(arn, ports));
  await putOnRecord(plan, ports, ports.clock.now());
  await announce(arn, ports);
  if (isDoubtful(plan)) await lookOnceMore(arn, ports);
  return plan;
}

/** What is on record about a share, or the policy of a resource. */
export async function historyOf(arn: string, { findings, ledger }: Ports): Promise<History> {
  const [about, removals] = await Promise.all([findings.about(arn), ledger.removals(arn)]);
  return { findings: about, removals };
}

/**
 * Has what was read looked at once more. RAM's lists may lag behind its writes, and a run with an older read may come
 * last: by then the lists are right (a new share may be unknown for a minute, facts 5.2) and every such run is over.
 */
export const lookOnceMore = (arn: string, { rechecks }: Pick<Ports, 'rechecks'>): Promise<void> =>
  rechecks.ask(arn, 'doubt', 60);

/** Most removals settle within seconds. */
const FIRST_LOOK_SECONDS = 2;

function actingOn(finding: Finding, act: Act, { removals }: History, now: string): Acting {
  const known = removals.find(({ id }) => id === removalId(finding));
  return { planned: plannedRemoval(finding, act, now), known };
}

/** Losing a race over the end of a removal to somebody else is as good. */
async function putOnRecord(plan: Plan, { findings, ledger }: Ports, now: string): Promise<void> {
  for (const { finding, resolution } of plan.resolve) await findings.resolve(finding, resolution, now);
  for (const { removal, reason } of plan.finish) await ledger.moveRemoval(removal, 'done', now, reason);
}

/** The removals that somebody has to look after. */
function standingAfter(plan: Plan, history: History, outcomes: readonly RemovalOutcome[]) {
  const current = new Map(history.removals.map((removal) => [removal.id, removal]));
  for (const { removal } of outcomes) if (removal) current.set(removal.id, removal);
  for (const { removal } of plan.finish) current.delete(removal.id);
  return [...current.values()].filter(isStanding);
}

/** Was it opened, or did it grow, just now? */
function isNewTo({ findings }: History, { id, revision }: Finding): boolean {
  const before = findings.find((each) => each.id === id);
  return before?.status !== 'open' || before.revision !== revision;
}

/** No removal, whose end is verified, stands behind these: one read alone says so. */
const isDoubtful = ({ resolve }: Plan): boolean =>
  resolve.some(
    ({ resolution }) => resolution === 'gone' || resolution === 'allowed' || resolution === 'mended',
  );
