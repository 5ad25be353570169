import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Rechecks } from '../ports.ts';

/** Asks for another look by a delayed message on the queue of the function that looks at such a thing. */
export function sqsRechecks(
  client: SQSClient,
  queues: { readonly shares: string; readonly resources: string },
): Rechecks {
  return {
    async ask(arn, purpose, delaySeconds) {
      const message = {
        QueueUrl: arn.includes(':resource-share/') ? queues.shares : queues.resources,
        MessageBody: JSON.stringify({ recheck: arn, for: purpose }),
        DelaySeconds: delaySeconds,
      };
      await client.send(new SendMessageCommand(message));
    },
  };
}
