import * as z from 'zod';
import { document, text } from './forms.ts';
import { resourceType } from './resource.ts';

const ATTRIBUTES = [
  'DisplayName',
  'FifoTopic',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
] as const;

export const topic = resourceType(
  z.looseObject({
    TopicName: z.string().optional(),
    Subscription: z.array(z.object({ Protocol: z.string(), Endpoint: z.string() })).default([]),
    ...Object.fromEntries(ATTRIBUTES.map((name) => [name, text.optional()])),
  }),
  async (properties, { scope, targets, inventedName }) => {
    const name = properties.TopicName ?? inventedName();
    const attributes = Object.fromEntries(
      ATTRIBUTES.filter((key) => properties[key] !== undefined).map((key) => [key, String(properties[key])]),
    );
    const topicArn = await targets.topics.create(scope, name, attributes);
    for (const { Protocol: protocol, Endpoint: endpoint } of properties.Subscription) {
      await targets.topics.subscribe({ scope, topicArn, protocol, endpoint, attributes: {} });
    }
    return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
  },
);

export const topicPolicy = resourceType(
  z.looseObject({ Topics: z.array(z.string()), PolicyDocument: document }),
  ({ Topics, PolicyDocument }, { targets, inventedName }) => {
    for (const arn of Topics) targets.permissions.putResourcePolicy(arn, PolicyDocument);
    const ref = inventedName();
    return { ref, attributes: { Id: ref } };
  },
);

export const subscription = resourceType(
  z.looseObject({
    TopicArn: z.string(),
    Protocol: z.string(),
    Endpoint: z.string(),
    RawMessageDelivery: text.optional(),
    FilterPolicyScope: z.string().optional(),
    FilterPolicy: document.optional(),
    RedrivePolicy: document.optional(),
  }),
  async (properties, { scope, targets }) => {
    const { TopicArn, Protocol, Endpoint, RawMessageDelivery, FilterPolicyScope } = properties;
    const { FilterPolicy, RedrivePolicy } = properties;
    const ref = await targets.topics.subscribe({
      scope,
      topicArn: TopicArn,
      protocol: Protocol,
      endpoint: Endpoint,
      attributes: {
        ...(RawMessageDelivery !== undefined && { RawMessageDelivery }),
        ...(FilterPolicyScope !== undefined && { FilterPolicyScope }),
        ...(FilterPolicy !== undefined && { FilterPolicy: JSON.stringify(FilterPolicy) }),
        ...(RedrivePolicy !== undefined && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
      },
    });
    return { ref };
  },
);
