import { removalFrom } from '../../src/aws/dynamo-removals.ts';
import type { Item } from '../../src/aws/dynamo-table.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { smsResource } from '../../src/core/resource.ts';
import type { SimulatedCloud } from './cloud.ts';
import type { Members } from './expressions.ts';
import type { MemoryTable } from './memory-table.ts';
import { OWNER } from './names.ts';
import type { Brought } from './operators.ts';
import { isBy, isByHand, keyOf, type Part, partsOf } from './policies.ts';
import type { CallMark, Process } from './process.ts';
import {
  consumersOfPolicy,
  consumersOfShare,
  type Given,
  judged,
  type Truth,
  type TruthRead,
  truthOf,
  whoOf,
} from './truth.ts';

/** A promise of the design that did not hold. */
export interface Broken {
  /** Its number in section 4 of the design. */
  readonly promise: number;
  readonly what: string;
}

/** Looks at every change that the product makes, at the moment when it makes it. */
export interface Watch {
  /** Operators have changed something. */
  noteTruth(): void;
  truth(): Truth;
  noteBrought(what: Brought): void;
  /** Operators have changed the policy of a resource. */
  notePolicy(resourceArn: string, before: string | undefined): void;
  /** The product writes to its table. */
  noteWrite(command: object): void;
  /** @param make makes the call; what it throws is thrown. @param attempt the SDK repeats what it lost the answer of. */
  mutate(change: Change, make: () => object): object;
  /** Changes that AWS accepted, oldest first. */
  readonly accepted: readonly (Change & { readonly at: number; readonly removals: readonly string[] })[];
  /** What was taken away, oldest first. */
  readonly removed: readonly Pick<Brought, 'about' | 'entity'>[];
  readonly broken: readonly Broken[];
  report(promise: number, what: string): void;
}

export interface Change {
  readonly process: Process;
  readonly operation: string;
  readonly input: Members;
  readonly attempt: number;
}

/** As long as a run may rest on what it has read: reads that lag a minute behind, by a run that takes another one. */
const WINDOW_MS = 200_000;

