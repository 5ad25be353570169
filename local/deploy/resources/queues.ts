import * as z from 'zod';
import { document, text } from './forms.ts';
import { resourceType } from './resource.ts';

/** Properties of a queue that are attributes of the same name. */
const ATTRIBUTES = [
  'DelaySeconds',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
] as const;

const DEFAULT_VISIBILITY_SECONDS = 30;

export const queue = resourceType(
  z.looseObject({
    QueueName: z.string().optional(),
    RedrivePolicy: document.optional(),
    RedriveAllowPolicy: document.optional(),
    ...Object.fromEntries(ATTRIBUTES.map((name) => [name, text.optional()])),
  }),
  async (properties, { scope, targets, inventedName, made }) => {
    const name = properties.QueueName ?? inventedName();
    const { RedrivePolicy, RedriveAllowPolicy } = properties;
    const { arn, url } = await targets.queues.create(scope, name, {
      ...Object.fromEntries(
        ATTRIBUTES.filter((key) => properties[key] !== undefined).map((key) => [
          key,
          String(properties[key]),
        ]),
      ),
      ...(RedrivePolicy !== undefined && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
      ...(RedriveAllowPolicy !== undefined && { RedriveAllowPolicy: JSON.stringify(RedriveAllowPolicy) }),
    });
    made.visibilityTimeouts.set(arn, Number(properties.VisibilityTimeout ?? DEFAULT_VISIBILITY_SECONDS));
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  },
);

export const queuePolicy = resourceType(
  z.looseObject({ Queues: z.array(z.string()), PolicyDocument: document }),
  ({ Queues, PolicyDocument }, { scope, targets, inventedName }) => {
    for (const url of Queues) {
      const [name = '', account = scope.account] = url.split('/').reverse();
      targets.permissions.putResourcePolicy(`arn:aws:sqs:${scope.region}:${account}:${name}`, PolicyDocument);
    }
    const ref = inventedName();
    return { ref, attributes: { Id: ref } };
  },
);
