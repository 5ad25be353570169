import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Alert, Digest, SnsMessage } from '../core/alert.ts';
import type { AlertChannel } from '../ports.ts';

/** Tells the subscribers of an SNS topic. @param wants whether they are told of this one; absent: of every one. */
export function snsAlerts(
  client: SNSClient,
  topicArn: string,
  render: (digest: Digest) => SnsMessage,
  wants: (alert: Alert) => boolean = () => true,
): AlertChannel {
  return {
    name: 'sns',
    placeOf: (alert) => (wants(alert) ? topicArn : undefined),
    async tell(TopicArn, digest) {
      const { subject, message } = render(digest);
      const request = {
        TopicArn,
        Subject: subjectLine(subject),
        Message: cut(message, MOST_BYTES),
      };
      await client.send(new PublishCommand(request));
      return undefined;
    },
  };
}

/** What SNS takes, with room for what it adds. */
const MOST_BYTES = 250_000;

/** SNS takes up to 100 printable ASCII characters, the first of them neither a space nor punctuation. */
function subjectLine(text: string): string {
  const printable = text
    .replace(/[^\x21-\x7e]+/g, ' ')
    .replace(/^[^A-Za-z0-9]+/, '')
    .trim();
  return printable.slice(0, 100) || 'Sharewarden';
}

/** By bytes, never within a character. */
function cut(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  return `${new TextDecoder().decode(encoded.subarray(0, bytes), { stream: true })} …`;
}
