import { needsTags } from '../../core/covering.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import { judgeOf, type Known } from '../../core/judge.ts';
import type { PoolSnapshot } from '../../core/pool-coverage.ts';
import { type Scope, type SmsResource, smsResource } from '../../core/resource.ts';
import type { Inventory, Ports } from '../../ports.ts';
import { type Evidence, type Granted, grantedBy } from './evidence.ts';
import { questionsIn } from './questions.ts';

/** All that it takes to say what the guardrails make of a scope. */
export interface Survey extends Evidence {
  readonly granted: Granted;
  readonly known: Known;
  /** What people call phone numbers, `+12065550100`, by ARN. */
  readonly numbers: ReadonlyMap<string, string>;
  /** ISO 8601, UTC: when it began. What is decided of it, is for this moment. */
  readonly readAt: string;
}

export interface SurveyPorts extends Pick<Ports, 'shares' | 'resources' | 'directory' | 'clock'> {
  readonly inventory: Inventory;
}

/** What is left to be read once the resources are known: each of them is one call or more. */
export interface Outlook {
  readonly resources: readonly SmsResource[];
  readonly policies: number;
  readonly pools: number;
  readonly tags: number;
}

/**
 * Reads a scope as a whole: its shares, SMS resources with their policies and, where guardrails go by them, tags, the
 * members of its pools, and of Organizations what the guardrails leave open. Each thing once, and side by side. Changes
 * nothing. A failed read throws.
 *
 * @param onOutlook told when it is known how much there is to read.
 */
export async function survey(
  scope: Scope,
  file: Guardrails,
  ports: SurveyPorts,
  onOutlook: (outlook: Outlook) => void = () => {},
): Promise<Survey> {
  const readAt = ports.clock.now();
  const [shares, { resources, policies, pools, numbers }] = await Promise.all([
    ports.shares.readAll(scope),
    readOwn(scope, readAt, file, ports, onOutlook),
  ]);
  const evidence = { scope, resources, shares, policies, pools };
  const granted = grantedBy(evidence);
  const { accountsAndOus, groups } = questionsIn(granted, pools, judgeOf(file), readAt);
  // One behind the other: a listing for the groups answers for accounts too.
  const memberships = await ports.directory.memberships(groups);
  const places = await ports.directory.places(accountsAndOus);
  return { ...evidence, granted, known: { places, memberships }, numbers, readAt };
}

async function readOwn(
  scope: Scope,
  readAt: string,
  file: Guardrails,
  { inventory, resources: reads }: SurveyPorts,
  onOutlook: (outlook: Outlook) => void,
): Promise<Pick<Survey, 'resources' | 'policies' | 'pools' | 'numbers'>> {
  const listed = await inventory.resources(scope);
  const optOutLists = new Map(listed.map(({ arn, optOutList }) => [arn, optOutList]));
  const resources = listed.flatMap(({ arn }) => smsResource(arn) ?? []);
  const arns = resources.map(({ arn }) => arn);
  const isTagged = (resource: SmsResource) => needsTags(file.guardrails, resource);
  const ofPools = resources.filter(({ type }) => type === 'pool');
  const tags = resources.filter(isTagged).length;
  onOutlook({ resources, policies: arns.length, pools: ofPools.length, tags });

  const poolOf = async ({ arn }: SmsResource): Promise<readonly PoolSnapshot[]> => {
    const members = await inventory.members(arn);
    return members ? [{ arn, members, optOutList: optOutLists.get(arn), readAt }] : [];
  };
  const [policies, pools, tagged] = await Promise.all([
    inventory.policies(arns),
    Promise.all(ofPools.map(poolOf)),
    Promise.all(
      resources.map(async (each) => (isTagged(each) ? { ...each, tags: await reads.tags(each.arn) } : each)),
    ),
  ]);
  const numbers = new Map(
    listed.flatMap(({ arn, number }) => (number === undefined ? [] : [[arn, number] as const])),
  );
  return { resources: tagged, policies, pools: pools.flat(), numbers };
}
