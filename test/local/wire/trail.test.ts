import { MoveAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  CreatePoolCommand,
  PinpointSMSVoiceV2Client,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  EnableSharingWithAwsOrganizationCommand,
  GetResourceSharesCommand,
  RAMClient,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws-error.ts';
import { aGateway, aRequest, errorOf, NOW } from './a-gateway.ts';
import { organizations, ram, smsVoice } from './some-services.ts';

const SHARE = 'arn:aws:ram:eu-west-1:111122223333:resource-share/1';
const POLICY = 'arn:aws:sms-voice:eu-west-1:111122223333:pool/pool-1';

function aCloud() {
  const cloud = aGateway([
    ram({
      CreateResourceShare: ({ name }) => ({
        resourceShare: {
          resourceShareArn: SHARE,
          name,
          creationTime: new Date(NOW),
          statusMessage: undefined,
        },
      }),
      DeleteResourceShare: () => {
        throw new AwsError('UnknownResourceException', 'ResourceShare could not be found.');
      },
      GetResourceShares: () => ({}),
      EnableSharingWithAwsOrganization: () => ({ returnValue: true }),
    }),
    smsVoice({
      CreatePool: ({ Tags }) => ({ PoolId: 'pool-1', Tags }),
      PutResourcePolicy: ({ ResourceArn, Policy }) => ({ ResourceArn, Policy }),
    }),
    organizations({ MoveAccount: () => undefined, CreateAccount: () => ({}) }),
  ]);
  const event = () => {
    const [only, ...rest] = cloud.events;
    if (!only || rest.length > 0) throw new Error(`${cloud.events.length} events, not one`);
    return only;
  };
  return {
    ...cloud,
    event,
    detail: () => event().detail,
    ramClient: new RAMClient(cloud.client()),
    smsVoiceClient: new PinpointSMSVoiceV2Client(cloud.client()),
  };
}

describe('a write call', () => {
  it('shows on the default bus as CloudTrail records it', async () => {
    const { ramClient, event } = aCloud();
    const { $metadata } = await ramClient.send(new CreateResourceShareCommand({ name: 'foo', tags: [] }));
    const { detail, ...envelope } = event();
    expect(envelope).toEqual({
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.ram',
      account: '111122223333',
      region: 'eu-west-1',
      resources: [],
    });
    expect(detail).toEqual({
      eventVersion: '1.10',
      userIdentity: {
        type: 'IAMUser',
        principalId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
        arn: 'arn:aws:iam::111122223333:user/operator',
        accountId: '111122223333',
        accessKeyId: '111122223333',
        userName: 'operator',
      },
      eventTime: '2026-10-02T22:39:11Z',
      eventSource: 'ram.amazonaws.com',
      eventName: 'CreateResourceShare',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js'),
      requestParameters: { name: 'foo', tags: [] },
      responseElements: {
        resourceShare: {
          resourceShareArn: SHARE,
          name: 'foo',
          creationTime: expect.stringMatching(/^Oct 2, 2026/),
        },
      },
      requestID: $metadata.requestId,
      eventID: expect.stringMatching(/^[\da-f-]{36}$/),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
    });
    const { requestParameters, responseElements } = JSON.parse(JSON.stringify(detail));
    expect(Object.keys(requestParameters)).toEqual(['name', 'tags']);
    expect(Object.keys(responseElements.resourceShare)).not.toContain('statusMessage');
  });

  it('of a role names the role as the issuer of the session', async () => {
    const { identities, client, detail } = aCloud();
    const roleArn = 'arn:aws:iam::111122223333:role/ops/Enforcer';
    const session = identities.assume(roleArn, 'sharewarden');
    const sdk = new RAMClient({ ...client(), credentials: session });
    await sdk.send(new CreateResourceShareCommand({ name: 'foo' }));
    expect(detail().userIdentity).toMatchObject({
      type: 'AssumedRole',
      principalId: session.assumedRoleId,
      arn: 'arn:aws:sts::111122223333:assumed-role/Enforcer/sharewarden',
      accountId: '111122223333',
      accessKeyId: session.accessKeyId,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: roleArn, accountId: '111122223333', userName: 'Enforcer' },
      },
    });
  });

  it('that failed shows its error and no response', async () => {
    const { ramClient, detail } = aCloud();
    await errorOf(ramClient.send(new DeleteResourceShareCommand({ resourceShareArn: SHARE })));
    expect(detail()).toMatchObject({
      errorCode: 'UnknownResourceException',
      errorMessage: 'ResourceShare could not be found.',
      requestParameters: { resourceShareArn: SHARE },
      responseElements: null,
    });
  });

  it('that was throttled shows no request either', async () => {
    const { ramClient, detail, gateway } = aCloud();
    gateway.faults.add({ service: 'ram', error: 'ThrottlingException' });
    await errorOf(ramClient.send(new CreateResourceShareCommand({ name: 'foo' })));
    expect(detail()).toMatchObject({ errorCode: 'ThrottlingException', requestParameters: null });
  });

  it('without members has no request parameters', async () => {
    const { ramClient, detail } = aCloud();
    await ramClient.send(new EnableSharingWithAwsOrganizationCommand({}));
    expect(detail()).toMatchObject({ requestParameters: null, responseElements: { returnValue: true } });
  });

  it('has no response where CloudTrail is told to keep none', async () => {
    const { ramClient, detail, switches } = aCloud();
    switches.cloudTrailResponses = false;
    await ramClient.send(new CreateResourceShareCommand({ name: 'foo' }));
    expect(detail()).toMatchObject({ responseElements: null });
    expect(detail()).not.toHaveProperty('errorCode');
  });
});

