import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Alert, Digest, SnsMessage } from '../core/alert.ts';
import type { AlertChannel } from '../ports.ts';

/**
 * Tells the people who subscribe to an SNS topic: phones a short text, all others the whole.
 *
 * @param wants whether they are told of this one; absent: of every one.
 */
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
      const { subject, message, short } = render(digest);
      const request = {
        TopicArn,
        Subject: subjectLine(subject),
        Message: textsOf(message, short),
        MessageStructure: 'json',
      };
      await client.send(new PublishCommand(request));
      return undefined;
    },
  };
}

/** What SNS takes, all texts together (SNS API reference, Publish). */
const MOST_BYTES = 262_144;

/** By protocol; `default` is for those that are not named. JSON makes more bytes of some characters than others. */
function textsOf(message: string, short: string): string {
  for (let bytes = MOST_BYTES; ; bytes = Math.floor(bytes * 0.9)) {
    const texts = JSON.stringify({ default: cut(message, bytes), sms: short });
    if (Buffer.byteLength(texts) <= MOST_BYTES) return texts;
  }
}

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
