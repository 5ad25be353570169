import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../aws-error.ts';

/**
 * Does the entries of a batch one by one; those that fail are told, the others stand.
 *
 * @throws AwsError when the batch itself is refused: empty, more than 10 entries, bad or repeated ids.
 */
export function eachOfBatch<Entry extends { Id?: string | undefined }, Done>(
  entries: readonly Entry[],
  task: (entry: Entry) => Done,
): { Successful: (Done & { Id: string })[]; Failed: BatchResultErrorEntry[] } {
  checkBatch(entries.map(({ Id = '' }) => Id));
  const Successful: (Done & { Id: string })[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    const { Id = '' } = entry;
    try {
      Successful.push({ Id, ...task(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function checkBatch(ids: readonly string[]): void {
  if (ids.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (ids.length > 10) {
    const message = `Maximum number of entries per request are 10. You have sent ${ids.length}.`;
    throw new AwsError('TooManyEntriesInBatchRequest', message);
  }
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    const message =
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.';
    throw new AwsError('InvalidBatchEntryId', message);
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
}
