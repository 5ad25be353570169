// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readTemplate, serverlessArtifacts, type Template } from '../../../local/deploy/index.ts';
import { deployed } from './support/deployed.ts';
import { recordedTargets, SCOPE } from './support/recorded-targets.ts';

const at = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole'],
  },
};

/** A queue that a rule fills and a function reads, with what a packager adds for itself. */
const SERVICE: Template['Resources'] = {
  Bucket: { Type: 'AWS::S3::Bucket' },
  BucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: {} },
  },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: at('Queue', 'Arn'),
      FunctionName: at('Function', 'Arn'),
      BatchSize: '10',
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
      FilterCriteria: { Filters: [{ Pattern: '{"body":{}}' }] },
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    DependsOn: ['LogGroup'],
    Properties: {
      FunctionName: 'on-share-change',
      Code: { S3Bucket: { Ref: 'Bucket' }, S3Key: 'x.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      MemorySize: 512,
      Timeout: 20,
      Role: at('Role', 'Arn'),
      Environment: { Variables: { TABLE: { Ref: 'Table' }, LIMIT: 20, BUS: at('Bus', 'Name') } },
    },
  },
  Version: {
    Type: 'AWS::Lambda::Version',
    Properties: { FunctionName: { Ref: 'Function' }, CodeSha256: 'x' },
  },
  LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/on-share-change' } },
  Role: ROLE,
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'table',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: { Statement: { Effect: 'Allow', Action: 'dynamodb:*', Resource: at('Table', 'Arn') } },
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'findings' } },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: 'shares',
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['aws.ram'] },
      Targets: [{ Id: 'queue', Arn: at('Queue', 'Arn'), DeadLetterConfig: { Arn: at('Dead', 'Arn') } }],
    },
  },
  Queue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'shares',
      VisibilityTimeout: 120,
      RedrivePolicy: { deadLetterTargetArn: at('Dead', 'Arn'), maxReceiveCount: 5 },
    },
  },
  Dead: { Type: 'AWS::SQS::Queue' },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: at('Queue', 'Arn'),
          Condition: { ArnEquals: { 'aws:SourceArn': at('Rule', 'Arn') } },
        },
      },
    },
  },
  Topic: {
    Type: 'AWS::SNS::Topic',
    Properties: { Subscription: [{ Protocol: 'email', Endpoint: 'a@example.com' }] },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'Topic' },
      Protocol: 'sqs',
      Endpoint: at('Queue', 'Arn'),
      RawMessageDelivery: true,
      FilterPolicy: { severity: ['high'] },
    },
  },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: '*',
          },
        ],
      },
    },
  },
  Schedule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      State: 'DISABLED',
      Targets: [{ Id: 'f', Arn: at('Function', 'Arn') }],
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: at('Function', 'Arn'),
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: at('Schedule', 'Arn'),
    },
  },
  BusPolicy: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: { EventBusName: { Ref: 'Bus' }, StatementId: 'org', Principal: '444455556666' },
  },
  Parameter: {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: '/app/mode', Type: 'String', Value: 'observe' },
  },
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'dead-letters' } },
  Dashboard: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: { DashboardName: 'sharewarden', DashboardBody: '{}' },
  },
};
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111122223333:shares';
const RULE_ARN = 'arn:aws:events:eu-west-1:111122223333:rule/findings/shares';

