import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Flushes } from '../ports.ts';

/** Asks for a place to be told by a delayed message on the queue of the function that tells people. */
export function sqsFlushes(client: SQSClient, queueUrl: string): Flushes {
  return {
    async ask(flush, delaySeconds) {
      const message = {
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ flush }),
        DelaySeconds: delaySeconds,
      };
      await client.send(new SendMessageCommand(message));
    },
  };
}
