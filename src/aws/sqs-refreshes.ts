import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Refreshes } from '../ports.ts';

/** Asks for a message to be brought up to date, on the queue of the function that tells people. */
export function sqsRefreshes(client: SQSClient, QueueUrl: string): Refreshes {
  return {
    async ask(refresh) {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ refresh }) }));
    },
  };
}
