import { needsTags } from '../core/covering.ts';
import type { Grant } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type Judge, type Judgement, judge, type Known, NOTHING_KNOWN, questionsOf } from '../core/judge.ts';
import type { SmsResource } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { inOrder } from './in-order.ts';

/**
 * Judges grants now. Most are decided by what the guardrail file says alone: Organizations is asked about the others
 * only. What forbids a consumer is never something remembered: it is read anew.
 *
 * @param now ISO 8601, UTC.
 * @param isAnew whether what allows one must not be remembered either.
 */
export async function judged(
  grants: readonly Grant[],
  by: Judge,
  { directory }: Pick<Ports, 'directory'>,
  now: string,
  isAnew = false,
): Promise<{ readonly judgements: readonly Judgement[]; readonly known: Known }> {
  const judgements = judge(grants, by, NOTHING_KNOWN, now);
  const { accountsAndOus, groups: open } = questionsOf(judgements);
  const mayReachDenied = new Set(grants.filter(by.mayReachDenied).map(({ consumer }) => consumer.id));
  const groups = open.filter((id) => mayReachDenied.has(id));
  if (accountsAndOus.length === 0 && groups.length === 0) return { judgements, known: NOTHING_KNOWN };
  const isFew = accountsAndOus.length <= MOST_ASKED_ANEW;
  const asked = async (fresh: boolean): Promise<Known> => {
    const [places, memberships] = await Promise.all([
      directory.places(accountsAndOus, { fresh: fresh || isFew }),
      directory.memberships(groups, { fresh }),
    ]);
    return { places, memberships };
  };
  /** Could it rest on an answer that was not read just now? */
  const isRemembered = ({ consumer: { kind, id } }: Judgement): boolean =>
    groups.includes(id) || (!isFew && (kind === 'account' || kind === 'ou'));
  const known = await asked(isAnew);
  const first = judge(grants, by, known, now);
  const rests = !isAnew && first.some((each) => each.decision === 'forbidden' && isRemembered(each));
  if (!rests) return { judgements: first, known };
  // Few have been read just now.
  const anew = isFew
    ? { ...known, memberships: await directory.memberships(groups, { fresh: true }) }
    : await asked(true);
  return { judgements: judge(grants, by, anew, now), known: anew };
}

/** So many are asked about each time; beyond that a listing of all is remembered for a while. */
const MOST_ASKED_ANEW = 50;

/** The grants with the tags of their resources, where a guardrail selects by them. */
export async function withTags(
  grants: readonly Grant[],
  { guardrails }: Guardrails,
  { resources }: Pick<Ports, 'resources'>,
): Promise<readonly Grant[]> {
  const wanted = new Map<string, SmsResource>();
  for (const { resource } of grants) {
    if (!wanted.has(resource.arn) && needsTags(guardrails, resource)) wanted.set(resource.arn, resource);
  }
  if (wanted.size === 0) return grants;
  // A share may hold hundreds, and sms-voice gives the tags of ten a second.
  const tagged = await inOrder([...wanted], async ([arn, resource]) => {
    const tags = await resources.tags(arn);
    return [arn, { ...resource, tags }] as const;
  });
  const byArn = new Map(tagged);
  return grants.map((grant) => ({ ...grant, resource: byArn.get(grant.resource.arn) ?? grant.resource }));
}
