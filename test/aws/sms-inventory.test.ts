import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { smsInventory } from '../../src/aws/sms-inventory.ts';
import { SCOPE, smsArn } from '../support/builders.ts';
import { type Answer, type Request, scripted } from './scripted.ts';

const NOW = '2026-11-02T10:00:00.000Z';
const sender = (n: number) => smsArn(`sender-id/S${n}/GB`);
const documentOf = (Resource: string) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sms-voice:*', Resource }] });

function inventory(answer: (request: Request) => Answer) {
  const aws = scripted(answer);
  const [sms, ram] = [new PinpointSMSVoiceV2Client(aws.client), new RAMClient(aws.client)];
  return { ...aws, ...smsInventory(sms, ram, { now: () => NOW }) };
}

describe('the policies of many resources', () => {
  /** Those of the given senders have one; RAM wrote these documents. */
  const given = (withPolicy: readonly string[], ramOf: (arns: readonly string[]) => Answer) =>
    inventory(({ operation, input }) => {
      if (operation === 'getresourcepolicies') return ramOf(input.resourceArns as readonly string[]);
      const arn = String(input.ResourceArn);
      return { body: { ResourceArn: arn, Policy: withPolicy.includes(arn) ? documentOf(arn) : undefined } };
    });

  it('come with what RAM wrote, each with its own', async () => {
    const policies = [documentOf(sender(1)), documentOf(sender(2))];
    const { policies: read } = given([sender(1), sender(2)], () => ({ body: { policies } }));
    expect(await read([sender(1), sender(2), sender(3)])).toEqual([
      { resource: sender(1), document: policies[0], ramDocuments: [policies[0]], readAt: NOW },
      { resource: sender(2), document: policies[1], ramDocuments: [policies[1]], readAt: NOW },
      { resource: sender(3), document: undefined, ramDocuments: [], readAt: NOW },
    ]);
  });

  it.each([
    ['of every resource', documentOf('*')],
    ['that can not be read', 'no JSON'],
  ])('may all be explained by a document %s', async (_, document) => {
    const { policies } = given([sender(1), sender(2)], () => ({ body: { policies: [document] } }));
    const read = await policies([sender(1), sender(2)]);
    expect(read.map(({ ramDocuments }) => ramDocuments)).toEqual([[document], [document]]);
  });

  it('are asked of RAM 50 at a time, and only those that have one', async () => {
    const all = Array.from({ length: 120 }, (_, n) => sender(n));
    const { policies, requests } = given(all.slice(0, 110), () => ({ body: { policies: [] } }));
    expect(await policies(all)).toHaveLength(120);
    const asked = requests.flatMap(({ operation, input }) =>
      operation === 'getresourcepolicies' ? [input.resourceArns] : [],
    );
    expect(asked).toEqual([all.slice(0, 50), all.slice(50, 100), all.slice(100, 110)]);
  });

  it('are none of RAM, which is not asked, where there are none', async () => {
    const { policies, asked } = given([], () => ({ error: 'InvalidParameterException' }));
    await policies([sender(1)]);
    expect(asked()).toEqual(['getresourcepolicy']);
    expect(await policies([])).toEqual([]);
  });

  it('are asked of RAM one by one when it does not know one of them', async () => {
    const { policies } = given([sender(1), sender(2)], (arns) =>
      arns.includes(sender(2))
        ? { error: 'ResourceArnNotFoundException' }
        : { body: { policies: arns.map(documentOf) } },
    );
    const read = await policies([sender(1), sender(2)]);
    expect(read.map(({ ramDocuments }) => ramDocuments)).toEqual([[documentOf(sender(1))], []]);
  });

  it('leave out those of resources that are gone', async () => {
    const { policies } = inventory(() => ({ error: 'ResourceNotFoundException' }));
    expect(await policies([sender(1)])).toEqual([]);
  });

  it.each(['AccessDeniedException', 'InternalServerException'])(
    'are not made up for on %s',
    async (error) => {
      await expect(inventory(() => ({ error })).policies([sender(1)])).rejects.toMatchObject({ name: error });
    },
  );
});

describe('the members of a pool', () => {
  it('are none of a pool that is gone', async () => {
    const { members } = inventory(() => ({ error: 'ResourceNotFoundException' }));
    expect(await members(smsArn('pool/pool-1'))).toBeUndefined();
  });
});

describe('the resources of a scope', () => {
  const POOL = smsArn('pool/pool-1');
  const listing = (Pools: readonly object[]) =>
    inventory(({ operation }) => ({ body: operation === 'describepools' ? { Pools } : {} })).resources(SCOPE);

  it('are all but the pools that are being deleted', async () => {
    const pools = [
      { PoolArn: POOL, Status: 'ACTIVE', OptOutListName: 'marketing' },
      { PoolArn: smsArn('pool/pool-2'), Status: 'DELETING' },
    ];
    expect(await listing(pools)).toEqual([{ arn: POOL, optOutList: smsArn('opt-out-list/marketing') }]);
  });

  it.each([
    ['account', POOL.replace(SCOPE.account, '444455556666')],
    ['Region', POOL.replace('us-east-1', 'eu-west-1')],
  ])('are refused when they are those of another %s', async (_, PoolArn) => {
    await expect(listing([{ PoolArn }])).rejects.toThrow(`read ${PoolArn}`);
  });

  it('are asked for as own ones, in pages of a hundred, each list for itself', async () => {
    const { resources, requests } = inventory(({ operation, input }) => {
      const token = `token of ${operation}`;
      return { body: input.NextToken === undefined ? { NextToken: token } : {} };
    });
    await resources(SCOPE);
    expect(requests).toHaveLength(8);
    for (const { operation, input } of requests) {
      expect(input).toMatchObject({ Owner: 'SELF', MaxResults: 100 });
      expect([undefined, `token of ${operation}`]).toContain(input.NextToken);
    }
  });
});
