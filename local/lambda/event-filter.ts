/** Does this EventBridge pattern hold for the value? */
export type EventFilter = (value: unknown) => boolean;

/**
 * Does a record get past the filters of its mapping? One is enough. Patterns see the body as JSON where it is JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
export function passes(record: { readonly body: string }, filters: readonly EventFilter[]): boolean {
  const seen = { ...record, body: jsonOr(record.body) };
  return filters.some((filter) => filter(seen));
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
