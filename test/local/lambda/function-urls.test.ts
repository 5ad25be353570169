import { describe, expect, it, onTestFinished } from 'vitest';
import { type Cloud, createCloud } from '../../../local/cloud.ts';
import type { Template } from '../../../local/deploy/index.ts';
import { deployTemplate } from '../../../local/deploy-to-cloud.ts';
import { urlAnswer, urlEvent } from '../../../local/lambda/url-payload.ts';
import { aFolder } from './support/local-lambda.ts';

const AROUND = {
  id: 'abc',
  region: 'us-east-1',
  requestId: 'r',
  traceId: 't',
  now: Date.UTC(2026, 2, 12, 19, 3, 58),
};
const request = (parts: Partial<Parameters<typeof urlEvent>[0]> = {}) => ({
  method: 'POST',
  url: '/',
  headers: {},
  body: Buffer.from(''),
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
  ...parts,
});

describe('the event of a request to a URL', () => {
  it('is of payload format 2.0', () => {
    const event = urlEvent(
      request({
        url: '/some%20path?a=1&a=2&b=%26',
        headers: { Cookie: 'one=1; two=2', 'X-Two': ['1', '2'], 'user-agent': 'agent' },
      }),
      AROUND,
    );
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/some path',
      rawQueryString: 'a=1&a=2&b=%26',
      cookies: ['one=1', 'two=2'],
      headers: { 'x-two': '1,2', host: 'abc.lambda-url.us-east-1.on.aws', 'x-forwarded-proto': 'https' },
      queryStringParameters: { a: '1,2', b: '&' },
      requestContext: {
        accountId: 'anonymous',
        apiId: 'abc',
        domainPrefix: 'abc',
        http: {
          method: 'POST',
          path: '/some path',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'agent',
        },
        time: '12/Mar/2026:19:03:58 +0000',
        timeEpoch: AROUND.now,
      },
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('body');
  });

  it.each([
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/json; charset=utf-8', false],
    ['application/problem+json', false],
    ['text/plain', false],
  ])('has a body of %s as base64: %s', (type, isBase64Encoded) => {
    const event = urlEvent(request({ headers: { 'content-type': type }, body: Buffer.from('a=1') }), AROUND);
    expect([event.isBase64Encoded, event.body]).toEqual([isBase64Encoded, isBase64Encoded ? 'YT0x' : 'a=1']);
  });
});

describe('the answer of a URL', () => {
  const of = (payload: unknown) => urlAnswer({ status: 'success', payload: JSON.stringify(payload) });
  it.each([
    [{ statusCode: 201, headers: { 'X-A': 1 }, cookies: ['a=1'], body: 'made' }, 201, 'made'],
    [{ statusCode: 200, body: 'bWFkZQ==', isBase64Encoded: true }, 200, Buffer.from('made')],
    [{ statusCode: 401 }, 401, ''],
    [{ seen: true }, 200, '{"seen":true}'],
    ['hello', 200, 'hello'],
    [null, 200, 'null'],
  ])('for %j has status %i', (payload, status, body) => {
    expect(of(payload)).toMatchObject({ status, body });
  });

  it('is 502 when the function failed', () => {
    const error = { errorType: 'Error', errorMessage: 'secret' };
    expect(urlAnswer({ status: 'failure', error })).toMatchObject({
      status: 502,
      body: '{"Message":"Internal Server Error"}',
    });
  });
});

const ECHO = `exports.handler = async ({ body, headers, rawPath }) =>
  ({ statusCode: 200, headers: { seen: headers.host }, cookies: ['a=1', 'b=2'], body: rawPath + ' ' + Buffer.from(body, 'base64') })`;
const PERMISSIONS: Template['Resources'] = {
  UrlPermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'Echo' },
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    },
  },
  InvokePermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'Echo' },
      Action: 'lambda:InvokeFunction',
      Principal: '*',
      InvokedViaFunctionUrl: true,
    },
  },
};

/** A function that is deployed with a URL. @returns the URL. */
async function anEcho(permissions: Template['Resources']): Promise<{ url: string; cloud: Cloud }> {
  const cloud = await createCloud({ seed: 1, log: () => {} });
  onTestFinished(() => cloud.stop());
  await cloud.listen(0);
  const folder = await aFolder({ 'index.js': ECHO });
  const Resources = {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        },
      },
    },
    Echo: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: {},
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
    Url: {
      Type: 'AWS::Lambda::Url',
      Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Echo', 'Arn'] }, AuthType: 'NONE' },
    },
    ...permissions,
  };
  const Outputs = { Url: { Value: { 'Fn::GetAtt': ['Url', 'FunctionUrl'] } } };
  const { outputs } = await deployTemplate(cloud, { Resources, Outputs }, { artifact: () => folder });
  return { url: String(outputs.Url), cloud };
}
const post = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: 'a=1',
  });

describe('a function with a URL', () => {
  it('answers everybody at its URL', async () => {
    const { url } = await anEcho(PERMISSIONS);
    const answer = await post(`${url}deep/path`);
    expect([answer.status, await answer.text()]).toEqual([200, '/deep/path a=1']);
    expect(answer.headers.get('seen')).toMatch(/^[0-9a-f]{32}\.lambda-url\.us-east-1\.on\.aws$/);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect((await post(url.replace(/[0-9a-f]{32}/, 'f'.repeat(32)))).status).toBe(403);
  });

  it.each(Object.keys(PERMISSIONS))('answers nobody without %s', async (left) => {
    const { [left]: _, ...others } = PERMISSIONS;
    const { url } = await anEcho(others);
    expect((await post(url)).status).toBe(403);
  });
});
