import { needsTags } from '../core/covering.ts';
import type { Grant } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type Judge, type Judgement, judge, type Known, NOTHING_KNOWN, questionsOf } from '../core/judge.ts';
import type { SmsResource } from '../core/resource.ts';
import type { Ports } from '../ports.ts';

/**
 * Judges grants now. Most are decided by what the guardrail file says alone: Organizations is asked about the others
 * only. What forbids a consumer is never something remembered: it is read anew.
 *
 * @param now ISO 8601, UTC.
 */
export async function judged(
  grants: readonly Grant[],
  by: Judge,
  { directory }: Pick<Ports, 'directory'>,
  now: string,
): Promise<{ readonly judgements: readonly Judgement[]; readonly known: Known }> {
  const judgements = judge(grants, by, NOTHING_KNOWN, now);
  const { accountsAndOus, groups } = questionsOf(judgements);
  if (accountsAndOus.length === 0 && groups.length === 0) return { judgements, known: NOTHING_KNOWN };
  const isFew = accountsAndOus.length <= MOST_ASKED_ANEW;
  const asked = async (fresh: boolean): Promise<Known> => {
    const [places, memberships] = await Promise.all([
      directory.places(accountsAndOus, { fresh: fresh || isFew }),
      directory.memberships(groups, { fresh }),
    ]);
    return { places, memberships };
  };
  const known = await asked(false);
  const first = judge(grants, by, known, now);
  const rests = first.some((each) => each.decision === 'forbidden' && isRemembered(each, isFew));
  if (!rests) return { judgements: first, known };
  const anew = await asked(true);
  return { judgements: judge(grants, by, anew, now), known: anew };
}

/** So many are asked about each time; beyond that a listing of all is remembered for a while. */
const MOST_ASKED_ANEW = 50;

/** Could it rest on an answer that was not read just now? */
const isRemembered = ({ consumer }: Judgement, areFresh: boolean): boolean =>
  consumer.kind === 'ou' || consumer.kind === 'organization' || (consumer.kind === 'account' && !areFresh);

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
  const tagged = await Promise.all(
    [...wanted].map(async ([arn, resource]) => {
      const tags = await resources.tags(arn);
      return [arn, { ...resource, tags }] as const;
    }),
  );
  const byArn = new Map(tagged);
  return grants.map((grant) => ({ ...grant, resource: byArn.get(grant.resource.arn) ?? grant.resource }));
}
