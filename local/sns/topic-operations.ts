import type {
  CreateTopicInput,
  DeleteTopicInput,
  GetTopicAttributesInput,
  ListTagsForResourceRequest,
  ListTopicsInput,
  SetTopicAttributesInput,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-sns';
import { AwsError } from '../aws-error.ts';
import type { Call, Operation } from '../service.ts';
import { invalid } from './message-limits.ts';
import { page } from './page.ts';
import type { Topics } from './topics.ts';

/** What SNS does with whole topics. */
export function topicOperations(topics: Topics): Readonly<Record<string, Operation>> {
  return {
    CreateTopic({ Name = '', Attributes = {}, Tags = [] }: CreateTopicInput, { caller }: Call) {
      for (const name of Object.keys(Attributes)) checkSetting(name);
      const topic = topics.create(caller, Name, Attributes);
      for (const { Key = '', Value = '' } of Tags) topic.tags.set(Key, Value);
      return { TopicArn: topic.arn };
    },
    DeleteTopic({ TopicArn = '' }: DeleteTopicInput) {
      topics.remove(TopicArn);
    },
    ListTopics({ NextToken }: ListTopicsInput, call: Call) {
      const { account, region } = call.caller;
      const own = topics.all().filter(({ scope }) => scope.account === account && scope.region === region);
      const { items, nextToken } = page(own, ({ arn }) => arn, NextToken, call);
      return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: nextToken };
    },
    GetTopicAttributes({ TopicArn = '' }: GetTopicAttributesInput) {
      const { arn, scope, settings, subscriptions } = topics.get(TopicArn);
      const confirmed = [...subscriptions.values()].filter(({ isConfirmed }) => isConfirmed).length;
      return {
        Attributes: {
          DisplayName: '',
          ...Object.fromEntries(settings),
          TopicArn: arn,
          Owner: scope.account,
          SubscriptionsConfirmed: String(confirmed),
          SubscriptionsPending: String(subscriptions.size - confirmed),
          SubscriptionsDeleted: '0',
        },
      };
    },
    SetTopicAttributes({ TopicArn = '', AttributeName = '', AttributeValue = '' }: SetTopicAttributesInput) {
      checkSetting(AttributeName);
      topics.get(TopicArn).settings.set(AttributeName, AttributeValue);
    },
    TagResource({ ResourceArn = '', Tags = [] }: TagResourceRequest) {
      for (const { Key = '', Value = '' } of Tags) tagged(ResourceArn).tags.set(Key, Value);
      return {};
    },
    UntagResource({ ResourceArn = '', TagKeys = [] }: UntagResourceRequest) {
      for (const key of TagKeys) tagged(ResourceArn).tags.delete(key);
      return {};
    },
    ListTagsForResource({ ResourceArn = '' }: ListTagsForResourceRequest) {
      return { Tags: [...tagged(ResourceArn).tags].map(([Key, Value]) => ({ Key, Value })) };
    },
  };

  /** Tags have an error of their own for a topic that is not there. */
  function tagged(arn: string) {
    const topic = topics.all().find((each) => each.arn === arn);
    if (!topic) throw new AwsError('ResourceNotFoundException', 'Resource does not exist');
    return topic;
  }
}

const SETTABLE = new Set([
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
  'DataProtectionPolicy',
]);

function checkSetting(name: string): void {
  if (!SETTABLE.has(name)) throw invalid(`Invalid parameter: AttributeName: ${name}`);
}
