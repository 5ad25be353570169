import type {
  GetSubscriptionAttributesInput,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsInput,
  SetSubscriptionAttributesInput,
  SubscribeInput,
  UnsubscribeInput,
} from '@aws-sdk/client-sns';
import { AwsError } from '../aws-error.ts';
import type { Call, Operation } from '../service.ts';
import { page } from './page.ts';
import type { Subscription } from './topic.ts';
import type { Topics } from './topics.ts';

/** What SNS does with subscriptions. */
export function subscriptionOperations(topics: Topics): Readonly<Record<string, Operation>> {
  return {
    Subscribe(input: SubscribeInput, { caller }: Call) {
      const { TopicArn = '', Protocol = '', Endpoint = '', Attributes = {}, ReturnSubscriptionArn } = input;
      const subscription = topics.subscribe(topics.get(TopicArn), {
        protocol: Protocol,
        endpoint: Endpoint,
        owner: caller.account,
        settings: Attributes,
      });
      const isShown = subscription.isConfirmed || ReturnSubscriptionArn === true;
      return { SubscriptionArn: isShown ? subscription.arn : 'pending confirmation' };
    },
    Unsubscribe({ SubscriptionArn = '' }: UnsubscribeInput) {
      for (const { subscriptions } of topics.all()) subscriptions.delete(SubscriptionArn);
    },
    ListSubscriptions({ NextToken }: ListSubscriptionsInput, call: Call) {
      const { account, region } = call.caller;
      const own = topics
        .all()
        .filter(({ scope }) => scope.region === region)
        .flatMap(({ subscriptions }) => [...subscriptions.values()])
        .filter(({ owner }) => owner === account);
      const { items, nextToken } = page(own, ({ arn }) => arn, NextToken, call);
      return { Subscriptions: items.map(shown), NextToken: nextToken };
    },
    ListSubscriptionsByTopic({ TopicArn = '', NextToken }: ListSubscriptionsByTopicInput, call: Call) {
      const all = [...topics.get(TopicArn).subscriptions.values()];
      const { items, nextToken } = page(all, ({ arn }) => arn, NextToken, call);
      return { Subscriptions: items.map(shown), NextToken: nextToken };
    },
    GetSubscriptionAttributes({ SubscriptionArn = '' }: GetSubscriptionAttributesInput) {
      const subscription = existing(SubscriptionArn);
      return {
        Attributes: {
          RawMessageDelivery: 'false',
          ...Object.fromEntries(subscription.settings),
          SubscriptionArn: subscription.arn,
          TopicArn: subscription.topicArn,
          Owner: subscription.owner,
          Protocol: subscription.protocol,
          Endpoint: subscription.endpoint,
          PendingConfirmation: String(!subscription.isConfirmed),
        },
      };
    },
    SetSubscriptionAttributes(input: SetSubscriptionAttributesInput) {
      const { SubscriptionArn = '', AttributeName = '', AttributeValue = '' } = input;
      topics.setSubscription(existing(SubscriptionArn), AttributeName, AttributeValue);
    },
  };

  function existing(arn: string): Subscription {
    const found = topics.all().flatMap(({ subscriptions }) => subscriptions.get(arn) ?? [])[0];
    if (!found) throw new AwsError('NotFoundException', 'Subscription does not exist');
    return found;
  }
}

const shown = ({ arn, topicArn, owner, protocol, endpoint, isConfirmed }: Subscription) => ({
  SubscriptionArn: isConfirmed ? arn : 'PendingConfirmation',
  TopicArn: topicArn,
  Owner: owner,
  Protocol: protocol,
  Endpoint: endpoint,
});
