import type { ListMessageMoveTasksRequest, StartMessageMoveTaskRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import type { QueueRegistry } from './queues.ts';
import { redriveOf } from './settings.ts';

interface MoveTask {
  readonly handle: string;
  readonly source: string;
  readonly destination: string | undefined;
  readonly moved: number;
  readonly startedAt: number;
}

/**
 * Moves the messages of a dead-letter queue back to where they came from, or to another queue. It is done at once, so
 * no task is ever running. A moved message is a new one: another id, another sent time (SQS Developer Guide, "dead-letter
 * queue redrive").
 */
export function moveTaskOperations(world: World, queues: QueueRegistry): Readonly<Record<string, Operation>> {
  const tasks: MoveTask[] = [];
  return {
    StartMessageMoveTask({ SourceArn = '', DestinationArn }: StartMessageMoveTaskRequest) {
      const source = existing(SourceArn);
      if (DestinationArn !== undefined) existing(DestinationArn);
      const isDeadLetterQueue = queues
        .all()
        .some((queue) => redriveOf(queue.settings())?.deadLetterTargetArn === SourceArn);
      if (!isDeadLetterQueue) {
        throw new AwsError(
          'InvalidParameterValue',
          'Source queue must be configured as a Dead Letter Queue.',
        );
      }
      const messages = source.drain();
      for (const message of messages) {
        const home = DestinationArn ?? message.deadLetterSource;
        if (home === undefined || !queues.exists(home)) source.accept(message);
        else
          queues
            .get(home)
            .accept({ ...message, id: world.uuid(), sentAt: world.clock.now(), deadLetterSource: undefined });
      }
      const handle = Buffer.from(`${world.uuid()} ${SourceArn}`).toString('base64url');
      const moved = messages.length - source.depth().visible;
      const startedAt = world.clock.now();
      tasks.unshift({ handle, source: SourceArn, destination: DestinationArn, moved, startedAt });
      return { TaskHandle: handle };
    },
    ListMessageMoveTasks({ SourceArn = '', MaxResults = 1 }: ListMessageMoveTasksRequest) {
      existing(SourceArn);
      const ofSource = tasks.filter(({ source }) => source === SourceArn).slice(0, MaxResults);
      return {
        Results: ofSource.map(({ source, destination, moved, startedAt }) => ({
          Status: 'COMPLETED',
          SourceArn: source,
          DestinationArn: destination,
          ApproximateNumberOfMessagesMoved: moved,
          ApproximateNumberOfMessagesToMove: moved,
          StartedTimestamp: startedAt,
        })),
      };
    },
  };

  function existing(arn: string) {
    if (!queues.exists(arn)) {
      throw new AwsError(
        'ResourceNotFoundException',
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      );
    }
    return queues.get(arn);
  }
}
