import { type Scope, smsResource } from './resource.ts';

/** A scope that is to be swept. */
export interface SweepRequest {
  readonly scope: Scope;
  /** The sweep that ran out of time, and where to go on. Absent: a new one. */
  readonly sweep?: Checkpoint | undefined;
  /** The organization has changed: nothing that is remembered of it counts. */
  readonly isAnew?: true | undefined;
}

export interface Checkpoint {
  /** ISO 8601, UTC: by this a sweep is known. */
  readonly startedAt: string;
  /** ARN of the share or resource that was looked at last. Absent: none was. */
  readonly after?: string | undefined;
}

/** Sweeps of one scope are handled together. */
export const sweepKey = ({ scope, sweep }: SweepRequest): string =>
  `sweep ${scope.account} ${scope.region} ${sweep?.startedAt ?? ''}`;

/**
 * The order in which a scope is swept: first shares, which are read in seconds; pools last, since by then is known who
 * may use what is in them.
 */
export const inSweepOrder = (a: string, b: string): number =>
  rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);

function rank(arn: string): number {
  const resource = smsResource(arn);
  if (!resource) return 0;
  return resource.type === 'pool' ? 2 : 1;
}
