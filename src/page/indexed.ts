import type { GrantState } from '../core/grant.ts';
import type { Path } from '../flows/survey/row.ts';
import type { PageData, PageResource, PageVerdict } from './page-data.ts';
import { labelOf } from './words.ts';

/** One consumer on one path, with what the page says of it. */
export interface Access {
  readonly consumer: string;
  readonly through?: string | undefined;
  readonly state?: GrantState | undefined;
  readonly path: Path;
  readonly verdict: PageVerdict;
  readonly resources: readonly PageResource[];
}

/** A resource or consumer in a list, and how much of what is the matter with it. */
export interface Summed {
  readonly id: string;
  readonly label: string;
  /** Consumers of a resource, resources of a consumer. */
  readonly count: number;
  readonly forbidden: number;
  readonly unknown: number;
  readonly pending: number;
  readonly accesses: readonly Access[];
}
export interface SummedResource extends Summed {
  readonly resource: PageResource;
}

export interface Totals {
  readonly resources: number;
  readonly consumers: number;
  /** Consumers and paths that are forbidden, and such as nobody can judge. */
  readonly forbidden: number;
  readonly unknown: number;
  /** Consumer × member of a pool. */
  readonly gaps: number;
  readonly openFindings: number;
}

/** The data, looked up from both sides: worst first, then by name. */
export interface Indexed {
  readonly data: PageData;
  readonly accesses: readonly Access[];
  readonly resources: readonly SummedResource[];
  readonly consumers: readonly Summed[];
  readonly totals: Totals;
  readonly resourceOf: (arn: string) => PageResource | undefined;
}

export function indexed(data: PageData): Indexed {
  const groups = data.groups.map((group) => group.flatMap((place) => data.resources[place] ?? []));
  const accesses = data.accesses.flatMap(({ group, path, verdict, ...access }): readonly Access[] => {
    const [where, said] = [data.paths[path], data.verdicts[verdict]];
    return where && said ? [{ ...access, path: where, verdict: said, resources: groups[group] ?? [] }] : [];
  });
  const byResource = new Map<PageResource, Access[]>(data.resources.map((each) => [each, []]));
  for (const access of accesses) for (const each of access.resources) byResource.get(each)?.push(access);
  const byConsumer = Map.groupBy(accesses, nameOf);
  const resources = [...byResource]
    .map(([resource, own]) => ({
      resource,
      id: `${resource.type}/${resource.name}`,
      label: labelOf(resource),
      count: new Set(own.map(nameOf)).size,
      ...countsOf(own),
    }))
    .sort(worstFirst);
  const consumers = [...byConsumer]
    .map(([id, own]) => ({
      id,
      label: id,
      count: new Set(own.flatMap((each) => each.resources)).size,
      ...countsOf(own),
    }))
    .sort(worstFirst);
  const known = new Map(data.resources.map((resource) => [resource.arn, resource]));
  return {
    data,
    accesses,
    resources,
    consumers,
    totals: totalsOf(data, accesses, consumers.length),
    resourceOf: (arn) => known.get(arn),
  };
}

/** A service that acts for somebody is another consumer than that somebody. */
export const nameOf = ({ consumer, through }: Pick<Access, 'consumer' | 'through'>): string =>
  through === undefined ? consumer : `${consumer} through ${through}`;

const is = (decision: PageVerdict['decision']) => (access: Access) => access.verdict.decision === decision;

const countsOf = (accesses: readonly Access[]) => ({
  forbidden: accesses.filter(is('forbidden')).length,
  unknown: accesses.filter(is('unknown')).length,
  pending: accesses.filter(({ state }) => state === 'pending').length,
  accesses,
});

const worstFirst = (a: Summed, b: Summed): number =>
  b.forbidden - a.forbidden || b.unknown - a.unknown || b.count - a.count || (a.label < b.label ? -1 : 1);

const totalsOf = (data: PageData, accesses: readonly Access[], consumers: number): Totals => ({
  resources: data.resources.length,
  consumers,
  forbidden: accesses.filter(is('forbidden')).length,
  unknown:
    accesses.filter(is('unknown')).length +
    data.troubles.filter(({ verdict }) => data.verdicts[verdict]?.decision === 'unknown').length,
  gaps: data.pools.reduce(
    (sum, { consumers: all, gaps }) =>
      sum + all.reduce((lacked, { lacks }) => lacked + (gaps[lacks]?.length ?? 0), 0),
    0,
  ),
  openFindings: data.findings.filter(({ status }) => status === 'open').length,
});
