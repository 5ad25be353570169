import { DescribeAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  CreatePoolCommand,
  type CreatePoolRequest,
  DescribePoolsCommand,
  PinpointSMSVoiceV2Client,
  TagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  CreateResourceShareCommand,
  type CreateResourceShareRequest,
  GetResourceShareInvitationsCommand,
  GetResourceSharesCommand,
  RAMClient,
  type ResourceOwner,
} from '@aws-sdk/client-ram';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws-error.ts';
import { aGateway, errorOf } from './a-gateway.ts';
import { organizations, ram, smsVoice, sns, sqs, sts } from './some-services.ts';

const never = () => expect.fail('the service was called');
const { client } = aGateway([
  ram({ GetResourceShares: never, CreateResourceShare: never, GetResourceShareInvitations: never }),
  smsVoice({ CreatePool: never, DescribePools: never }),
  organizations({ DescribeAccount: never }),
  sns({ Publish: never }),
  sqs({ GetQueueAttributes: never }),
  sts({ AssumeRole: never }),
]);
const ramClient = new RAMClient(client());
const smsVoiceClient = new PinpointSMSVoiceV2Client(client());

describe('a request to sms-voice that breaks the model', () => {
  it('is told every member, with a reason and fields', async () => {
    // What a client without types may send.
    const input = { IsoCountryCode: 'usa', MessageType: 'SHOUTING', Tags: [{ Key: '' }] } as unknown;
    const error = await errorOf(smsVoiceClient.send(new CreatePoolCommand(input as CreatePoolRequest)));
    expect(error).toMatchObject({ name: 'ValidationException', Reason: 'MISSING_PARAMETER' });
    expect(error.message.split(/: (?=Value)|; /)).toEqual(
      [
        '6 validation errors detected',
        "Value null at 'originationIdentity' failed to satisfy constraint: Member must not be null",
        "Value 'SHOUTING' at 'messageType' failed to satisfy constraint: Member must satisfy enum value set: [TRANSACTIONAL, PROMOTIONAL]",
        "Value 'usa' at 'isoCountryCode' failed to satisfy constraint: Member must have length less than or equal to 2",
        "Value 'usa' at 'isoCountryCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Z]{2}",
        "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: .+",
        "Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null",
      ].map((line, index) => (index === 0 ? '7 validation errors detected' : line)),
    );
    expect(error.Fields).toContainEqual({ Name: 'tags.1.member.value', Message: 'Member must not be null' });
  });

  it.each([
    [{ MaxResults: 101 }, "Value '101' at 'maxResults'"],
    [{ MaxResults: 0 }, 'Member must have value greater than or equal to 1'],
    [{ PoolIds: ['a', 'b', 'c', 'd', 'e', 'f'] }, "Value '[a, b, c, d, e, f]' at 'poolIds'"],
    [{ PoolIds: ['a b'] }, "Value 'a b' at 'poolIds.1.member'"],
  ])('is refused: %j', async (input, text) => {
    const error = await errorOf(smsVoiceClient.send(new DescribePoolsCommand(input)));
    expect(error).toMatchObject({ name: 'ValidationException', Reason: 'INVALID_PARAMETER' });
    expect(error.message).toContain(text);
  });
});

describe('the length of a text', () => {
  it('is counted in characters, not in UTF-16 units', async () => {
    const send = (Value: string) => {
      const cloud = aGateway([smsVoice({ TagResource: () => ({}) })]);
      const ResourceArn = 'arn:aws:sms-voice:eu-west-1:111122223333:pool/pool-1';
      const command = new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value }] });
      return new PinpointSMSVoiceV2Client(cloud.client()).send(command);
    };
    await send('\u{1f4f1}'.repeat(256));
    expect((await errorOf(send('\u{1f4f1}'.repeat(257)))).message).toContain('less than or equal to 256');
  });
});

describe('a request to RAM that breaks the model', () => {
  it('has its own words for a resource owner', async () => {
    const resourceOwner = 'ME' as ResourceOwner;
    const error = await errorOf(ramClient.send(new GetResourceSharesCommand({ resourceOwner })));
    expect(error).toMatchObject({
      name: 'InvalidParameterException',
      message: 'ME is not a valid resource owner. Specify either SELF or OTHER-ACCOUNTS and try again.',
    });
  });

  it('is a ValidationException for a missing member', async () => {
    const error = await errorOf(
      ramClient.send(new CreateResourceShareCommand({} as CreateResourceShareRequest)),
    );
    expect(error).toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
  });

  it('is an InvalidMaxResultsException where the operation models it', async () => {
    const command = new GetResourceShareInvitationsCommand({ maxResults: 501 });
    expect((await errorOf(ramClient.send(command))).name).toBe('InvalidMaxResultsException');
  });
});