describe('a template of a whole service', () => {
  it('is made in the order of its references, whatever order it is written in', async () => {
    const { deployment } = await deployed({ Resources: SERVICE });
    const order = deployment.resources.map(({ logicalId }) => logicalId);
    expect(new Set(order)).toEqual(new Set(Object.keys(SERVICE)));
    for (const [first, then] of [
      ['Dead', 'Queue'],
      ['Queue', 'Rule'],
      ['Bus', 'Rule'],
      ['Rule', 'QueuePolicy'],
      ['LogGroup', 'Function'],
      ['Function', 'Mapping'],
      ['Role', 'Function'],
      ['Table', 'Policy'],
    ] as const) {
      expect(order.indexOf(first), `${first} before ${then}`).toBeLessThan(order.indexOf(then));
    }
  });

  it('makes queues with their attributes as text', async () => {
    const { made } = await deployed({ Resources: SERVICE });
    const [[deadName]] = made('queue') as [[string]];
    expect(deadName).toMatch(/^stack-Dead-[0-9a-f]{12}$/);
    const deadLetterTargetArn = `arn:aws:sqs:eu-west-1:111122223333:${deadName}`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 });
    expect(made('queue')).toEqual([
      [deadName, {}],
      ['shares', { VisibilityTimeout: '120', RedrivePolicy }],
    ]);
  });

  it('makes the function with its environment as text, and its mapping', async () => {
    const { made } = await deployed({ Resources: SERVICE });
    const tableName = expect.stringMatching(/^stack-Table-/);
    expect(made('function')).toEqual([
      [
        {
          name: 'on-share-change',
          scope: SCOPE,
          artifact: '/artifacts/on-share-change.zip',
          handler: 'index.handler',
          roleArn: expect.stringMatching(/^arn:aws:iam::111122223333:role\/stack-Role-/),
          memoryMb: 512,
          timeoutSeconds: 20,
          environment: { TABLE: tableName, LIMIT: '20', BUS: 'findings' },
          reservedConcurrency: undefined,
        },
      ],
    ]);
    expect(made('mapping')).toEqual([
      [
        {
          queueArn: QUEUE_ARN,
          functionName: 'arn:aws:lambda:eu-west-1:111122223333:function:on-share-change',
          batchSize: 10,
          batchingWindowSeconds: 1,
          reportsItemFailures: true,
          maximumConcurrency: 2,
          enabled: true,
          filters: [expect.any(Function)],
        },
      ],
    ]);
  });

  it('makes tables without what only CloudFormation sets', async () => {
    const { made } = await deployed({ Resources: SERVICE });
    expect(made('table')).toEqual([
      [
        {
          input: {
            TableName: expect.stringMatching(/^stack-Table-/),
            AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            BillingMode: 'PAY_PER_REQUEST',
          },
          timeToLiveAttribute: 'expires',
        },
      ],
    ]);
  });

  it('makes rules, topics, subscriptions and parameters', async () => {
    const { made } = await deployed({ Resources: SERVICE });
    expect(made('rule')).toEqual([
      [
        {
          scope: SCOPE,
          name: 'shares',
          arn: RULE_ARN,
          busName: 'findings',
          eventPattern: '{"source":["aws.ram"]}',
          scheduleExpression: undefined,
          state: 'ENABLED',
          targets: [
            {
              Id: 'queue',
              Arn: QUEUE_ARN,
              DeadLetterConfig: { Arn: expect.stringContaining(':stack-Dead-') },
            },
          ],
        },
      ],
      [
        expect.objectContaining({
          busName: 'default',
          scheduleExpression: 'rate(1 hour)',
          state: 'DISABLED',
        }),
      ],
    ]);
    const topicArn = expect.stringMatching(/^arn:aws:sns:eu-west-1:111122223333:stack-Topic-/);
    expect(made('topic')).toEqual([[expect.stringMatching(/^stack-Topic-/), {}]]);
    expect(made('subscription')).toEqual([
      [{ scope: SCOPE, topicArn, protocol: 'email', endpoint: 'a@example.com', attributes: {} }],
      [
        {
          scope: SCOPE,
          topicArn,
          protocol: 'sqs',
          endpoint: QUEUE_ARN,
          attributes: { RawMessageDelivery: 'true', FilterPolicy: '{"severity":["high"]}' },
        },
      ],
    ]);
    expect(made('parameter')).toEqual([['/app/mode', 'observe', 'String']]);
  });

  it('says what is only on record', async () => {
    const { deployment } = await deployed({ Resources: SERVICE });
    const idle = deployment.resources
      .filter(({ isSimulated }) => !isSimulated)
      .map(({ logicalId }) => logicalId);
    expect(idle.sort()).toEqual(['Alarm', 'Bucket', 'BucketPolicy', 'Dashboard', 'LogGroup']);
  });

  it('lets services deliver only where a policy of the template says so', async () => {
    const { permissions, deployment } = await deployed({ Resources: SERVICE });
    const arnOf = (id: string) =>
      String(deployment.resources.find(({ logicalId }) => logicalId === id)?.attributes?.Arn);
    const functionArn = arnOf('Function');
    expect(permissions.mayDeliver(QUEUE_ARN, RULE_ARN, 'events.amazonaws.com')).toBe(true);
    expect(permissions.mayDeliver(QUEUE_ARN, `${RULE_ARN}-2`, 'events.amazonaws.com')).toBe(false);
    expect(permissions.mayDeliver(QUEUE_ARN, RULE_ARN, 'sns.amazonaws.com')).toBe(false);
    expect(permissions.mayDeliver(arnOf('Dead'), RULE_ARN, 'events.amazonaws.com')).toBe(false);
    expect(permissions.mayDeliver(functionArn, arnOf('Schedule'), 'events.amazonaws.com')).toBe(true);
    expect(permissions.mayDeliver(`${functionArn}:1`, arnOf('Schedule'), 'events.amazonaws.com')).toBe(true);
    expect(permissions.mayDeliver(functionArn, RULE_ARN, 'events.amazonaws.com')).toBe(false);
  });
});

