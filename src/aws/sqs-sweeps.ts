import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Sweeps } from '../ports.ts';

/** Asks for a sweep by a message on the queue of the function that sweeps. */
export function sqsSweeps(client: SQSClient, QueueUrl: string): Sweeps {
  return {
    async ask(request, DelaySeconds = 0) {
      await client.send(
        new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(request), DelaySeconds }),
      );
    },
  };
}
