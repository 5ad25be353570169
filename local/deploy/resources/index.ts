import { eventBus, eventBusPolicy, rule } from './events.ts';
import {
  eventSourceMapping,
  lambdaFunction,
  lambdaPermission,
  lambdaUrl,
  lambdaVersion,
} from './functions.ts';
import { KEPT } from './kept.ts';
import { parameter } from './parameters.ts';
import { queue, queuePolicy } from './queues.ts';
import type { ResourceType } from './resource.ts';
import { policy, role } from './roles.ts';
import { table } from './tables.ts';
import { subscription, topic, topicPolicy } from './topics.ts';

/** Every resource type that can be deployed, by its name in a template. */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  ...KEPT,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::EventBus': eventBus,
  'AWS::Events::EventBusPolicy': eventBusPolicy,
  'AWS::Events::Rule': rule,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::Lambda::EventSourceMapping': eventSourceMapping,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::Lambda::Url': lambdaUrl,
  'AWS::Lambda::Version': lambdaVersion,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::SSM::Parameter': parameter,
};