export function watchOver(cloud: SimulatedCloud, table: MemoryTable, file: Guardrails): Watch {
  const truths: Truth[] = [];
  const broken: Broken[] = [];
  const accepted: (Change & { readonly at: number; readonly removals: readonly string[] })[] = [];
  const removed: Pick<Brought, 'about' | 'entity'>[] = [];
  const counts = new Map<string, { brought: number; removed: number; readonly by: Set<number> }>();
  const report = (promise: number, what: string) => void broken.push({ promise, what });
  const countOf = (about: string, entity: string) => {
    const key = `${about} ${entity}`;
    const count = counts.get(key) ?? { brought: 0, removed: 0, by: new Set<number>() };
    counts.set(key, count);
    return count;
  };
  let latest: TruthRead | undefined;
  /** Read once for as long as nothing changes. */
  const truthNow = (): Truth => {
    latest = truthOf(cloud, latest);
    return latest.truth;
  };
  const noteTruth = () => {
    const truth = truthNow();
    if (truths.at(-1) !== truth) truths.push(truth);
  };

  /** Everything that was true of late. */
  function recent(): readonly Truth[] {
    const since = new Date(cloud.clock.now() - WINDOW_MS).toISOString();
    const from = Math.max(
      0,
      truths.findLastIndex(({ at }) => at < since),
    );
    return [...truths.slice(from), truthNow()];
  }
  const mayGo = (given: Given, resources = given.resources): boolean =>
    recent().some((truth) => {
      const standing = truth.shares.flatMap(consumersOfShare).filter(({ name }) => name === given.name);
      const all = [...new Set([...resources, ...standing.flatMap((each) => each.resources)])];
      return all.some((arn) => judged(truth, file, given.who, [arn]).may);
    });

  /** Was somebody on the share of late who may not have these? RAM's lists of the two may be of different moments. */
  const wasForbidden = (about: string, resources: readonly string[]): boolean =>
    recent().some((truth) => {
      const share = truth.shares.find(({ arn }) => arn === about);
      const consumers = share ? consumersOfShare({ ...share, resources }) : [];
      return consumers.some(({ who }) => resources.some((arn) => judged(truth, file, who, [arn]).may));
    });

  /** Not on the share, or not forbidden it, at one recent moment at least. */
  const isWanted = (about: string, given: Given, arn: string): boolean =>
    recent().some((truth) => {
      const share = truth.shares.find((each) => each.arn === about);
      const isThere = share !== undefined && consumersOfShare(share).some(({ name }) => name === given.name);
      return !isThere || !judged(truth, file, given.who, [arn]).must;
    });

  const judgedOn = (truth: Truth, about: string, principal: string) => {
    const share = truth.shares.find(({ arn }) => arn === about);
    return [judged(truth, file, whoOf(principal), share?.resources ?? [])];
  };

  /** Latest first: of a run that died there may be an earlier one. */
  const planned = (about: string, is: (removal: Members) => boolean): readonly Members[] => {
    const pk = about.includes(':resource-share/') ? `SHARE#${about}` : `RESOURCE#${about}`;
    return table
      .partition(pk)
      .filter(({ sk, status }) => String(sk).startsWith('REMOVAL#') && status === 'planned')
      .map((item): Members => ({ ...removalFrom(item as Item) })) // all of the partition are items
      .filter(is)
      .toSorted((a, b) => plannedAt(b.steps) - plannedAt(a.steps));
  };

  return {
    noteTruth,
    truth: truthNow,
    broken,
    accepted,
    removed,
    report,
    noteBrought({ about, entity, by }) {
      if (entity === 'policy') return;
      const count = countOf(about, entity);
      count.brought += 1;
      count.by.add(by);
    },
    notePolicy(resourceArn, before) {
      for (const part of addedParts(before, policyNow(resourceArn)))
        countOf(resourceArn, keyOf(part)).brought += 1;
    },
    noteWrite(command) {
      const { Key, UpdateExpression } = Object((command as { readonly input?: object }).input);
      if (!String(UpdateExpression).includes('#resolution')) return;
      const [kind, about = '', principal = '', through] = String(Key.sk).replace('FINDING#', '').split('|');
      if (kind !== 'forbidden-consumer' || through !== undefined) return;
      const isThere = ({ shares }: Truth): boolean =>
        shares.some(({ arn, present }) => arn === about && present.includes(principal));
      const wasForbidden = recent().every(
        (truth) => isThere(truth) && judgedOn(truth, about, principal).every(({ must }) => must),
      );
      if (wasForbidden)
        report(1, `resolved while it was there all the time: ${kind} ${principal} on ${about}`);
    },
    mutate(change, make) {
      if (file.mode === 'observe') report(4, `${change.operation} in observe mode`);
      noteTruth(); // a waiver ends without any change
      const about = String(change.input.resourceShareArn ?? change.input.ResourceArn);
      const judge = about.includes(':resource-share/')
        ? shareChange(change, about)
        : policyChange(change, about);
      const answer = make();
      accepted.push({ ...change, at: cloud.clock.now(), removals: judge.removals });
      checkBudgets(about);
      judge.accepted();
      noteTruth();
      return answer;
    },
  };

  function policyNow(arn: string): string | undefined {
    return truthNow().resources.find((each) => each.arn === arn)?.policy;
  }

  /** Different removals of the last sixty minutes: from the share or policy, and from all there are. */
  function checkBudgets(about: string): void {
    const since = cloud.clock.now() - HOUR_MS + LONGEST_CLAIM_MS;
    const late = accepted.filter(({ at }) => at > since);
    const { removalsPerHour, shareRemovalsPerHour = removalsPerHour } = file.limits;
    const spent = (changes: typeof late) => new Set(changes.flatMap(({ removals }) => removals)).size;
    const isOf = ({ input }: Change) => input.resourceShareArn === about || input.ResourceArn === about;
    if (spent(late) > removalsPerHour) report(8, `${spent(late)} removals within an hour`);
    if (spent(late.filter(isOf)) > shareRemovalsPerHour)
      report(8, `${spent(late.filter(isOf))} removals from ${about} within an hour`);
  }

  interface Judging {
    readonly removals: readonly string[];
    readonly accepted: () => void;
  }

  function shareChange({ operation, input, attempt }: Change, about: string): Judging {
    const share = truthNow().shares.find(({ arn }) => arn === about);
    const lists = [input.principals, input.sources, input.resourceArns] as readonly (
      | readonly string[]
      | undefined
    )[];
    const [principals = [], sources = [], resources = []] = lists;
    const entities = [...principals, ...sources, ...resources];
    const isRemoval = operation.startsWith('Disassociate');
    const records = planned(about, ({ principal, act }) => {
      const {
        kind,
        taken = [],
        member,
      } = act as { kind: string; taken?: readonly string[]; member?: string };
      if (kind === 'share-principal' || kind === 'share-source')
        return isRemoval && entities.includes(String(principal));
      if (kind === 'share-resources') return isRemoval && resources.every((arn) => taken.includes(arn));
      return (
        !isRemoval &&
        (kind === 'share-owner-source' ? sources.includes(OWNER) : resources.includes(String(member)))
      );
    });
    if (records.length === 0)
      report(7, `${operation} of ${entities} on ${about} without a removal on record`);
    const standing = share ? consumersOfShare(share) : [];
    const onShare = share ? [...share.principals, ...share.sources, ...share.resources] : [];
    /** What is on its way off already, or not there, is not taken away once more. */
    const taken = entities.filter((entity) => onShare.includes(entity));
    return {
      removals: records.slice(0, 1).map(({ id }) => String(id)),
      accepted() {
        if (attempt === 1) for (const record of records.slice(0, 1)) checkRecord(record);
        if (!isRemoval) return checkGiven();
        if (attempt > 1 || taken.length === 0) return;
        if (resources.length > 0 && !wasForbidden(about, resources))
          report(2, `${resources} taken off ${about}, on which nobody is forbidden`);
        for (const name of [...principals, ...sources]) {
          const given = standing.find((each) => each.name === name);
          if (given && !mayGo(given)) report(2, `${name} taken off ${about}, though no guardrail forbids it`);
        }
        for (const entity of taken) {
          const count = countOf(about, entity);
          count.removed += 1;
          removed.push({ about, entity });
          if (count.removed > count.brought)
            report(
              1,
              `${entity} taken off ${about} ${count.removed} times, put there ${count.brought} times`,
            );
        }
      },
    };

    /** One removal is asked for again only when RAM has taken its time, and a fight ends. */
    function checkRecord({ id, principal, through, actor }: Members): void {
      const now = cloud.clock.now();
      const again = accepted
        .slice(0, -1)
        .find(({ at, removals }) => removals.includes(String(id)) && now - at < AGAIN_MS);
      if (again) report(1, `asked twice for one removal: ${id}`);
      if (principal === '') return; // what is put on a share takes nobody away
      const rounds = table.partition(`SHARE#${about}`).filter((item) => {
        const steps = (item.steps ?? []) as readonly { readonly status: string; readonly at: string }[];
        return (
          String(item.sk).startsWith('REMOVAL#') &&
          item.principal === principal &&
          item.through === through &&
          (item.status === 'done' || item.status === 'undone') &&
          steps.some(({ status }) => status === 'requested') &&
          now - Date.parse(steps[0]?.at ?? '') < DAY_MS &&
          roleOf(item.actor) === roleOf(actor)
        );
      });
      // Where two put it back, each may be thought to be the other.
      const isOne = countOf(about, String(principal)).by.size < 2;
      if (isOne && rounds.length >= file.limits.readdsBeforeStop)
        report(9, `${principal} removed once more after ${rounds.length} rounds with ${roleOf(actor)}`);
    }

    function checkGiven(): void {
      for (const entity of entities) countOf(about, entity).brought += 1;
      for (const each of standing)
        for (const arn of resources)
          if (!isWanted(about, each, arn)) report(2, `${arn} given to ${each.name}, who is forbidden it`);
    }
  }

  function policyChange({ process, operation, input, attempt }: Change, about: string): Judging {
    const before = policyNow(about);
    const after = operation === 'PutResourcePolicy' ? String(input.Policy) : undefined;
    const gone = addedParts(after, before).filter(isByHand);
    const come = addedParts(before, after).filter(isByHand);
    const records = planned(about, ({ act }) => String((act as { kind: string }).kind).startsWith('policy'));
    const resource = { arn: about, tags: {}, members: [], policy: before };
    if (records.length === 0) report(7, `${operation} on ${about} without a removal on record`);
    const last = process.trace.findLastIndex(
      (call) => call.operation !== 'GetResourcePolicies' && !isOfTable(call.operation),
    );
    const reading = process.trace[last];
    /** Nobody can keep what comes between the last reading and the writing. */
    const isRace = reading?.operation === 'GetResourcePolicy' && !isSame(policyIn(reading), before);
    if (!isRace && attempt === 1) {
      judgeParts();
    }
    // What a run left planned that died over it is none of this one's.
    const own = records.filter(({ steps }) => cloud.clock.now() - plannedAt(steps) < AGAIN_MS);
    return { removals: own.map(({ id }) => String(id)), accepted: () => {} };

    function judgeParts(): void {
      const givens = consumersOfPolicy(resource);
      const bound = come.filter(({ rest }) => rest.includes(`"aws:SourceAccount"`));
      const names = new Set<string>();
      for (const part of gone) {
        const isBound = bound.some(({ principal }) => principal === part.principal);
        const given = givens.filter(({ who }) => isBy(who, part));
        if (!isBound && !given.some((each) => mayGo(each)))
          report(
            given.length > 0 ? 2 : 6,
            `${part.principal} taken out of the policy of ${about}: ${part.rest}`,
          );
        const isUndoable = records.some(
          ({ principal, through, act }) =>
            given.some((each) => each.name === principal && (isBound || each.through === through)) &&
            isSame((act as { before: string }).before, before),
        );
        if (!isUndoable && given.length > 0)
          report(7, `${part.principal} taken out of ${about} without a record of the policy as it was`);
        if (smsResource(about)) names.add(keyOf(part));
      }
      for (const part of come) {
        const isKnown = gone.some(({ principal }) => principal === part.principal);
        countOf(about, keyOf(part)).brought += 1;
        if (!isKnown) report(6, `${part.principal} put into the policy of ${about}: ${part.rest}`);
      }
      for (const key of names) {
        const count = countOf(about, key);
        count.removed += 1;
        if (count.removed > count.brought)
          report(1, `${key} taken out of ${about} ${count.removed} times, put there ${count.brought} times`);
      }
    }
  }
}

