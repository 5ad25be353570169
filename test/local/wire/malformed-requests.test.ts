import type { TagResourceRequest } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import type { WireRequest } from '../../../local/wire/index.ts';
import { aGateway, aRequest } from './a-gateway.ts';
import { organizations, ram, smsVoice, sns, sqs } from './some-services.ts';

const tagKeys: unknown[] = [];
const { gateway } = aGateway([
  ram({ CreateResourceShare: () => ({}), DeleteResourceShare: () => ({}), GetResourceShares: () => ({}) }),
  smsVoice({ DescribePools: () => ({}), CreatePool: () => ({}) }),
  organizations({ ListAccounts: () => ({}) }),
  sns({
    Publish: () => ({ MessageId: 'm' }),
    ListTopics: () => ({}),
    TagResource: ({ Tags }: TagResourceRequest) => {
      tagKeys.push(...(Tags ?? []).map(({ Key }) => Key));
      return {};
    },
  }),
  sqs({ ReceiveMessage: () => ({}), SendMessage: () => ({}) }),
]);

const pools = (body: string) =>
  aRequest('sms-voice', { body, headers: { 'x-amz-target': 'PinpointSMSVoiceV2.DescribePools' } });
const form = (body: string) =>
  aRequest('sns', { body, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } });

async function send(request: WireRequest) {
  const { status, headers, body } = await gateway.handle(request);
  const text = String(body);
  return { status, headers, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

describe('malformed JSON', () => {
  it.each(['{', 'null,', '{"MaxResults":}', '['.repeat(100_000), '\u0000'])(
    'is refused: %.20s',
    async (body) => {
      expect(await send(pools(body))).toMatchObject({
        status: 400,
        json: { __type: 'com.amazon.coral.service#SerializationException' },
      });
    },
  );

  it('may be missing altogether, as it may on AWS', async () => {
    expect((await send(pools(''))).status).toBe(200);
  });
});

describe('JSON of other types than the model has', () => {
  it.each([
    ['{"MaxResults":"5"}', 'STRING_VALUE can not be converted to an Integer'],
    ['{"MaxResults":1.5}', 'NUMBER_VALUE can not be converted to an Integer'],
    ['{"NextToken":5}', 'NUMBER_VALUE can not be converted to a String'],
    ['{"PoolIds":"pool-1"}', 'STRING_VALUE can not be converted to a List'],
    ['{"PoolIds":[true]}', 'TRUE_VALUE can not be converted to a String'],
    ['{"Filters":[["Name"]]}', 'START_ARRAY can not be converted to a Structure'],
    ['[]', 'START_ARRAY can not be converted to a Structure'],
    ['"text"', 'STRING_VALUE can not be converted to a Structure'],
    ['null', 'NULL_VALUE can not be converted to a Structure'],
  ])('is refused: %s', async (body, Message) => {
    expect(await send(pools(body))).toMatchObject({ status: 400, json: { Message } });
  });

  it('has blobs in base64', async () => {
    const body = JSON.stringify({
      QueueUrl: 'http://127.0.0.1/111122223333/q',
      MessageBody: 'x',
      MessageAttributes: { a: { DataType: 'Binary', BinaryValue: 'not base64!' } },
    });
    const headers = { 'x-amz-target': 'AmazonSQS.SendMessage' };
    const answer = await send(aRequest('sqs', { body, headers }));
    expect(answer).toMatchObject({ status: 400, json: { message: 'a Blob is not valid base64' } });
    expect(answer.headers['x-amzn-query-error']).toBe('MalformedInput;Sender');
  });
});

describe('a body of another media type', () => {
  const list = (type: string, body = '{"resourceOwner":"SELF"}') =>
    send(aRequest('ram', { path: '/getresourceshares', body, headers: { 'content-type': type } }));

  it.each(['text/plain', 'application/xml', 'application/x-amz-json-1.1'])(
    'is refused over REST: %s',
    async (type) => {
      expect(await list(type)).toMatchObject({
        status: 415,
        headers: { 'x-amzn-errortype': 'UnsupportedMediaTypeException' },
      });
    },
  );

  it('is JSON whatever the case and the parameters of the header', async () => {
    expect((await list('Application/JSON; charset=utf-8')).status).toBe(200);
    const headers = {
      'x-amz-target': 'PinpointSMSVoiceV2.DescribePools',
      'content-type': 'application/x-amz-json-1.0; charset=utf-8',
    };
    expect((await send(aRequest('sms-voice', { body: '{}', headers }))).status).toBe(200);
  });

  it('does not matter where there is no body', async () => {
    const request = {
      method: 'DELETE',
      path: '/deleteresourceshare',
      query: { resourceShareArn: 'arn' },
      headers: { 'content-type': 'text/plain' },
    };
    expect((await send(aRequest('ram', request))).status).toBe(200);
  });
});

describe('members that the model does not know, and nulls', () => {
  it('are passed over', async () => {
    expect((await send(pools('{"Colour":"red","__proto__":{"x":1},"NextToken":null}'))).status).toBe(200);
  });

  it('are refused as elements of lists', async () => {
    expect((await send(pools('{"PoolIds":[null]}'))).json.Message).toBe(
      "1 validation error detected: Value null at 'poolIds.1.member' failed to satisfy constraint: Member must not be null",
    );
  });
});

describe('the query string of RAM', () => {
  const remove = (query: WireRequest['query'], body = '') =>
    aRequest('ram', { method: 'DELETE', path: '/deleteresourceshare', query, body });

  it('holds what is bound to it', async () => {
    expect((await send(remove({ resourceShareArn: 'arn' }))).status).toBe(200);
  });

  it('can not be replaced by the body', async () => {
    const answer = await send(remove({}, '{"resourceShareArn":"arn"}'));
    expect(answer).toMatchObject({ status: 400, headers: { 'x-amzn-errortype': 'ValidationException' } });
    expect(answer.json.message).toContain("Value null at 'resourceShareArn'");
  });
});

describe('an operation that the model does not hold', () => {
  it('is unknown over JSON, with no message', async () => {
    const headers = { 'x-amz-target': 'PinpointSMSVoiceV2.OrderPizza' };
    const { status, json } = await send(aRequest('sms-voice', { headers }));
    expect({ status, json }).toEqual({
      status: 400,
      json: { __type: 'com.amazon.coral.service#UnknownOperationException' },
    });
  });

  it('is unknown when the target is that of another service, or missing', async () => {
    const headers = { 'x-amz-target': 'PinpointSMSVoiceV2.ListAccounts' };
    const answers = [
      await send(aRequest('organizations', { headers })),
      await send(aRequest('organizations')),
    ];
    expect(answers.map(({ json }) => json.__type)).toEqual(Array(2).fill('UnknownOperationException'));
  });

  it('is unknown over REST by path and by method', async () => {
    for (const request of [{ path: '/orderpizza' }, { method: 'GET', path: '/getresourceshares' }]) {
      expect(await send(aRequest('ram', request))).toMatchObject({
        status: 404,
        headers: { 'x-amzn-errortype': 'UnknownOperationException' },
      });
    }
  });

  it.each<[string, Partial<WireRequest>]>([
    ['another method', { method: 'GET' }],
    ['another path', { path: '/pools' }],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['plain JSON', { headers: { 'content-type': 'application/json' } }],
  ])('is unknown over JSON in %s, whatever the target', async (_, { headers, ...request }) => {
    const target = { 'x-amz-target': 'PinpointSMSVoiceV2.DescribePools' };
    const { status, json } = await send(
      aRequest('sms-voice', { ...request, body: '{}', headers: { ...target, ...headers } }),
    );
    expect({ status, json }).toEqual({
      status: 400,
      json: { __type: 'com.amazon.coral.service#UnknownOperationException' },
    });
  });

  it('is an invalid action of the query protocol, as is another version of the API', async () => {
    for (const body of ['Action=OrderPizza&Version=2010-03-31', 'Action=ListTopics&Version=1999-01-01', '']) {
      const { status, text } = await send(form(body));
      expect(status).toBe(400);
      expect(text).toContain('<Code>InvalidAction</Code>');
    }
  });

  it('is not found among the properties that every object has', async () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      const headers = { 'x-amz-target': `PinpointSMSVoiceV2.${name}` };
      expect((await send(aRequest('sms-voice', { headers }))).json.__type).toContain('UnknownOperation');
    }
  });
});

