import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { DescribePoolsCommand, PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { DeleteResourceShareCommand, RAMClient } from '@aws-sdk/client-ram';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AwsError } from '../../../local/aws-error.ts';
import { nodeListener, type WireRequest } from '../../../local/wire/index.ts';
import { aGateway, aRequest, NOW, noting } from './a-gateway.ts';
import { ram, smsVoice, sns } from './some-services.ts';

const SHARE = 'arn:aws:ram:eu-west-1:111122223333:resource-share/a b+c';
const seen: unknown[] = [];
const { gateway, client } = aGateway([
  ram({ DeleteResourceShare: noting(seen, { returnValue: true }) }),
  smsVoice({ DescribePools: () => ({ Pools: [] }) }),
  sns({ CreateTopic: ({ Name }) => ({ TopicArn: `arn:aws:sns:eu-west-1:111122223333:${Name}` }) }),
]);
const server = createServer(nodeListener(gateway.handle));
let endpoint = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

// address() is a text for pipes only.
const portOf = (listening: Server) => (listening.address() as AddressInfo).port;
const settings = () => {
  const { requestHandler: _, ...rest } = client();
  return { ...rest, endpoint };
};

describe('an SDK client whose clock was moved by hours', () => {
  it('repeats no call that fails, as it would if it took its clock for wrong', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    onTestFinished(() => void vi.useRealTimers());
    const calls: unknown[] = [];
    const failing = aGateway([
      ram({
        DeleteResourceShare: (input) => {
          calls.push(input);
          throw new AwsError('UnknownResourceException', 'There is no such share.');
        },
      }),
    ]);
    const moved = createServer(nodeListener(failing.gateway.handle));
    await new Promise<void>((resolve) => moved.listen(0, '127.0.0.1', resolve));
    const { requestHandler: _, ...rest } = failing.client();
    const client = new RAMClient({
      ...rest,
      maxAttempts: 3,
      endpoint: `http://127.0.0.1:${portOf(moved)}`,
    });
    await expect(
      client.send(new DeleteResourceShareCommand({ resourceShareArn: SHARE })),
    ).rejects.toMatchObject({ name: 'UnknownResourceException' });
    expect(calls).toHaveLength(1);
    client.destroy();
    await new Promise((resolve) => moved.close(resolve));
  });
});

describe('SDK clients over a socket', () => {
  it('are answered over each kind of protocol', async () => {
    const clients = {
      ram: new RAMClient(settings()),
      sms: new PinpointSMSVoiceV2Client(settings()),
      sns: new SNSClient(settings()),
    };
    await clients.ram.send(new DeleteResourceShareCommand({ resourceShareArn: SHARE }));
    expect(seen).toEqual([{ resourceShareArn: SHARE }]);
    expect((await clients.sms.send(new DescribePoolsCommand({}))).Pools).toEqual([]);
    expect((await clients.sns.send(new CreateTopicCommand({ Name: 'alerts' }))).TopicArn).toMatch(/:alerts$/);
    for (const each of Object.values(clients)) each.destroy();
  });
});

describe('raw HTTP', () => {
  const { headers } = aRequest('sms-voice', {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'PinpointSMSVoiceV2.DescribePools',
    },
  });

  it('is answered with its length, a request id and the content type of the protocol', async () => {
    const response = await fetch(endpoint, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(response.headers.get('content-length')).toBe('12');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
  });

  it('is refused when its body is larger than any service takes', async () => {
    const body = Buffer.alloc(9 * 1024 * 1024);
    expect((await fetch(endpoint, { method: 'POST', headers, body })).status).toBe(413);
  });

  it.each([
    ['/a%20b?x=1&x=2&y=%2B+z&flag', { path: '/a b', query: { x: ['1', '2'], y: '+ z', flag: '' } }],
    ['/%ff?%=%zz', { path: '/%ff', query: { '%': '%zz' } }],
    ['/', { path: '/', query: {} }],
  ])('is read into its parts: %s', async (url, parts) => {
    const requests: WireRequest[] = [];
    const echo = createServer(
      nodeListener(async (request) => {
        requests.push(request);
        return { status: 204, headers: {}, body: '' };
      }),
    );
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    await fetch(`http://127.0.0.1:${portOf(echo)}${url}`, { headers: { 'X-Mixed-Case': 'Yes' } });
    echo.close();
    expect(requests).toMatchObject([{ method: 'GET', ...parts, headers: { 'x-mixed-case': 'Yes' } }]);
  });

  it('may break off in the middle', async () => {
    const socket = connect(portOf(server), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.destroy();
    const response = await fetch(endpoint, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(200);
  });
});
