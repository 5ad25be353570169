/** A finding for machines. */
export interface FindingMessage {
  /** ARN of what it hangs on. */
  readonly about: string;
  /** JSON, at most 240 KB. */
  readonly detail: string;
  /** To filter on: at most ten, printable ASCII. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}
