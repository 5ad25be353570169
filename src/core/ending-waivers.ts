import type { FindingBody } from './finding.ts';
import type { Waiver } from './guardrail.ts';
import { type Scope, smsResource } from './resource.ts';

const DAY_MS = 24 * 3_600_000;
/** When people are told of the end of a waiver, the earlier first. */
const STAGES = [
  { days: 1, words: 'ends within a day' },
  { days: 7, words: 'ends within a week' },
] as const;

/**
 * What there is to tell of waivers that are about to end: once a week before, and as news once more a day before. The
 * entities are the consumer and the stage.
 *
 * @param waivers of the file and those granted. Of several for one resource and consumer the last to end counts.
 * @param now ISO 8601, UTC.
 */
export function endingWaivers(
  waivers: readonly Waiver[],
  { account, region }: Scope,
  now: string,
): readonly Extract<FindingBody, { readonly entities: readonly string[] }>[] {
  const ofScope = waivers.filter(({ resource }) => {
    const scope = smsResource(resource)?.scope;
    return scope?.account === account && scope.region === region;
  });
  const byGrant = Map.groupBy(ofScope, ({ resource, consumer }) => `${resource} ${consumer}`);
  return [...byGrant.values()].flatMap((all) => {
    const [last] = all.toSorted((a, b) => (a.until < b.until ? 1 : -1));
    if (!last) return [];
    const left = Date.parse(last.until) + DAY_MS - Date.parse(now);
    const stage = STAGES.find(({ days }) => left <= days * DAY_MS);
    if (left <= 0 || !stage) return [];
    const { resource, consumer, until, reason, approvedBy } = last;
    return [
      {
        kind: 'ending-waiver' as const,
        subject: { arn: resource, name: smsResource(resource)?.name ?? resource },
        reason: `${consumer} may have it until the end of ${until}, UTC (${reason}; approved by ${approvedBy}); then the guardrails hold`,
        entities: [consumer, stage.words],
      },
    ];
  });
}
