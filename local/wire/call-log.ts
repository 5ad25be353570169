/** One call that came in, whatever became of it. */
export interface CallEntry {
  /** ISO 8601, UTC, of the world's clock. */
  readonly time: string;
  /** Signing name. */
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** ARN of the role; absent for users. */
  readonly role?: string;
  /** ARNs that a request in JSON names; absent where it names none, and for DynamoDB. */
  readonly resources?: readonly string[];
  /** HTTP status of the answer. */
  readonly status: number;
}

/** The calls of all callers, oldest first. */
export interface CallLog {
  record(entry: CallEntry): void;
  entries(): readonly CallEntry[];
  clear(): void;
}

/** @param limit the oldest calls go once there are more; a cloud that stays up must not fill the memory */
export function createCallLog(limit = 100_000): CallLog {
  let entries: CallEntry[] = [];
  return {
    record(entry) {
      entries.push(entry);
      // Cut in blocks, so that a full log doesn't copy itself with every call.
      if (entries.length > limit * 1.1) entries = entries.slice(-limit);
    },
    entries: () => entries.slice(-limit),
    clear() {
      entries = [];
    },
  };
}
