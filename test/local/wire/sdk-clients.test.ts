import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  AccountNotFoundException,
  DescribeAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  ConflictException,
  CreatePoolCommand,
  DescribePoolsCommand,
  PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  DeleteResourceShareCommand,
  GetResourceSharesCommand,
  RAMClient,
  UnknownResourceException,
} from '@aws-sdk/client-ram';
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  NotFoundException,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws-error.ts';
import { aGateway, errorOf, NOW, noting } from './a-gateway.ts';
import { events, organizations, ram, smsVoice, sns, sqs, ssm, sts } from './some-services.ts';

const SHARE = 'arn:aws:ram:eu-west-1:111122223333:resource-share/7ab63972-b505-7e2a-420d-6f5d3EXAMPLE';
const POOL = 'arn:aws:sms-voice:eu-west-1:111122223333:pool/pool-1';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alerts';

describe('RAM through its SDK client (restJson1)', () => {
  it('gets the body, and answers dates and lists', async () => {
    const seen: unknown[] = [];
    const { client } = aGateway([
      ram({
        GetResourceShares: (input, { caller }) => {
          seen.push(input, caller.account, caller.region);
          return {
            resourceShares: [{ resourceShareArn: SHARE, status: 'ACTIVE', creationTime: new Date(NOW) }],
          };
        },
      }),
    ]);
    const input = { resourceOwner: 'SELF' as const, resourceShareArns: [SHARE], maxResults: 5 };
    const { resourceShares } = await new RAMClient(client('444455556666')).send(
      new GetResourceSharesCommand(input),
    );
    expect(seen).toEqual([input, '444455556666', 'eu-west-1']);
    expect(resourceShares).toEqual([
      { resourceShareArn: SHARE, status: 'ACTIVE', creationTime: new Date(NOW) },
    ]);
  });

  it('gets members of the query string', async () => {
    const seen: unknown[] = [];
    const { client } = aGateway([ram({ DeleteResourceShare: noting(seen, { returnValue: true }) })]);
    const command = new DeleteResourceShareCommand({ resourceShareArn: SHARE, clientToken: 'a b&c' });
    expect((await new RAMClient(client()).send(command)).returnValue).toBe(true);
    expect(seen).toEqual([{ resourceShareArn: SHARE, clientToken: 'a b&c' }]);
  });

  it('answers errors as their classes, with status and request id', async () => {
    const { client } = aGateway([
      ram({
        GetResourceShares: () => {
          throw new AwsError('UnknownResourceException', `ResourceShare ${SHARE} could not be found.`);
        },
      }),
    ]);
    const error = await errorOf(
      new RAMClient(client()).send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
    );
    expect(error).toBeInstanceOf(UnknownResourceException);
    expect(error.message).toBe(`ResourceShare ${SHARE} could not be found.`);
    expect(error.$metadata).toMatchObject({
      httpStatusCode: 400,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });
});

describe('sms-voice through its SDK client (awsJson1.0)', () => {
  it('reads nested lists and answers what the model holds', async () => {
    const seen: unknown[] = [];
    const { client } = aGateway([
      smsVoice({
        CreatePool: (input) => {
          seen.push(input);
          return { PoolArn: POOL, PoolId: 'pool-1', Tags: input.Tags, CreatedTimestamp: new Date(NOW + 250) };
        },
      }),
    ]);
    const Tags = [{ Key: 'environment', Value: 'prod' }];
    const answer = await new PinpointSMSVoiceV2Client(client()).send(
      new CreatePoolCommand({
        OriginationIdentity: 'phone-1',
        MessageType: 'PROMOTIONAL',
        Tags,
        ClientToken: 't',
      }),
    );
    expect(seen).toEqual([
      { OriginationIdentity: 'phone-1', MessageType: 'PROMOTIONAL', Tags, ClientToken: 't' },
    ]);
    expect(answer).toMatchObject({ PoolArn: POOL, Tags, CreatedTimestamp: new Date(NOW + 250) });
  });

  it('answers errors with their further members', async () => {
    const { client } = aGateway([
      smsVoice({
        DescribePools: () => {
          throw new AwsError('ConflictException', 'busy', {
            Reason: 'RESOURCE_NOT_ACTIVE',
            ResourceId: 'pool-1',
          });
        },
      }),
    ]);
    const error = await errorOf(new PinpointSMSVoiceV2Client(client()).send(new DescribePoolsCommand({})));
    expect(error).toBeInstanceOf(ConflictException);
    expect(error).toMatchObject({ message: 'busy', Reason: 'RESOURCE_NOT_ACTIVE', ResourceId: 'pool-1' });
  });
});

describe('Organizations, EventBridge and SSM through their SDK clients (awsJson1.1)', () => {
  it('answers an account with the paths of its OUs', async () => {
    const Account = { Id: '444455556666', Paths: ['o-a/r-b/ou-c/'], JoinedTimestamp: new Date(NOW) };
    const { client } = aGateway([organizations({ DescribeAccount: () => ({ Account }) })]);
    const command = new DescribeAccountCommand({ AccountId: '444455556666' });
    expect((await new OrganizationsClient(client()).send(command)).Account).toEqual(Account);
  });

  it('answers errors of each as their classes', async () => {
    const refuse = (code: string) => () => {
      throw new AwsError(code, 'no');
    };
    const { client } = aGateway([
      organizations({ DescribeAccount: refuse('AccountNotFoundException') }),
      ssm({ GetParameter: refuse('ParameterNotFound') }),
    ]);
    const account = new DescribeAccountCommand({ AccountId: '444455556666' });
    const parameter = new GetParameterCommand({ Name: '/slack' });
    const [first, second] = await Promise.all([
      errorOf(new OrganizationsClient(client()).send(account)),
      errorOf(new SSMClient(client()).send(parameter)),
    ]);
    expect(first).toBeInstanceOf(AccountNotFoundException);
    expect(first.message).toBe('no');
    expect(second).toBeInstanceOf(ParameterNotFound);
  });

  it('reads timestamps as dates', async () => {
    const seen: unknown[] = [];
    const { client } = aGateway([
      events({
        PutEvents: ({ Entries }) => {
          seen.push(Entries[0].Time);
          return { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] };
        },
      }),
    ]);
    const Entries = [{ Source: 'a', DetailType: 'b', Detail: '{}', Time: new Date(NOW) }];
    await new EventBridgeClient(client()).send(new PutEventsCommand({ Entries }));
    expect(seen).toEqual([new Date(NOW)]);
  });
});

describe('SQS through its SDK client (awsJson1.0, once awsQuery)', () => {
  it('reads maps and blobs', async () => {
    const seen: unknown[] = [];
    const { client } = aGateway([
      sqs({
        SendMessage: (input) => {
          seen.push(input.MessageAttributes);
          return { MessageId: 'm-1', MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592' };
        },
      }),
    ]);
    const MessageAttributes = { raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 250, 255]) } };
    await new SQSClient({ ...client(), md5: false }).send(
      new SendMessageCommand({
        QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q',
        MessageBody: 'hello',
        MessageAttributes,
      }),
    );
    expect(seen).toEqual([MessageAttributes]);
  });

  it('answers errors with the codes of old', async () => {
    const { client, gateway } = aGateway([
      sqs({
        GetQueueUrl: () => {
          throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
        },
      }),
    ]);
    const error = await errorOf(new SQSClient(client()).send(new GetQueueUrlCommand({ QueueName: 'q' })));
    expect(error).toBeInstanceOf(QueueDoesNotExist);
    expect(error.Error).toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' });
    expect(gateway.calls.entries()).toMatchObject([
      { service: 'sqs', operation: 'GetQueueUrl', status: 400 },
    ]);
  });
});