const plannedAt = (steps: unknown): number =>
  Date.parse((steps as readonly { readonly at: string }[]).at(-1)?.at ?? '');

/** An attempt may take so long before another run takes its place. */
const AGAIN_MS = 90_000;
const HOUR_MS = 3_600_000;
/** A budget counts from when a removal took its part: what the run does with it may come later, while it lives. */
const LONGEST_CLAIM_MS = 240_000;
const DAY_MS = 24 * HOUR_MS;

/** The role of a session. */
const roleOf = (actor: unknown): string => String(Object(actor).arn).replace(/\/[^/]*$/, '');

const isOfTable = (operation: string): boolean => /^(Get|Put|Update|Delete|Query)$/.test(operation);

/** The policy that a reading showed. */
function policyIn({ answer }: CallMark): string | undefined {
  try {
    return (answer() as { readonly Policy?: string }).Policy;
  } catch {
    return undefined; // there was none
  }
}

/** Parts of `after` that `before` does not have, or not as often. */
export function addedParts(before: string | undefined, after: string | undefined): readonly Part[] {
  const left = (before === undefined ? [] : partsOf(before)).map(keyOf);
  return (after === undefined ? [] : partsOf(after)).filter((part) => {
    const at = left.indexOf(keyOf(part));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const isSame = (one: string | undefined, other: string | undefined): boolean =>
  addedParts(one, other).length === 0 && addedParts(other, one).length === 0;
