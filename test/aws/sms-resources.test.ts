import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { smsResources } from '../../src/aws/sms-resources.ts';
import { type Answer, scripted } from './scripted.ts';

const NOW = '2026-11-02T10:00:00.000Z';
const POOL = 'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-01';
const LIST = 'arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/Default';
const number = (n: number) => `arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-${n}`;

/** sms-voice with a pool and pages of its members. */
function smsVoice(pool: object | Answer, members: readonly (readonly number[])[] = [[]]) {
  return scripted(({ operation, input }) => {
    const nth = Number(input.NextToken ?? 0);
    const NextToken = nth + 1 < 2 ? '1' : undefined;
    if (operation === 'describepools') {
      if ('error' in pool) return pool;
      return nth === 0 ? { body: { Pools: [], NextToken } } : { body: { Pools: [pool] } };
    }
    const OriginationIdentities = members[nth]?.map((n) => ({ OriginationIdentityArn: number(n) }));
    return {
      body: { OriginationIdentities, NextToken: nth + 1 < members.length ? String(nth + 1) : undefined },
    };
  });
}
const read = (aws: ReturnType<typeof scripted>) =>
  smsResources(new PinpointSMSVoiceV2Client(aws.client), { now: () => NOW }).pool(POOL);

describe('a pool', () => {
  it('is read with all its members, also behind an empty page', async () => {
    const aws = smsVoice({ PoolArn: POOL, Status: 'ACTIVE', OptOutListName: 'Default' }, [
      [],
      [1],
      [],
      [2, 3],
    ]);
    expect(await read(aws)).toEqual({
      arn: POOL,
      members: [number(1), number(2), number(3)],
      optOutList: LIST,
      readAt: NOW,
    });
    const members = aws.requests.filter(({ operation }) => operation === 'listpooloriginationidentities');
    for (const { input } of members) expect(input).toMatchObject({ PoolId: POOL, MaxResults: 100 });
  });

  it.each([
    [undefined, undefined],
    ['', undefined],
    [LIST, LIST],
  ])('with the opt-out list %o has %o', async (OptOutListName, optOutList) => {
    const pool = await read(smsVoice({ PoolArn: POOL, Status: 'ACTIVE', OptOutListName }));
    expect(pool?.optOutList).toBe(optOutList);
  });

  it('is not there when sms-voice does not know it or deletes it', async () => {
    expect(await read(smsVoice({ error: 'ResourceNotFoundException' }))).toBeUndefined();
    expect(await read(smsVoice({ PoolArn: POOL, Status: 'DELETING' }))).toBeUndefined();
  });

  it.each(['AccessDeniedException', 'InternalServerException'])('is not decided on %s', async (error) => {
    await expect(read(smsVoice({ error, status: 500 }))).rejects.toMatchObject({ name: error });
  });
});
