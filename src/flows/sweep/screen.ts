import type { FindingBody } from '../../core/finding.ts';
import { type Grant, grantsOf } from '../../core/grant.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import { type Judge, judge, judgeOf, type Known, NOTHING_KNOWN, questionsOf } from '../../core/judge.ts';
import type { PolicySnapshot } from '../../core/policy.ts';
import { type SmsResource, smsResource } from '../../core/resource.ts';
import { policyGrants } from '../../core/resource-policy/policy-grants.ts';
import type { ShareSnapshot } from '../../core/share.ts';
import { foundBy, POLICY_RULES, SHARE_RULES } from '../../guardrails/index.ts';
import type { Ports } from '../../ports.ts';
import { withTags } from '../judged.ts';

/** What a read in bulk shows of a share, or of the policy of a resource: by the same rules as any look, but changing nothing. */
export interface Screened {
  readonly bodies: readonly FindingBody[];
  readonly grants: readonly Grant[];
}

type ScreenPorts = Pick<Ports, 'resources' | 'directory'>;

/** What is wrong with shares, by ARN. @param now ISO 8601, UTC. */
export async function screenShares(
  shares: readonly ShareSnapshot[],
  file: Guardrails,
  ports: ScreenPorts,
  now: string,
): Promise<ReadonlyMap<string, Screened>> {
  const granted = await tagged(shares.map(grantsOf), file, ports);
  const by = judgeOf(file);
  const known = await knownOf(granted, by, ports, now);
  return new Map(
    shares.map((share, at) => {
      const grants = granted[at] ?? [];
      const judgements = judge(grants, by, known, now);
      return [
        share.arn,
        { grants, bodies: foundBy(SHARE_RULES, { share, grants, judgements, known, file, now }) },
      ];
    }),
  );
}

/** What is wrong with policies, by ARN of the resource. @param now ISO 8601, UTC. */
export async function screenPolicies(
  policies: readonly PolicySnapshot[],
  file: Guardrails,
  ports: ScreenPorts,
  now: string,
): Promise<ReadonlyMap<string, Screened>> {
  const readings = policies.flatMap(readingOf);
  const granted = await tagged(
    readings.map(({ grants }) => grants),
    file,
    ports,
  );
  const by = judgeOf(file);
  const known = await knownOf(granted, by, ports, now);
  return new Map(
    readings.map(({ resource, problem }, at) => {
      const grants = granted[at] ?? [];
      const judgements = judge(grants, by, known, now);
      return [
        resource.arn,
        { grants, bodies: foundBy(POLICY_RULES, { resource, problem, grants, judgements, file, now }) },
      ];
    }),
  );
}

interface PolicyReading {
  readonly resource: SmsResource;
  readonly problem: string | undefined;
  readonly grants: readonly Grant[];
}

function readingOf({ resource: arn, document, ramDocuments }: PolicySnapshot): readonly PolicyReading[] {
  const resource = smsResource(arn);
  if (!resource) return [];
  if (document === undefined) return [{ resource, problem: undefined, grants: [] }];
  const read = policyGrants({ resource, document, ramDocuments });
  return [
    read.ok
      ? { resource, problem: undefined, grants: read.grants }
      : { resource, problem: read.reason, grants: [] },
  ];
}

/** The tags of each resource are read once, on however many shares it is. */
async function tagged(
  granted: readonly (readonly Grant[])[],
  file: Guardrails,
  ports: ScreenPorts,
): Promise<readonly (readonly Grant[])[]> {
  const all = await withTags(granted.flat(), file, ports);
  let at = 0;
  return granted.map(({ length }) => {
    at += length;
    return all.slice(at - length, at);
  });
}

/** Organizations is asked once for all. What it remembers is good enough here: whoever is forbidden by it is looked at anew. */
async function knownOf(
  granted: readonly (readonly Grant[])[],
  by: Judge,
  { directory }: ScreenPorts,
  now: string,
): Promise<Known> {
  const questions = granted.map((grants) => questionsOf(judge(grants, by, NOTHING_KNOWN, now)));
  const mayReachDenied = new Set(
    granted
      .flat()
      .filter(by.mayReachDenied)
      .map(({ consumer }) => consumer.id),
  );
  const distinct = (ids: readonly string[]) => [...new Set(ids)];
  const groups = distinct(questions.flatMap((each) => each.groups)).filter((id) => mayReachDenied.has(id));
  // One behind the other: a listing for the groups answers for accounts too.
  const memberships = await directory.memberships(groups);
  const places = await directory.places(distinct(questions.flatMap((each) => each.accountsAndOus)));
  return { places, memberships };
}