describe('a template with a mistake', () => {
  const queue = (Properties: Record<string, unknown> = {}, more = {}) => ({
    Type: 'AWS::SQS::Queue',
    Properties,
    ...more,
  });

  it.each<[string, Template['Resources'], string]>([
    [
      'unknown types',
      { A: { Type: 'AWS::EC2::VPC' }, B: { Type: 'Custom::X' } },
      'resource types that the local cloud does not know: A (AWS::EC2::VPC), B (Custom::X)',
    ],
    [
      'a circle',
      {
        A: queue({ RedrivePolicy: at('B', 'Arn') }),
        B: queue({}, { DependsOn: 'C' }),
        C: queue({ QueueName: { 'Fn::Sub': '${A.Arn}' } }),
      },
      'resources depend on each other in a circle: A -> B -> C -> A',
    ],
    ['a circle of one', { A: queue({ QueueName: { Ref: 'A' } }) }, 'A -> A'],
    [
      'a lost reference',
      { A: queue({ QueueName: { 'Fn::Sub': ['${x}-${Lost}', { x: 1 }] } }) },
      'A refers to Lost, which the template does not have',
    ],
    [
      'a lost DependsOn',
      { A: queue({}, { DependsOn: ['Lost'] }) },
      'A refers to Lost, which the template does not have',
    ],
  ])('%s: nothing is made', async (_, Resources, message) => {
    const { targets, calls } = recordedTargets();
    const result = deployed({ Resources: { First: queue(), ...Resources } }, { targets });
    await expect(result).rejects.toThrow(message);
    expect(calls).toEqual([]);
  });

  it.each<[string, Template['Resources'], string]>([
    [
      'a wrong property',
      { A: { Type: 'AWS::DynamoDB::Table', Properties: { AttributeDefinitions: [], KeySchema: 'pk' } } },
      'A (AWS::DynamoDB::Table): property KeySchema',
    ],
    [
      'another runtime',
      {
        Role: ROLE,
        A: {
          Type: 'AWS::Lambda::Function',
          Properties: { Code: {}, Handler: 'a.b', Runtime: 'python3.14', Role: at('Role', 'Arn') },
        },
      },
      'A (AWS::Lambda::Function): property Runtime: only the runtimes of Node.js run locally',
    ],
    [
      'a rule that never fires',
      { A: { Type: 'AWS::Events::Rule', Properties: {} } },
      'A (AWS::Events::Rule): a rule has an EventPattern',
    ],
    [
      'an unknown managed policy',
      {
        A: {
          ...ROLE,
          Properties: { ...ROLE.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/Other'] },
        },
      },
      'the managed policy arn:aws:iam::aws:policy/Other is not known',
    ],
    [
      'a policy that is none',
      { A: { ...ROLE, Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Maybe' }] } } } },
      'A (AWS::IAM::Role): MalformedPolicyDocument: Statement',
    ],
    [
      'a policy of nobody',
      {
        A: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'p', Roles: ['r'], PolicyDocument: { Statement: [] } },
        },
      },
      'the template makes no role r',
    ],
  ])('%s is named with its resource', async (_, Resources, message) => {
    await expect(deployed({ Resources })).rejects.toThrow(message);
  });

  it('names a role that may not read the queue of its function', async () => {
    const Role = { ...ROLE, Properties: { ...ROLE.Properties, ManagedPolicyArns: [] } };
    await expect(deployed({ Resources: { ...SERVICE, Role } })).rejects.toThrow(
      'Mapping (AWS::Lambda::EventSourceMapping): The provided execution role does not have permissions to call ReceiveMessage on SQS',
    );
  });

  it('names a queue whose messages come back while the function still runs', async () => {
    const Queue = queue({ QueueName: 'shares', VisibilityTimeout: 19 });
    await expect(deployed({ Resources: { ...SERVICE, Queue } })).rejects.toThrow(
      'Queue visibility timeout: 19 seconds is less than Function timeout: 20 seconds',
    );
  });
});

describe('a resource with a condition', () => {
  const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
  const Resources: Template['Resources'] = {
    A: { Type: 'AWS::SQS::Queue', Condition: 'Never' },
    B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::If': ['Never', { Ref: 'A' }, 'b'] } } },
    C: { Type: 'AWS::Unheard::Of', Condition: 'Never' },
  };

  it('is not made when it does not hold, and its outputs are left out', async () => {
    const Outputs = { A: { Value: { Ref: 'A' }, Condition: 'Never' }, B: { Value: at('B', 'QueueName') } };
    const { made, deployment } = await deployed({ Conditions, Resources, Outputs });
    expect(made('queue')).toEqual([['b', {}]]);
    expect(deployment.outputs).toEqual({ B: 'b' });
  });

  it('can not be referred to then', async () => {
    const Outputs = { A: { Value: { Ref: 'A' } } };
    await expect(deployed({ Conditions, Resources, Outputs })).rejects.toThrow(
      'A is not made, since its condition Never is false',
    );
  });
});

describe('the files of a package', () => {
  async function aPackage(files: Readonly<Record<string, string>>) {
    const folder = await mkdtemp(join(tmpdir(), 'package-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, '.serverless'));
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, '.serverless', name), text);
    return folder;
  }

  it('tell where the code of each function is', async () => {
    const state = {
      service: {
        functions: {
          onX: { name: 'app-onX', package: { artifact: 'dist/x.zip' } },
          onY: { name: 'app-onY' },
        },
      },
      package: { artifact: '/elsewhere/all.zip' },
    };
    const folder = await aPackage({ 'serverless-state.json': JSON.stringify(state) });
    const artifact = await serverlessArtifacts(join(folder, '.serverless'));
    const of = (functionName: string) => artifact({ functionName, logicalId: 'X', code: {} });
    expect(of('app-onX')).toBe(join(folder, 'dist/x.zip'));
    expect(of('app-onY')).toBe('/elsewhere/all.zip');
    expect(() => of('app-onZ')).toThrow('names no artifact of app-onZ');
  });

  it('hold a template, or are named', async () => {
    const folder = await aPackage({ 'good.json': '{"Resources":{}}', 'text.json': 'x', 'other.json': '[]' });
    const read = (name: string) => readTemplate(join(folder, '.serverless', name));
    expect(await read('good.json')).toEqual({ Resources: {} });
    await expect(read('text.json')).rejects.toThrow('text.json is not JSON');
    await expect(read('other.json')).rejects.toThrow('other.json is no CloudFormation template');
  });
});
