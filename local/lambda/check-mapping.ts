import { AwsError } from '../aws-error.ts';
import type { QueueMapping } from './event-source.ts';
import type { PollableQueues } from './pollable-queues.ts';

/**
 * Refuses what Lambda would refuse.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 *
 * @throws AwsError InvalidParameterValueException.
 */
export function checkMapping(mapping: QueueMapping, queues: PollableQueues): void {
  const { queueArn, batchSize = 10, batchingWindowSeconds = 0, maximumConcurrency } = mapping;
  const invalid = (message: string) =>
    new AwsError('InvalidParameterValueException', message, { Type: 'User' });
  if (!queues.exists(queueArn)) {
    throw invalid(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. ' +
        `SQS Error Message: The specified queue ${queueArn} does not exist.`,
    );
  }
  if (batchSize < 1 || batchSize > 10_000) throw invalid(`a batch size is 1 to 10000, not ${batchSize}`);
  if (batchSize > 10 && batchingWindowSeconds < 1) {
    throw invalid(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
  if (batchingWindowSeconds < 0 || batchingWindowSeconds > 300) {
    throw invalid(`a batching window is 0 to 300 seconds, not ${batchingWindowSeconds}`);
  }
  if (maximumConcurrency !== undefined && (maximumConcurrency < 2 || maximumConcurrency > 1000)) {
    throw invalid(`a maximum concurrency is 2 to 1000, not ${maximumConcurrency}`);
  }
}
