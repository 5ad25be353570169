import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointSMSVoiceV2Client, RequestPhoneNumberCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CloudOptions, createCloud } from '../../local/cloud.ts';
import { type DeployToCloudOptions, deployTemplate } from '../../local/deploy-to-cloud.ts';
import { serviceRecords, sideDoor } from '../../local/service-records.ts';

async function given(options: CloudOptions = {}) {
  const cloud = await createCloud({ clock: 'manual', ...options });
  onTestFinished(() => cloud.stop());
  const client = {
    endpoint: cloud.endpoint(),
    requestHandler: cloud.requestHandler,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'local' },
  };
  return { cloud, client };
}

const NUMBER = { IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberType: 'TOLL_FREE' } as const;
const requestNumber = () => new RequestPhoneNumberCommand({ ...NUMBER, NumberCapabilities: ['SMS'] });

describe('a cloud in process', () => {
  it('serves SDK clients without a socket, and shows the call and its event', async () => {
    const { cloud, client } = await given();
    await new PinpointSMSVoiceV2Client(client).send(requestNumber());
    expect(cloud.calls.entries()).toEqual([
      {
        time: '2026-11-02T09:00:00.000Z',
        service: 'sms-voice',
        operation: 'RequestPhoneNumber',
        account: '111122223333',
        region: 'us-east-1',
        status: 200,
      },
    ]);
    expect(cloud.events()).toMatchObject([
      { source: 'aws.sms-voice', account: '111122223333', detail: { eventName: 'RequestPhoneNumber' } },
    ]);
  });

  it('repeats itself with the same seed, and differs with another', async () => {
    const number = async (seed: number) => {
      const { client } = await given({ seed });
      return (await new PinpointSMSVoiceV2Client(client).send(requestNumber())).PhoneNumberArn;
    };
    expect(await number(7)).toBe(await number(7));
    expect(await number(7)).not.toBe(await number(8));
  });

  it('has the example organization, or none', async () => {
    const example = await given();
    const organizations = new OrganizationsClient(example.client);
    expect(await organizations.send(new DescribeOrganizationCommand({}))).toMatchObject({
      Organization: { Id: 'o-exampleorgid', MasterAccountId: '123456789012' },
    });
    const { client } = await given({ organization: 'none' });
    await expect(new OrganizationsClient(client).send(new DescribeOrganizationCommand({}))).rejects.toThrow(
      expect.objectContaining({ name: 'AWSOrganizationsNotInUseException' }),
    );
  });

  it('answers over HTTP what it answers in process', async () => {
    const { cloud, client } = await given();
    const endpoint = await cloud.listen(0);
    const { requestHandler: _, ...overHttp } = { ...client, endpoint };
    await new PinpointSMSVoiceV2Client(overHttp).send(requestNumber());
    const calls = await (await fetch(`${endpoint}/_local/calls`)).json();
    expect(calls).toEqual(cloud.calls.entries());
    expect(calls).toHaveLength(1);
  });

  it('does not move time under a function that runs', async () => {
    const { cloud } = await given();
    const { clock, inFlight } = cloud.world;
    const seen: string[] = [];
    const end = inFlight('invocation 1 of on-share-change');
    clock.at(clock.now() + 5000, () => seen.push('due'));
    const moved = clock.advance(10_000);
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    seen.push('function ends');
    end();
    await moved;
    expect(seen).toEqual(['function ends', 'due']);
  });

  it('is ready unless it is told otherwise', async () => {
    const { cloud } = await given();
    const endpoint = await cloud.listen(0);
    const status = async () => (await fetch(`${endpoint}/_local/ready`)).status;
    expect(await status()).toBe(200);
    cloud.setReady(false);
    expect(await status()).toBe(503);
  });

  it('turns switches and faults for its services over the control API', async () => {
    const { cloud, client } = await given();
    const endpoint = await cloud.listen(0);
    const post = (route: string, body: object) =>
      fetch(`${endpoint}/_local/${route}`, { method: 'POST', body: JSON.stringify(body) });
    await post('switches', { emptyPages: true });
    expect(cloud.world.switches.emptyPages).toBe(true);
    const error = 'ThrottlingException';
    expect(
      (await post('faults', { service: 'sms-voice', operation: 'RequestPhoneNumber', error })).status,
    ).toBe(200);
    const impatient = new PinpointSMSVoiceV2Client({ ...client, maxAttempts: 1 });
    await expect(impatient.send(requestNumber())).rejects.toThrow(expect.objectContaining({ name: error }));
  });
});