describe('an operation of the model that is not simulated', () => {
  it.each([
    [aRequest('ram', { path: '/createpermission', body: '{}' }), 'ram CreatePermission'],
    [
      aRequest('sms-voice', { headers: { 'x-amz-target': 'PinpointSMSVoiceV2.DeletePool' } }),
      'sms-voice DeletePool',
    ],
    [form('Action=CreateTopic&Version=2010-03-31'), 'sns CreateTopic'],
  ])('is a 501 that names it', async (request, name) => {
    const { status, headers, text } = await send(request);
    expect(status).toBe(501);
    expect(JSON.stringify(headers) + text).toContain('NotImplementedError');
    expect(text).toContain(`${name} is in AWS's model and not simulated`);
  });

  it('is a 501 for a whole service too', async () => {
    const { status, text } = await send(aRequest('s3', { method: 'GET', path: '/bucket' }));
    expect(status).toBe(501);
    expect(text).toContain('s3 GET /bucket: the service is not simulated');
  });
});

describe('a form whose parameters come in any order', () => {
  it('is read in the order of their numbers', async () => {
    const tags = [10, 2, 1].flatMap((n) => [`Tags.member.${n}.Value=v`, `Tags.member.${n}.Key=k${n}`]);
    const arn = 'ResourceArn=arn:aws:sns:eu-west-1:111122223333:alerts';
    expect((await send(form(['Action=TagResource', arn, ...tags].join('&')))).status).toBe(200);
    expect(tagKeys).toEqual(['k1', 'k2', 'k10']);
  });
});

describe('a malformed form', () => {
  it('holds a list where the model has a value', async () => {
    const { status, text } = await send(form('Action=Publish&Message.member.1=x'));
    expect(status).toBe(400);
    expect(text).toContain('<Code>MalformedInput</Code>');
  });

  it('may be the query string of a GET', async () => {
    const request = aRequest('sns', {
      method: 'GET',
      query: { Action: 'ListTopics', Version: '2010-03-31' },
    });
    expect((await send(request)).status).toBe(200);
  });
});
