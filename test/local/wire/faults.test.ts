import { DescribePoolsCommand, PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { GetResourceSharesCommand, ListPrincipalsCommand, RAMClient } from '@aws-sdk/client-ram';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import type { ErrorFault } from '../../../local/wire/index.ts';
import { aGateway, aRequest, errorOf } from './a-gateway.ts';
import { ram, smsVoice, sns } from './some-services.ts';

function aCloud() {
  const cloud = aGateway(
    [
      ram({ GetResourceShares: () => ({}), ListPrincipals: () => ({}) }),
      smsVoice({ DescribePools: () => ({}) }),
      sns({ Publish: () => ({ MessageId: 'm' }) }),
    ],
    { raw: { dynamodb: async () => ({ status: 200, headers: {}, body: '{}' }) } },
  );
  const ramClient = new RAMClient(cloud.client());
  return {
    ...cloud,
    faults: cloud.gateway.faults,
    shares: () => ramClient.send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
    principals: () => ramClient.send(new ListPrincipalsCommand({ resourceOwner: 'SELF' })),
    pools: () => new PinpointSMSVoiceV2Client(cloud.client()).send(new DescribePoolsCommand({})),
    publish: () =>
      new SNSClient(cloud.client()).send(new PublishCommand({ Message: 'x', PhoneNumber: '+12' })),
  };
}

describe('a fault', () => {
  it('strikes as often as it says, then lets calls through', async () => {
    const { faults, shares } = aCloud();
    faults.add({ service: 'ram', error: 'ThrottlingException', times: 2 });
    expect((await errorOf(shares())).$metadata).toMatchObject({ httpStatusCode: 429 });
    expect(faults.list()).toEqual([{ service: 'ram', error: 'ThrottlingException', times: 1 }]);
    await errorOf(shares());
    await shares();
    expect(faults.list()).toEqual([]);
  });

  it('strikes its operation alone, until it is cleared', async () => {
    const { faults, shares, principals, pools } = aCloud();
    faults.add({ service: 'ram', operation: 'ListPrincipals', error: 'ServerInternalException' });
    await shares();
    await pools();
    for (const time of [1, 2]) {
      expect([time, (await errorOf(principals())).name]).toEqual([time, 'ServerInternalException']);
    }
    faults.clear();
    await principals();
  });

  it('strikes by chance', async () => {
    const { faults, shares } = aCloud();
    faults.add({ service: 'ram', error: 'ThrottlingException', probability: 0.3 });
    const ends = await Promise.allSettled(Array.from({ length: 200 }, shares));
    const struck = ends.filter(({ status }) => status === 'rejected').length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
  });

  it('that is to strike no time does not strike', async () => {
    const { faults, shares } = aCloud();
    faults.add({ service: 'ram', error: 'ThrottlingException', times: 0 });
    await shares();
    expect(faults.list()).toEqual([]);
  });

  it('is noted in the log of calls', async () => {
    const { faults, shares, gateway } = aCloud();
    faults.add({ service: 'ram', error: 'ServiceUnavailableException', times: 1 });
    await errorOf(shares());
    expect(gateway.calls.entries()).toMatchObject([{ operation: 'GetResourceShares', status: 503 }]);
    gateway.calls.clear();
    expect(gateway.calls.entries()).toEqual([]);
  });
});

describe('the status and name of a fault', () => {
  const fails = async (fault: ErrorFault, call: 'shares' | 'pools' | 'publish') => {
    const cloud = aCloud();
    cloud.faults.add(fault);
    const { name, $metadata } = await errorOf(cloud[call]());
    return [name, Object($metadata).httpStatusCode];
  };

  it.each([
    ['ram', 'ThrottlingException', 'shares', 'ThrottlingException', 429],
    ['ram', 'ServiceUnavailableException', 'shares', 'ServiceUnavailableException', 503],
    ['ram', 'AccessDeniedException', 'shares', 'AccessDeniedException', 403],
    ['sms-voice', 'ThrottlingException', 'pools', 'ThrottlingException', 400],
    ['sms-voice', 'InternalServerException', 'pools', 'InternalServerException', 500],
    ['sms-voice', 'ServiceUnavailable', 'pools', 'ServiceUnavailable', 503],
    ['sms-voice', 'NobodyKnowsThisException', 'pools', 'NobodyKnowsThisException', 400],
    ['sns', 'ThrottlingException', 'publish', 'Throttling', 400],
    ['sns', 'ThrottledException', 'publish', 'ThrottledException', 429],
    ['sns', 'InternalErrorException', 'publish', 'InternalErrorException', 500],
  ] as const)('of %s %s are those of AWS', async (service, error, call, name, status) => {
    expect(await fails({ service, error }, call)).toEqual([name, status]);
  });
});

describe('a service that answers for itself', () => {
  const put = aRequest('dynamodb', {
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' },
  });

  it('is called, noted and made to fail like the others', async () => {
    const { gateway, faults } = aCloud();
    faults.add({ service: 'dynamodb', operation: 'PutItem', error: 'InternalServerError', times: 1 });
    const [failed, passed] = [await gateway.handle(put), await gateway.handle(put)];
    expect([failed.status, passed.status]).toEqual([500, 200]);
    expect(JSON.parse(String(failed.body)).__type).toMatch(/#InternalServerError$/);
    expect(gateway.calls.entries()).toMatchObject([
      { service: 'dynamodb', operation: 'PutItem', status: 500 },
      { service: 'dynamodb', operation: 'PutItem', status: 200 },
    ]);
  });
});

describe('a service that answers for itself and breaks', () => {
  it('is a 500 in the log of calls, and its words stand in the log alone', async () => {
    const { gateway, log } = aGateway([], {
      raw: { dynamodb: () => Promise.reject(new Error('no such folder')) },
    });
    const { status, body } = await gateway.handle(aRequest('dynamodb'));
    expect(status).toBe(500);
    expect(String(body)).not.toContain('folder');
    expect(log.join()).toContain('no such folder');
    expect(gateway.calls.entries()).toMatchObject([{ service: 'dynamodb', status: 500 }]);
  });
});

describe('latency', () => {
  it('makes a call wait for the machine, and is taken away by 0', async () => {
    const { faults, shares } = aCloud();
    faults.add({ latencyMs: 30 });
    expect(faults.list()).toEqual([{ latencyMs: 30 }]);
    const before = performance.now();
    await shares();
    // A timer may fire up to a millisecond early.
    expect(performance.now() - before).toBeGreaterThan(28);
    faults.add({ latencyMs: 0 });
    expect(faults.list()).toEqual([]);
    expect(faults.delay()).toBeUndefined();
  });
});
