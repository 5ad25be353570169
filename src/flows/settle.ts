import { unlessFought } from '../core/fight.ts';
import {
  type Actor,
  type Finding,
  type FindingBody,
  findingId,
  isActedUpon,
  remedyOf,
} from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type About, type Found, type History, type Plan, planFor, planForGone } from '../core/plan.ts';
import {
  type Act,
  moved,
  plannedRemoval,
  type Removal,
  removalId,
  type Stamp,
  SWEEP,
} from '../core/removal.ts';
import { isStanding, isUnderWay, mayAttempt, secondsUntilRecheck } from '../core/removal-pace.ts';
import { stuckRemovals } from '../core/stuck.ts';
import type { Ports } from '../ports.ts';
import { announce, type OnRecord } from './announce.ts';
import { type Acting, type Making, type RemovalOutcome, stampOf } from './removal-record.ts';

/** What is known of why something is looked at. */
export interface Occasion {
  /** Who brought a principal in, or who changed the share or policy last. */
  readonly actorOf: (principal?: string) => Actor | undefined;
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
  /** What led to it, as the audit trail names it. */
  readonly event: string;
  /** When that happened which events tell of, ISO 8601, UTC. `undefined`: none led to it. */
  readonly eventAt?: string | undefined;
}

/** A share or policy as it was found, and how what its findings ask for is done. */
export interface Case {
  readonly about: About;
  readonly found: Found;
  /** How it is done what a finding asks for, with what it takes to undo it. */
  readonly actFor: (body: FindingBody) => Act;
  /** What is still to be put on record of a removal that is seen to be done. */
  readonly doneAct?: (removal: Removal) => Promise<Act | undefined>;
  /** Is nothing known to stand in the way of what a finding asks for? */
  readonly isReady: (body: FindingBody) => boolean;
  readonly perform: (actings: readonly Acting[], making: Making) => Promise<readonly RemovalOutcome[]>;
}

/** What was put on record, and done. */
export interface Settled {
  readonly plan: Plan;
  readonly removals: readonly RemovalOutcome[];
  /** How many members of pools are still to be put on it. */
  readonly additions: number;
  /** How many findings were opened that no event told of. */
  readonly foundBySweep: number;
  /** How many removals make no headway. */
  readonly stuck: number;
}

/**
 * Makes the record say what is true, does what the findings ask for, and announces what people have not been told. Safe
 * to repeat, at any time, by several at once.
 */
export async function settle(
  { about, found, actFor, doneAct, isReady, perform }: Case,
  { actorOf, isRecheck, event, eventAt }: Occasion,
  history: History,
  ports: Ports,
  { limits }: Guardrails,
): Promise<Settled> {
  const now = ports.clock.now();
  const onRecord = (body: FindingBody): Finding | undefined => {
    const [principal, through] = 'principal' in body ? [body.principal, body.through] : [];
    const id = findingId(body.kind, about.arn, principal, through);
    return history.findings.find((each) => each.id === id);
  };
  const unlessFoughtBy = (actor: Actor | undefined, body: FindingBody): FindingBody =>
    unlessFought(body, onRecord(body), history.removals, actor, limits.readdsBeforeStop, now);
  const bodies = found.bodies.map((body) => {
    const known = onRecord(body);
    const standing = known?.status === 'open' ? known : undefined;
    // Later changes of the share, and looks without an event, tell less of who brought it in.
    const actor = standing?.actor ?? actorOf('principal' in body ? body.principal : undefined);
    return unlessFoughtBy(actor, body);
  });
  const stuck = stuckRemovals(history.removals.filter(found.isUndone), now);
  const plan = planFor(about, { ...found, bodies: [...bodies, ...stuck] }, history, actorOf, now);

  let asked: Promise<void> | undefined;
  const seeThrough = (seconds: number): Promise<void> => {
    asked ??= ports.rechecks.ask(about.arn, 'removal', seconds);
    return asked;
  };
  const stamp = stampOf({ event }, ports);
  const opened: Finding[] = [];
  const leftToPeople: Finding[] = [];
  const left: RemovalOutcome[] = [];
  const actings: Acting[] = [];
  let foundBySweep = 0;
  for (const { body: foundBody, ...draft } of plan.open) {
    const isFoundBySweep = event === SWEEP && foundBody.kind !== 'stuck-removal';
    const open = (body: FindingBody, known?: Finding) =>
      ports.findings.open({ ...draft, body, ...(isFoundBySweep && { isFoundBySweep }) }, now, known);
    let finding = await open(foundBody, onRecord(foundBody));
    // Somebody else may have opened it since the record was read, and know whose doing it is.
    const body = unlessFoughtBy(finding.actor, foundBody);
    if (body !== foundBody) finding = await open(body);
    opened.push(finding);
    if (isFoundBySweep && isOpenedNow(history, finding)) foundBySweep += 1;
    const known = history.removals.find(({ id }) => id === removalId(finding));
    if (!isActedUpon(body)) {
      leftToPeople.push(finding);
      if (known && isStanding(known) && !isUnderWay(known, now) && !mayGetGraver(body)) {
        left.push(await refused(known, body, stamp, ports));
      }
    } else if (mayAttempt(known, isReady(body), now)) {
      actings.push({ planned: { ...plannedRemoval(finding, actFor(body), stamp), eventAt }, known });
    } else if (known) left.push({ principal: known.principal, removal: known, attempt: 'left' });
  }
  const making = { limits, event, seeThrough: () => seeThrough(FIRST_LOOK_SECONDS) };
  const removals = [...left, ...(actings.length > 0 ? await perform(actings, making) : [])];
  await putOnRecord(plan, ports, stamp, doneAct);
  const after = recordAfter(history, opened, plan, removals, now);
  await announce(about.arn, ports, after);
  const standing = after.removals.filter(isStanding);
  const waits = standing.flatMap((each) => secondsUntilRecheck(each, now) ?? []);
  if (isRecheck && waits.length > 0) await seeThrough(Math.min(...waits));
  if (leftToPeople.some((finding) => isNewTo(history, finding)) || isDoubtful(plan)) {
    await lookOnceMore(about.arn, ports);
  }
  const additions = standing.filter(({ act }) => act.kind === 'share-member').length;
  return { plan, removals, additions, foundBySweep, stuck: stuck.flatMap(concerned).length };
}

