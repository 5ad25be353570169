import type { MessageAttributes, PublishedMessage, Subscription } from './topic.ts';

/** The JSON that a subscriber without raw delivery gets (SNS Developer Guide, "HTTP/HTTPS notification JSON format"). */
export function envelope(
  message: PublishedMessage,
  { arn }: Subscription,
): Readonly<Record<string, unknown>> {
  const attributes = Object.entries(message.attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) => {
      const value = BinaryValue ? Buffer.from(BinaryValue).toString('base64') : StringValue;
      return [name, { Type: DataType, Value: value }];
    },
  );
  return {
    Type: 'Notification',
    MessageId: message.messageId,
    TopicArn: message.topicArn,
    ...(message.subject !== undefined && { Subject: message.subject }),
    Message: message.message,
    Timestamp: message.time,
    SignatureVersion: '1',
    // Nothing signs here: a subscriber that verifies must fail.
    Signature: '',
    SigningCertURL: '',
    UnsubscribeURL: `https://sns.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    ...(attributes.length > 0 && { MessageAttributes: Object.fromEntries(attributes) }),
  };
}

/** Raw delivery hands attributes on; SQS takes ten at most, and no arrays. */
export function queueAttributes(attributes: MessageAttributes): MessageAttributes {
  const fit = Object.entries(attributes).map(([name, value]) => [
    name,
    value.DataType === 'String.Array' ? { ...value, DataType: 'String' } : value,
  ]);
  return Object.fromEntries(fit);
}
