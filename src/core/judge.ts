import { type Consumer, nameOf } from './consumer.ts';
import { type Decide, decider, type Verdict } from './evaluate.ts';
import type { Grant } from './grant.ts';
import type { Guardrails } from './guardrail.ts';
import type { Places } from './organization.ts';
import type { Memberships } from './reach.ts';
import { type GroupLook, groupLook } from './reached.ts';

/** What the guardrails say of one consumer of a share or policy, over all SMS resources that it is given there. */
export interface Judgement {
  readonly consumer: Consumer;
  /** The service that acts for it. Absent: it acts for itself. */
  readonly through?: string | undefined;
  /** `ending`: RAM is taking it off already, so there is nothing to decide. */
  readonly decision: Verdict['decision'] | 'ending';
  /** The verdicts that led to the decision, one a resource and path. */
  readonly verdicts: readonly Verdict[];
  /** What Organizations says of it may change the decision, or make a removal of what is only observed. */
  readonly isOpen?: true | undefined;
  /** Denied accounts that it reaches as an OU or organization, while it is not forbidden itself. */
  readonly reached?: readonly Verdict[] | undefined;
}

/** What Organizations was asked. Empty maps: nothing yet. */
export interface Known {
  readonly places: Places;
  readonly memberships: Memberships;
}
export const NOTHING_KNOWN: Known = { places: new Map(), memberships: new Map() };

/** The guardrail file, made ready to judge many grants. */
export interface Judge extends GroupLook {
  readonly decide: Decide;
  readonly file: Guardrails;
}

export function judgeOf(file: Guardrails): Judge {
  const decide = decider(file);
  return { file, decide, ...groupLook(file, decide) };
}

/**
 * Judges every consumer that has a standing grant, also one that only awaits its invitation. One forbidden resource
 * forbids the consumer; one undecided resource leaves it undecided. A denied account that is reached through a group
 * forbids the group where `groups.ouOrOrganization` says `remove`.
 *
 * @param now ISO 8601, UTC.
 */
export function judge(grants: readonly Grant[], by: Judge, known: Known, now: string): readonly Judgement[] {
  const byConsumer = Map.groupBy(grants, ({ consumer, via }) =>
    JSON.stringify([nameOf(consumer), via.through]),
  );
  return [...byConsumer.values()].flatMap((ofOne): readonly Judgement[] => {
    const [first] = ofOne;
    if (!first) return [];
    const who = {
      consumer: first.consumer,
      ...(first.via.through !== undefined && { through: first.via.through }),
    };
    const standing = ofOne.filter(({ state }) => state !== 'ending');
    if (standing.length === 0) return [{ ...who, decision: 'ending', verdicts: [] }];
    return [{ ...who, ...judgementOf(standing, by, known, now) }];
  });
}

function judgementOf(
  grants: readonly Grant[],
  by: Judge,
  known: Known,
  now: string,
): Omit<Judgement, 'consumer' | 'through'> {
  const verdicts: Verdict[] = [];
  const reached: Verdict[] = [];
  for (const grant of grants) {
    const verdict = by.decide(grant, known.places, now);
    const inside = reachedBy(grant, verdict, by, known, now);
    verdicts.push(inside.verdict);
    reached.push(...inside.reached);
  }
  const decision =
    (['forbidden', 'unknown'] as const).find((each) =>
      verdicts.some((verdict) => verdict.decision === each),
    ) ?? 'allowed';
  return {
    decision,
    verdicts: verdicts.filter((verdict) => verdict.decision === decision),
    ...(isOpen(verdicts) && { isOpen: true }),
    ...(reached.length > 0 && { reached }),
  };
}

/** The verdict on a group as what it reaches leaves it. */
function reachedBy(
  grant: Grant,
  verdict: Verdict,
  by: Judge,
  { places, memberships }: Known,
  now: string,
): { readonly verdict: Verdict; readonly reached: readonly Verdict[] } {
  const { id } = grant.consumer;
  if (verdict.decision !== 'allowed' || !by.mayReachDenied(grant)) {
    return { verdict, reached: [] };
  }
  const reached = by.reached(grant, memberships.get(id), places, now);
  if (reached.status === 'unknown') {
    const isOpen = memberships.has(id) ? {} : ({ isOpen: true } as const);
    return { verdict: { ...verdict, decision: 'unknown', reason: reached.reason, ...isOpen }, reached: [] };
  }
  const [first] = reached.verdicts;
  if (!first || by.file.groups.ouOrOrganization === 'tell') return { verdict, reached: reached.verdicts };
  const { length } = reached.verdicts;
  const who = length === 1 ? `${first.consumer} is` : `${length} denied accounts are`;
  const { guardrail, why, mode } = first;
  const reason = `${first.reason}: ${who} reached through ${id}`;
  const decision = grant.doubt === undefined ? 'forbidden' : 'unknown';
  return { verdict: { ...verdict, decision, guardrail, why, mode, reason }, reached: [] };
}

/** Nothing opens what a guardrail that enforces forbids already. */
function isOpen(verdicts: readonly Verdict[]): boolean {
  const isEnforced = verdicts.some(({ decision, mode }) => decision === 'forbidden' && mode === 'enforce');
  return !isEnforced && verdicts.some((verdict) => verdict.isOpen);
}

/** What has to be asked of Organizations before these judgements can stand. */
export function questionsOf(judgements: readonly Judgement[]): {
  readonly accountsAndOus: readonly string[];
  readonly groups: readonly string[];
} {
  const open = judgements.filter((each) => each.isOpen).map(({ consumer }) => consumer);
  const idsOf = (...kinds: readonly Consumer['kind'][]) => [
    ...new Set(open.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)),
  ];
  return { accountsAndOus: idsOf('account', 'ou'), groups: idsOf('ou', 'organization') };
}
