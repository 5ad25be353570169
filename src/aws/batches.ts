/** The most that one PutEvents or PublishBatch takes. */
const MOST_ENTRIES = 10;
/** Of SNS, for all entries of a request; EventBridge takes more. With room for what they add. */
const MOST_BYTES = 255_000;

/** Entries in their order, as many to a request as AWS takes. An entry that is too large alone stands alone. */
export function batches<Entry>(
  entries: readonly Entry[],
  bytesOf: (entry: Entry) => number,
): readonly (readonly Entry[])[] {
  const made: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const own = bytesOf(entry);
    const last = made.at(-1);
    if (last && last.length < MOST_ENTRIES && bytes + own <= MOST_BYTES) {
      last.push(entry);
      bytes += own;
    } else {
      made.push([entry]);
      bytes = own;
    }
  }
  return made;
}
