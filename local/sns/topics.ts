import type { Scope } from '../../src/core/resource.ts';
import { AwsError, notSimulated } from '../aws-error.ts';
import type { World } from '../world.ts';
import { checkEndpoint, confirmsItself } from './endpoint.ts';
import { filterPolicy } from './filter-policy.ts';
import { checkMessage, invalid, type NewMessage } from './message-limits.ts';
import { envelope, queueAttributes } from './notification.ts';
import type { MessageAttributes, PublishedMessage, Subscription, Topic } from './topic.ts';

/** Hands a notification to a queue. Throws when it is refused. */
export type DeliverToQueue = (
  queueArn: string,
  body: string,
  source: { readonly topicArn: string; readonly attributes: MessageAttributes },
) => Promise<void> | void;

export interface NewSubscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly owner: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The topics of all accounts and Regions. */
export interface Topics {
  /** Makes a topic, or finds the one of this name. @throws AwsError InvalidParameterException, NotImplementedError. */
  create(scope: Scope, name: string, settings?: Readonly<Record<string, string>>): Topic;
  /** @throws AwsError NotFoundException. */
  get(arn: string): Topic;
  all(): readonly Topic[];
  remove(arn: string): void;
  subscribe(topic: Topic, subscription: NewSubscription): Subscription;
  /** Sets an attribute of a subscription, such as `FilterPolicy`. @throws AwsError InvalidParameterException. */
  setSubscription(subscription: Subscription, name: string, value: string): void;
  /** Publishes to all confirmed subscribers. @returns the message's id. */
  publish(topic: Topic, message: NewMessage): string;
  /** The latest messages, oldest first. */
  published(): readonly PublishedMessage[];
}

export function topicRegistry(world: World, deliver: DeliverToQueue): Topics {
  const topics = new Map<string, Topic>();
  const log: PublishedMessage[] = [];

  const setSubscription: Topics['setSubscription'] = (subscription, name, value) => {
    if (!SUBSCRIPTION_SETTINGS.has(name)) throw invalid(`Invalid parameter: AttributeName: ${name}`);
    const settings = new Map([...subscription.settings, [name, value]]);
    const policy = settings.get('FilterPolicy');
    subscription.filter = policy ? filterPolicy(policy, settings.get('FilterPolicyScope') ?? '') : undefined;
    subscription.settings.set(name, value);
  };

  return {
    setSubscription,
    create(scope, name, settings = {}) {
      if (name.endsWith('.fifo')) throw notSimulated('sns CreateTopic of a FIFO topic');
      if (!/^[\w-]{1,256}$/.test(name)) throw invalid('Invalid parameter: Topic Name');
      const arn = `arn:aws:sns:${scope.region}:${scope.account}:${name}`;
      const { account, region } = scope;
      const made: Topic = {
        arn,
        scope: { account, region },
        settings: new Map(Object.entries(settings)),
        tags: new Map(),
        subscriptions: new Map(),
      };
      const topic = topics.get(arn) ?? made;
      topics.set(arn, topic);
      return topic;
    },
    get(arn) {
      const topic = topics.get(arn);
      if (!topic) throw new AwsError('NotFoundException', 'Topic does not exist');
      return topic;
    },
    all: () => [...topics.values()],
    remove: (arn) => void topics.delete(arn),
    subscribe(topic, { protocol, endpoint, owner, settings = {} }) {
      checkEndpoint(protocol, endpoint);
      const same = [...topic.subscriptions.values()].find(
        (each) => each.protocol === protocol && each.endpoint === endpoint,
      );
      if (same) return same;
      const subscription: Subscription = {
        arn: `${topic.arn}:${world.uuid()}`,
        topicArn: topic.arn,
        owner,
        protocol,
        endpoint,
        isConfirmed: confirmsItself(protocol),
        settings: new Map(),
        filter: undefined,
      };
      for (const [name, value] of inOrder(settings)) setSubscription(subscription, name, value);
      topic.subscriptions.set(subscription.arn, subscription);
      return subscription;
    },
    publish(topic, asked) {
      checkMessage(asked);
      const message: PublishedMessage = {
        time: new Date(world.clock.now()).toISOString(),
        topicArn: topic.arn,
        messageId: world.uuid(),
        subject: asked.subject,
        message: asked.message,
        ...(asked.texts && { texts: asked.texts }),
        attributes: asked.attributes ?? {},
      };
      log.push(message);
      if (log.length > MOST_LOGGED) log.shift();
      for (const subscription of topic.subscriptions.values()) notify(subscription, message);
      return message.messageId;
    },
    published: () => [...log],
  };

  function notify(subscription: Subscription, published: PublishedMessage): void {
    const { protocol, endpoint, filter, settings } = subscription;
    const message = { ...published, message: published.texts?.[protocol] ?? published.message };
    if (protocol !== 'sqs' || (filter && !filter(message.message, message.attributes))) return;
    const isRaw = settings.get('RawMessageDelivery') === 'true';
    const body = isRaw ? message.message : JSON.stringify(envelope(message, subscription));
    const attributes = isRaw ? queueAttributes(message.attributes) : {};
    void toQueue(endpoint, body, { ...message, attributes });
  }

  /** A queue that is gone or refuses loses the message, as on AWS after its retries. */
  async function toQueue(arn: string, body: string, message: PublishedMessage): Promise<void> {
    const { topicArn, messageId, attributes } = message;
    const endWork = world.inFlight(`notification ${messageId} to ${arn}`);
    try {
      await deliver(arn, body, { topicArn, attributes });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    } finally {
      endWork();
    }
  }
}

const MOST_LOGGED = 10_000;
const SUBSCRIPTION_SETTINGS = new Set([
  'FilterPolicyScope',
  'FilterPolicy',
  'RawMessageDelivery',
  'RedrivePolicy',
  'DeliveryPolicy',
  'SubscriptionRoleArn',
]);

/** The scope decides how the policy is read, so it goes first. */
const inOrder = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).sort(
    ([one], [other]) => Number(other === 'FilterPolicyScope') - Number(one === 'FilterPolicyScope'),
  );
