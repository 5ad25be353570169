import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Sets messages aside that no retry can help. */
export interface DeadLetters {
  /** Puts the body on the dead-letter queue as it came, with why and by which function. Throws when it can't. */
  put(body: string, why: { readonly error: string; readonly function: string }): Promise<void>;
}

export function sqsDeadLetters(client: SQSClient, queueUrl: string): DeadLetters {
  return {
    async put(body, { error, function: name }) {
      const message = {
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageAttributes: { error: attribute(error), function: attribute(name) },
      };
      await client.send(new SendMessageCommand(message));
    },
  };
}

/** SQS takes neither an empty attribute nor control characters, and counts attributes to the size of the message. */
function attribute(text: string) {
  const printable = text.replace(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, ' ').slice(0, 1000);
  return { DataType: 'String', StringValue: printable.trim() || 'not said' };
}