/** As {@link settle}, for what AWS does not know any more. */
export async function settleGone(arn: string, event: string, ports: Ports): Promise<Settled> {
  const history = await ports.ledger.history(arn);
  const stamp = stampOf({ event }, ports);
  const plan = planForGone(history, stamp.at);
  await putOnRecord(plan, ports, stamp);
  const after = recordAfter(history, [], plan, [], stamp.at);
  await announce(arn, ports, after);
  if (isDoubtful(plan) || after.removals.some(isStanding)) await lookOnceMore(arn, ports);
  return { plan, removals: [], additions: 0, foundBySweep: 0, stuck: 0 };
}

/**
 * Has what was read looked at once more. RAM's lists may lag behind its writes, and a run with an older read may come
 * last: by then the lists are right (a new share may be unknown for a minute, facts 5.2) and every such run is over.
 */
export const lookOnceMore = (arn: string, { rechecks }: Pick<Ports, 'rechecks'>): Promise<void> =>
  rechecks.ask(arn, 'doubt', 60);

/** Most removals settle within seconds. */
const FIRST_LOOK_SECONDS = 2;

/** Losing a race over the end of a removal to somebody else is as good. */
async function putOnRecord(
  plan: Plan,
  { findings, ledger }: Ports,
  stamp: Stamp,
  doneAct?: Case['doneAct'],
): Promise<void> {
  for (const { finding, resolution } of plan.resolve) await findings.resolve(finding, resolution, stamp.at);
  for (const { removal, reason, isLeft } of plan.finish) {
    if (isLeft) await ledger.moveRemoval(removal, { status: 'refused', reason, isLeft, ...stamp });
    else {
      const act = await doneAct?.(removal);
      await ledger.moveRemoval(removal, { status: 'done', reason, ...stamp }, act && { act });
    }
  }
}

/** Only observed, as long as Organizations does not say where it is. */
const mayGetGraver = (body: FindingBody): boolean =>
  'verdicts' in body && body.verdicts.some(({ isOpen }) => isOpen);

/** A removal that began, and that is left to people now: nobody tries it again, nor looks after it. */
async function refused(
  removal: Removal,
  body: FindingBody,
  stamp: Stamp,
  { ledger }: Ports,
): Promise<RemovalOutcome> {
  const remedy = remedyOf(body);
  const reason = remedy?.action === 'refuse' ? remedy.reason : 'it is only observed now';
  const step = { status: 'refused', reason, isLeft: true, ...stamp } as const;
  await ledger.moveRemoval(removal, step);
  return { principal: removal.principal, removal: moved(removal, step), attempt: 'refused' };
}

/** The record as this run leaves it: what others put on it meanwhile they announce, or their message comes again. */
function recordAfter(
  { findings, removals }: History,
  opened: readonly Finding[],
  { resolve, finish }: Plan,
  outcomes: readonly RemovalOutcome[],
  now: string,
): OnRecord {
  const resolved = resolve.map(
    ({ finding, resolution }): Finding => ({ ...finding, status: 'resolved', resolution, resolvedAt: now }),
  );
  const current = new Map([...findings, ...opened, ...resolved].map((finding) => [finding.id, finding]));
  const tried = outcomes.flatMap(({ removal }) => removal ?? []);
  const left = new Map([...removals, ...tried].map((removal) => [removal.id, removal]));
  for (const { removal } of finish) left.delete(removal.id);
  return { findings: [...current.values()], removals: [...left.values()] };
}

const concerned = (body: FindingBody): readonly string[] => ('entities' in body ? body.entities : []);

const isOpenedNow = ({ findings }: History, { id }: Finding): boolean =>
  findings.find((each) => each.id === id)?.status !== 'open';

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