const TEMPLATE = {
  Parameters: { Greeting: { Type: 'String', Default: 'hello' } },
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'alerts' } },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Rule', 'Arn'] } } },
            },
          ],
        },
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'findings' } },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { 'Fn::GetAtt': ['Bus', 'Name'] },
        EventPattern: { source: ['sharewarden'] },
        Targets: [{ Id: 'queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
      },
    },
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/greeting', Type: 'String', Value: { Ref: 'Greeting' } },
    },
  },
  Outputs: { QueueUrl: { Value: { Ref: 'Queue' } } },
};

async function deployed(options: DeployToCloudOptions = {}, cloudOptions: CloudOptions = {}) {
  const { cloud, client } = await given(cloudOptions);
  const deployment = await deployTemplate(cloud, TEMPLATE, options);
  return { cloud, client, QueueUrl: String(deployment.outputs.QueueUrl) };
}

async function announced({ cloud, client, QueueUrl }: Awaited<ReturnType<typeof deployed>>) {
  const entry = { EventBusName: 'findings', Source: 'sharewarden', DetailType: 'News', Detail: '{"a":1}' };
  await new EventBridgeClient(client).send(new PutEventsCommand({ Entries: [entry] }));
  await cloud.work.idle(5000);
  const { Messages = [] } = await new SQSClient(client).send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body).detail);
}

describe('a template', () => {
  it('becomes a queue that its rule reaches', async () => {
    expect(await announced(await deployed())).toEqual([{ a: 1 }]);
  });

  it('lets nothing through that the policy of the queue does not', async () => {
    const { cloud, client } = await given();
    const { Policy: _, ...resources } = TEMPLATE.Resources;
    const deployment = await deployTemplate(cloud, { ...TEMPLATE, Resources: resources });
    const QueueUrl = String(deployment.outputs.QueueUrl);
    expect(await announced({ cloud, client, QueueUrl })).toEqual([]);
  });

  it('takes its parameters', async () => {
    const { client } = await deployed({ parameters: { Greeting: 'servus' } });
    const command = new GetParameterCommand({ Name: '/greeting' });
    expect((await new SSMClient(client).send(command)).Parameter?.Value).toBe('servus');
  });

  it('makes tables that are read past faults, and unseen in the calls', async () => {
    const { cloud } = await deployed();
    cloud.gateway.faults.add({ service: 'dynamodb', error: 'InternalServerError' });
    const client = sideDoor(cloud.dynamoDb, cloud);
    expect(await serviceRecords(client, 'finding')).toEqual([]);
    expect(cloud.calls.entries()).toEqual([]);
  });
});

describe('a cloud that keeps its tables in a folder', () => {
  it('finds them again when the same template is deployed', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'sharewarden-test-'));
    onTestFinished(() => rm(dataFolder, { recursive: true }));
    const first = await deployed({}, { dataFolder, seed: 1 });
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(first.client));
    const { TableNames: [TableName] = [] } = await documents.send(new ListTablesCommand({}));
    await documents.send(new PutCommand({ TableName, Item: { pk: 'kept', kind: 'removal', id: 'kept' } }));
    await first.cloud.stop();

    const { cloud, client } = await deployed({}, { dataFolder, seed: 2 });
    expect(await new DynamoDBClient(client).send(new ListTablesCommand({}))).toMatchObject({
      TableNames: [TableName],
    });
    expect(await serviceRecords(sideDoor(cloud.dynamoDb, cloud), 'removal')).toEqual([{ id: 'kept' }]);
  });
});
