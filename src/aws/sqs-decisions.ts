import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Decisions } from '../ports.ts';

/** Asks for a decision by a message on the queue of the function that carries it out. */
export function sqsDecisions(client: SQSClient, QueueUrl: string): Decisions {
  return {
    async ask(request) {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(request) }));
    },
  };
}
