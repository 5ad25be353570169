import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Rechecks } from '../ports.ts';

/** Asks for another look at a share by a delayed message on the queue of `on-share-change`. */
export function sqsRechecks(client: SQSClient, queueUrl: string): Rechecks {
  return {
    async ask(shareArn, purpose, delaySeconds) {
      const message = {
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ recheck: shareArn, for: purpose }),
        DelaySeconds: delaySeconds,
      };
      await client.send(new SendMessageCommand(message));
    },
  };
}