describe('a request to another service that breaks the model', () => {
  it('is an InvalidInputException with a reason of Organizations', async () => {
    const command = new DescribeAccountCommand({ AccountId: '12345' });
    const error = await errorOf(new OrganizationsClient(client()).send(command));
    expect(error).toMatchObject({
      name: 'InvalidInputException',
      message: 'You provided a value that does not match the required pattern.',
      Reason: 'INVALID_PATTERN',
    });
  });

  it('is a ValidationError of STS, by the code of the query protocol', async () => {
    const command = new AssumeRoleCommand({ RoleArn: 'arn:x', RoleSessionName: 'me', DurationSeconds: 1 });
    const error = await errorOf(new STSClient(client()).send(command));
    expect(error.name).toBe('ValidationError');
    expect(error.message).toContain("Value '1' at 'durationSeconds'");
  });

  it('is an InvalidParameter of SNS', async () => {
    const message = undefined as unknown as string;
    const error = await errorOf(new SNSClient(client()).send(new PublishCommand({ Message: message })));
    expect(error).toMatchObject({ name: 'InvalidParameterException', Code: 'InvalidParameter' });
  });

  it('is an unknown attribute or a missing parameter of SQS', async () => {
    const sqsClient = new SQSClient(client());
    const AttributeNames = ['Colour' as QueueAttributeName];
    const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/q';
    const unknown = await errorOf(
      sqsClient.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames })),
    );
    expect(unknown).toMatchObject({ name: 'InvalidAttributeName', message: 'Unknown Attribute Colour.' });
    const missing = await errorOf(
      sqsClient.send(new GetQueueAttributesCommand({ QueueUrl: undefined, AttributeNames: ['All'] })),
    );
    expect(missing.name).toBe('MissingParameter');
  });

  it('is what the service says, when it says something', async () => {
    const service = {
      ...ram({ GetResourceShares: never }),
      invalid: (message: string, member: string | undefined) =>
        new AwsError('InvalidNextTokenException', `${member}: ${message.slice(0, 18)}`),
    };
    const command = new GetResourceSharesCommand({ resourceOwner: 'SELF', maxResults: 0 });
    const error = await errorOf(new RAMClient(aGateway([service]).client()).send(command));
    expect(error).toMatchObject({
      name: 'InvalidNextTokenException',
      message: 'maxResults: 1 validation error',
    });
  });
});

describe('an answer that breaks the model', () => {
  it.each([
    [{ resourceShares: 'none' }, 'resourceShares: a string is not a list'],
    [{ resourceShares: [{ status: 'BUSY' }] }, "resourceShares[0].status: 'BUSY' is none of PENDING, ACTIVE"],
    [
      { resourceShares: [{ creationTime: '2026' }] },
      'resourceShares[0].creationTime: a string is not a timestamp',
    ],
    [{ resourceShare: [] }, 'resourceShare: not a member of GetResourceSharesResponse'],
    [{ resourceShares: [null] }, 'resourceShares[0]: null is not a structure'],
  ])('is a 500, and told in the log: %j', async (answer, text) => {
    const cloud = aGateway([ram({ GetResourceShares: () => answer })]);
    const error = await errorOf(
      new RAMClient(cloud.client()).send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
    );
    expect(error).toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
    expect(error.message).not.toContain(text);
    expect(cloud.log.join()).toContain(text);
  });

  it('misses a member that is required', async () => {
    const cloud = aGateway([smsVoice({ DescribePools: () => ({ Pools: [{ PoolId: 'pool-1' }] }) })]);
    await errorOf(new PinpointSMSVoiceV2Client(cloud.client()).send(new DescribePoolsCommand({})));
    expect(cloud.log.join()).toContain('Pools[0].PoolArn: required, and missing');
  });
});

describe('an operation that fails by a mistake of its own', () => {
  it('is a 500 without its words, which stand in the log', async () => {
    const broken = async () => {
      throw new TypeError('secret is undefined');
    };
    const cloud = aGateway([smsVoice({ DescribePools: broken })]);
    const error = await errorOf(
      new PinpointSMSVoiceV2Client(cloud.client()).send(new DescribePoolsCommand({})),
    );
    expect(error.$metadata).toMatchObject({ httpStatusCode: 500 });
    expect(error.message).not.toContain('secret');
    expect(cloud.log.join()).toContain('TypeError: secret is undefined');
  });
});