describe('members in CloudTrail', () => {
  it('begin in lower case where the service says so, in lists too', async () => {
    const { smsVoiceClient, detail } = aCloud();
    const Tags = [{ Key: 'environment', Value: 'prod' }];
    await smsVoiceClient.send(
      new CreatePoolCommand({
        OriginationIdentity: 'phone-1',
        MessageType: 'PROMOTIONAL',
        Tags,
        ClientToken: 't',
      }),
    );
    expect(detail()).toMatchObject({
      requestParameters: { originationIdentity: 'phone-1', tags: [{ key: 'environment', value: 'prod' }] },
      responseElements: { poolId: 'pool-1', tags: [{ key: 'environment', value: 'prod' }] },
    });
  });

  it('are as on the wire otherwise', async () => {
    const service = smsVoice({ PutResourcePolicy: () => ({}) });
    const { trail } = service;
    if (!trail) throw new Error('the service has a trail');
    const { client, events } = aGateway([{ ...service, trail: { ...trail, keyCase: () => 'wire' } }]);
    await new PinpointSMSVoiceV2Client(client()).send(
      new PutResourcePolicyCommand({ ResourceArn: POLICY, Policy: '{}' }),
    );
    expect(events[0]?.detail.requestParameters).toEqual({ ResourceArn: POLICY, Policy: '{}' });
    expect(events[0]?.detail.responseElements).toBeNull();
  });

  it('are hidden where they are sensitive, and the service logs in its own Region', async () => {
    const { gateway, event } = aCloud();
    const headers = { 'x-amz-target': 'AWSOrganizationsV20161128.CreateAccount' };
    const body = JSON.stringify({ Email: 'someone@example.com', AccountName: 'Someone' });
    await gateway.handle(aRequest('organizations', { headers, body }));
    expect(event()).toMatchObject({
      region: 'us-east-1',
      detail: {
        awsRegion: 'us-east-1',
        requestParameters: {
          email: 'HIDDEN_DUE_TO_SECURITY_REASONS',
          accountName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        },
      },
    });
  });

  it('are left out together when they are larger than 100 KB', async () => {
    const { ramClient, detail } = aCloud();
    const principals = Array.from({ length: 10_000 }, (_, index) => String(100_000_000_000 + index));
    await ramClient.send(new CreateResourceShareCommand({ name: 'foo', principals }));
    expect(detail()).not.toHaveProperty('requestParameters');
    expect(detail()).toHaveProperty('responseElements.resourceShare.name', 'foo');
  });
});

describe('calls that CloudTrail does not record as writes', () => {
  it('put no event on any bus', async () => {
    const { ramClient, gateway, events, client } = aCloud();
    await ramClient.send(new GetResourceSharesCommand({ resourceOwner: 'SELF' }));
    await gateway.handle({
      ...aRequest('ram', { path: '/createresourceshare', body: '{"name":"x"}' }),
      headers: {},
    });
    await gateway.handle(aRequest('ram', { path: '/createpermission', body: '{}' }));
    await gateway.handle(aRequest('ram', { path: '/orderpizza' }));
    expect(events).toEqual([]);
    // Not because nothing ever does.
    await new OrganizationsClient(client()).send(
      new MoveAccountCommand({
        AccountId: '444455556666',
        SourceParentId: 'r-ab12',
        DestinationParentId: 'ou-ab12-11111111',
      }),
    );
    expect(events).toHaveLength(1);
  });
});
