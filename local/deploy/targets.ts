import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Target } from '@aws-sdk/client-eventbridge';
import type { Scope } from '../../src/core/resource.ts';
import type { EventFilter } from '../lambda/event-filter.ts';
import type { FunctionDefinition, QueueMapping } from '../lambda/index.ts';
import type { Permissions } from './permissions/index.ts';

type Awaitable<T> = T | Promise<T>;

/** Where a template's resources come to be: the simulated services, as far as a deployment needs them. */
export interface Targets {
  readonly tables: { create(scope: Scope, table: TableDefinition): Awaitable<void> };
  readonly queues: {
    /** @param attributes as SetQueueAttributes takes them. */
    create(
      scope: Scope,
      name: string,
      attributes: Readonly<Record<string, string>>,
    ): Awaitable<{ readonly arn: string; readonly url: string }>;
  };
  /** @returns the bus's ARN. */
  readonly buses: { create(scope: Scope, name: string): Awaitable<string> };
  readonly rules: { put(rule: RuleDefinition): Awaitable<void> };
  readonly topics: {
    /** @returns the topic's ARN. */
    create(scope: Scope, name: string, attributes: Readonly<Record<string, string>>): Awaitable<string>;
    /** @returns the subscription's ARN. */
    subscribe(subscription: SubscriptionDefinition): Awaitable<string>;
  };
  readonly parameters: {
    put(scope: Scope, name: string, value: string, type: string): Awaitable<void>;
    get(scope: Scope, name: string): string | undefined;
  };
  readonly functions: {
    /** @returns the function's ARN. */
    create(definition: FunctionDefinition): Awaitable<string>;
    mapQueue(mapping: QueueMapping): Awaitable<void>;
    /** Opens a function to HTTP. @returns its URL. */
    openUrl(functionArn: string): Awaitable<string>;
    /** Reads a pattern of FilterCriteria. Absent: a mapping that has some is an error. */
    filter?(pattern: string): EventFilter;
  };
  /** Roles, their policies, and the policies of queues, topics, buses and functions. */
  readonly permissions: Permissions;
}

/** A table, and what CloudFormation sets up beside CreateTable. */
export interface TableDefinition {
  readonly input: CreateTableCommandInput;
  readonly timeToLiveAttribute?: string | undefined;
}

export interface RuleDefinition {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  /** JSON, as text. */
  readonly eventPattern?: string | undefined;
  readonly scheduleExpression?: string | undefined;
  readonly state: 'ENABLED' | 'DISABLED';
  /** As PutTargets takes them. */
  readonly targets: readonly Target[];
}

export interface SubscriptionDefinition {
  readonly scope: Scope;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** As Subscribe takes them. */
  readonly attributes: Readonly<Record<string, string>>;
}