describe('SNS and STS through their SDK clients (awsQuery)', () => {
  it('reads text, maps, structures and blobs out of the form', async () => {
    const seen: unknown[] = [];
    const { client } = aGateway([sns({ Publish: noting(seen, { MessageId: 'm-1' }) })]);
    const input = {
      TopicArn: TOPIC,
      Message: 'a & b = "c" <d>\r\nü',
      MessageAttributes: {
        severity: { DataType: 'String', StringValue: 'high' },
        raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      },
    };
    expect((await new SNSClient(client()).send(new PublishCommand(input))).MessageId).toBe('m-1');
    expect(seen).toEqual([input]);
  });

  it('reads lists, empty ones too', async () => {
    const seen: { Tags?: unknown }[] = [];
    const { client } = aGateway([sns({ CreateTopic: noting(seen, { TopicArn: TOPIC }) })]);
    const snsClient = new SNSClient(client());
    const Tags = Array.from({ length: 12 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await snsClient.send(new CreateTopicCommand({ Name: 'alerts', Tags }));
    await snsClient.send(new CreateTopicCommand({ Name: 'alerts', Tags: [] }));
    expect(seen).toEqual([
      { Name: 'alerts', Tags },
      { Name: 'alerts', Tags: [] },
    ]);
  });

  it('answers maps, lists and text that XML has to escape', async () => {
    const Policy = '{"a":"<b> & \'c\'"}\r\n\u0001';
    const { client } = aGateway([
      sns({
        GetTopicAttributes: () => ({ Attributes: { Policy, Owner: '111122223333' } }),
        ListTopics: () => ({ Topics: [{ TopicArn: TOPIC }, { TopicArn: `${TOPIC}2` }] }),
      }),
    ]);
    const sdk = new SNSClient(client());
    expect((await sdk.send(new GetTopicAttributesCommand({ TopicArn: TOPIC }))).Attributes).toEqual({
      Policy: Policy.replace('\u0001', '\ufffd'),
      Owner: '111122223333',
    });
    expect((await sdk.send(new ListTopicsCommand({}))).Topics).toHaveLength(2);
  });

  it('answers errors by the code of the query protocol', async () => {
    const { client } = aGateway([
      sns({
        Publish: () => {
          throw new AwsError('NotFoundException', 'Topic does not exist');
        },
      }),
    ]);
    const error = await errorOf(
      new SNSClient(client()).send(new PublishCommand({ TopicArn: TOPIC, Message: 'x' })),
    );
    expect(error).toBeInstanceOf(NotFoundException);
    expect(error).toMatchObject({ message: 'Topic does not exist', Code: 'NotFound', Type: 'Sender' });
    expect(error.$metadata).toMatchObject({ httpStatusCode: 404 });
  });

  it('answers timestamps as dates, and reads whole numbers', async () => {
    const gateway = aGateway([
      sts({
        AssumeRole: ({ RoleArn, RoleSessionName, DurationSeconds }) => {
          const session = gateway.identities.assume(RoleArn, RoleSessionName, DurationSeconds);
          const { accessKeyId, secretAccessKey, sessionToken, expiration } = session;
          return {
            Credentials: {
              AccessKeyId: accessKeyId,
              SecretAccessKey: secretAccessKey,
              SessionToken: sessionToken,
              Expiration: expiration,
            },
          };
        },
      }),
    ]);
    const RoleArn = 'arn:aws:iam::444455556666:role/Enforcer';
    const { Credentials } = await new STSClient(gateway.client()).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sharewarden', DurationSeconds: 900 }),
    );
    expect(Credentials?.Expiration).toEqual(new Date(NOW + 900_000));
  });
});
