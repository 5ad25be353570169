import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Rechecks } from '../ports.ts';

/** Asks for another look at a share by a delayed message on the queue of `on-share-change`: `{ recheck: <ARN> }`. */
export function sqsRechecks(client: SQSClient, queueUrl: string): Rechecks {
  return {
    async ask(shareArn, delaySeconds) {
      const message = {
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ recheck: shareArn }),
        DelaySeconds: delaySeconds,
      };
      await client.send(new SendMessageCommand(message));
    },
  };
}
