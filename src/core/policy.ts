/** The policy of a resource, read at one moment. */
export interface PolicySnapshot {
  /** ARN. */
  readonly resource: string;
  /** Absent: the resource has no policy. */
  readonly document?: string | undefined;
  /** The documents that RAM says it wrote for shares of the resource: no second grants. */
  readonly ramDocuments: readonly string[];
  /** ISO 8601, UTC: when the read began. */
  readonly readAt: string;
}
