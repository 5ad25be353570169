import type { Outcome } from './function.ts';

/**
 * Which messages of a batch have failed and so stay in the queue.
 *
 * With `ReportBatchItemFailures` a function names them; null, {} and an empty list mean that all went well; an answer
 * that breaks the form (an item without an identifier, or with one that the batch doesn't have) fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 *
 * @param messageIds of the batch.
 */
export function failedMessages(
  outcome: Outcome,
  messageIds: readonly string[],
  reportsItemFailures: boolean,
): ReadonlySet<string> {
  const all = new Set(messageIds);
  const none = new Set<string>();
  if (outcome.status === 'failure') return all;
  if (!reportsItemFailures) return none;

  const answer = parsed(outcome.payload);
  if (answer === unreadable) return all;
  if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) return none;
  const { batchItemFailures: failures } = answer;
  if (failures === null) return none;
  if (!Array.isArray(failures)) return all;
  const named = failures.flatMap((item) =>
    messageIds.filter((id) => id === item?.itemIdentifier).slice(0, 1),
  );
  return named.length === failures.length ? new Set(named) : all;
}

const unreadable = Symbol('not JSON');

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return unreadable;
  }
}
