import { CreateTableCommand, UpdateTimeToLiveCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { Scope } from '../src/core/resource.ts';
import type { Cloud } from './cloud.ts';
import {
  type Deployment,
  deploy,
  type FunctionCode,
  type TableDefinition,
  type Targets,
  type Template,
} from './deploy/index.ts';
import { eventPattern } from './events/pattern.ts';
import { seededRandom } from './random.ts';
import { sideDoor } from './service-records.ts';

export interface DeployToCloudOptions {
  readonly parameters?: Readonly<Record<string, string>>;
  /** Folder or zip file with the code of a function. */
  readonly artifact?: (code: FunctionCode) => string;
  /** Default: `sharewarden`. */
  readonly stackName?: string;
}

/** Makes in the cloud, in its own account and Region, what a compiled template describes. */
export function deployTemplate(
  cloud: Cloud,
  template: Template,
  { stackName = 'sharewarden', ...options }: DeployToCloudOptions = {},
): Promise<Deployment> {
  return deploy(template, {
    ...options,
    stackName,
    scope: { account: cloud.account, region: cloud.region },
    targets: targetsOf(cloud),
    // Names are the same at every start, so that tables which were kept in a folder are found again.
    hex: seededRandom(1).hex,
  });
}

function targetsOf(cloud: Cloud): Targets {
  const { queues, eventBridge, sns, ssm, lambda, permissions } = cloud;
  return {
    permissions,
    tables: { create: (scope, table) => createTable(cloud, scope, table) },
    queues: {
      create(scope, name, attributes) {
        const arn = queues.create(scope, name, attributes);
        return { arn, url: `${cloud.endpoint()}/${scope.account}/${name}` };
      },
    },
    buses: { create: eventBridge.createBus },
    rules: {
      put({ scope, name, busName, eventPattern: pattern, scheduleExpression: schedule, state, targets }) {
        eventBridge.putRule({ scope, name, bus: busName, pattern, schedule, state, targets });
      },
    },
    topics: {
      create: sns.createTopic,
      subscribe: ({ topicArn, protocol, endpoint, attributes }) =>
        sns.subscribe(topicArn, protocol, endpoint, attributes),
    },
    parameters: {
      put: (scope, name, value, type) => ssm.put(scope, name, value, type === 'StringList' ? type : 'String'),
      get: ssm.get,
    },
    functions: {
      create: lambda.createFunction,
      mapQueue: (mapping) => void lambda.mapQueue(mapping),
      openUrl: (functionArn) => cloud.functionUrls.open(functionArn),
      filter: (pattern) => eventPattern(pattern).matches,
    },
  };
}

async function createTable(
  { dynamoDb }: Pick<Cloud, 'dynamoDb'>,
  scope: Scope,
  { input, timeToLiveAttribute }: TableDefinition,
): Promise<void> {
  const client = sideDoor(dynamoDb, scope);
  const { TableName } = input;
  try {
    await client.send(new CreateTableCommand(input));
  } catch (error) {
    // A table that is there already was kept in a folder, with all that is in it.
    if (error instanceof Error && error.name === 'ResourceInUseException') return;
    throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.5 }, { TableName });
  if (timeToLiveAttribute === undefined) return;
  const TimeToLiveSpecification = { AttributeName: timeToLiveAttribute, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}
