import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws-error.ts';
import { aGateway, aRequest, errorOf } from './a-gateway.ts';
import { ram, smsVoice, sts } from './some-services.ts';

const JSON_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'PinpointSMSVoiceV2.DescribePools',
};
const FORM_HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a request without a signature', () => {
  const unsigned = (headers: Readonly<Record<string, string>>) =>
    aGateway([]).gateway.handle({ ...aRequest('any'), headers });

  it('is refused with 403 in the words of each protocol', async () => {
    const [rest, json, query] = [
      await unsigned({}),
      await unsigned(JSON_HEADERS),
      await unsigned(FORM_HEADERS),
    ];
    expect([rest.status, json.status, query.status]).toEqual([403, 403, 403]);
    expect(rest.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
    expect(rest.body).toBe('{"message":"Missing Authentication Token"}');
    expect(JSON.parse(String(json.body)).__type).toMatch(/#MissingAuthenticationTokenException$/);
    expect(query.body).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});

describe('a signature that does not parse', () => {
  it.each([
    'Bearer abc',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=1/20261002/eu-west-1/ram/aws4_request',
    'AWS4-HMAC-SHA256 Credential=1/20261002/eu-west-1/ram, SignedHeaders=host, Signature=0',
    'AWS4-HMAC-SHA256 Credential=1/today/eu-west-1/ram/aws4_request, SignedHeaders=host, Signature=0',
    'AWS4-HMAC-SHA256 Credential=1/20261002//ram/aws4_request, SignedHeaders=host, Signature=0',
    'AWS4-HMAC-SHA256 Credential=1/20261002/a/ram/aws4_request/x, SignedHeaders=host, Signature=0',
  ])('is incomplete: %s', async (authorization) => {
    const { gateway } = aGateway([ram({})]);
    const { status, headers } = await gateway.handle(aRequest('ram', { headers: { authorization } }));
    expect({ status, code: headers['x-amzn-errortype'] }).toEqual({
      status: 400,
      code: 'IncompleteSignatureException',
    });
  });
});

describe('a signature in the query string', () => {
  it('tells service, Region and caller', async () => {
    const { gateway } = aGateway([sts({ GetCallerIdentity: (_, { caller }) => ({ Arn: caller.arn }) })]);
    const { body } = await gateway.handle({
      ...aRequest('sts', { method: 'GET', headers: {} }),
      headers: {},
      query: {
        Action: 'GetCallerIdentity',
        Version: '2011-06-15',
        'X-Amz-Credential': '999988887777/20261002/us-west-2/sts/aws4_request',
      },
    });
    expect(body).toContain('<Arn>arn:aws:iam::999988887777:user/operator</Arn>');
    expect(gateway.calls.entries()).toMatchObject([{ account: '999988887777', region: 'us-west-2' }]);
  });
});

describe('a signature for all Regions', () => {
  it('is for the default Region', async () => {
    const { gateway } = aGateway([ram({})]);
    const scope = '111122223333/20261002/aws-global/ram/aws4_request';
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
    await gateway.handle(aRequest('ram', { headers: { authorization } }));
    expect(gateway.calls.entries()).toMatchObject([{ region: 'us-east-1' }]);
  });
});

describe('keys of a role session', () => {
  const aSession = () => {
    const cloud = aGateway([sts({ GetCallerIdentity: (_, { caller }) => ({ Arn: caller.arn }) })]);
    const session = cloud.identities.assume(
      'arn:aws:iam::444455556666:role/ops/Enforcer',
      'sharewarden',
      900,
    );
    const whoAmI = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
      new STSClient({ ...cloud.client(), credentials }).send(new GetCallerIdentityCommand({}));
    return { ...cloud, session, whoAmI };
  };

  it('are the role, in the answer and in the log of calls', async () => {
    const { session, whoAmI, gateway } = aSession();
    expect((await whoAmI(session)).Arn).toBe('arn:aws:sts::444455556666:assumed-role/Enforcer/sharewarden');
    expect(gateway.calls.entries()).toEqual([
      {
        time: '2026-10-02T22:39:11.000Z',
        service: 'sts',
        operation: 'GetCallerIdentity',
        account: '444455556666',
        region: 'eu-west-1',
        role: 'arn:aws:iam::444455556666:role/ops/Enforcer',
        status: 200,
      },
    ]);
  });

  it('expire on the clock of the world', async () => {
    const { session, whoAmI, pass } = aSession();
    pass(899);
    await whoAmI(session);
    pass(1);
    const error = await errorOf(whoAmI(session));
    expect(error).toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } });
  });

  it('are worth nothing without their token', async () => {
    const { session, whoAmI } = aSession();
    const { accessKeyId, secretAccessKey } = session;
    const error = await errorOf(whoAmI({ accessKeyId, secretAccessKey }));
    expect(error).toMatchObject({ name: 'InvalidClientTokenId', $metadata: { httpStatusCode: 403 } });
  });
});

describe('a gateway that asks for permission', () => {
  it('refuses after the request was found valid, and before the service sees it', async () => {
    const asked: unknown[] = [];
    const { gateway } = aGateway([smsVoice({ DescribePools: () => expect.fail('it was let through') })], {
      authorize: (caller, service, operation, input) => {
        asked.push([caller.account, service, operation, input]);
        return new AwsError('AccessDeniedException', 'not by this role');
      },
    });
    const ask = (body: string) => gateway.handle(aRequest('sms-voice', { headers: JSON_HEADERS, body }));
    const answers = [await ask('{"MaxResults":0}'), await ask('{"MaxResults":1}')];
    expect(asked).toEqual([['111122223333', 'sms-voice', 'DescribePools', { MaxResults: 1 }]]);
    expect(JSON.parse(String(answers[1]?.body))).toEqual({
      __type: 'com.amazonaws.pinpointsmsvoicev2#AccessDeniedException',
      Message: 'not by this role',
    });
  });
});
