import {
  DescribeSenderIdsCommand,
  ReleaseSenderIdCommand,
  RequestSenderIdCommand,
  UpdateSenderIdCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { aCloud, aPool, aSenderId, CONSUMER, OWNER } from './a-cloud.ts';

const ACME = { SenderId: 'ACME', IsoCountryCode: 'GB' };

describe('a sender ID', () => {
  it('has its name and country in its ARN, and is one for each country', async () => {
    const { sms } = aCloud();
    const request = (more: object) => sms().send(new RequestSenderIdCommand({ ...ACME, ...more }));
    expect(await request({ Tags: [{ Key: 'team', Value: 'ops' }] })).toMatchObject({
      ...ACME,
      SenderIdArn: `arn:aws:sms-voice:us-east-1:${OWNER}:sender-id/ACME/GB`,
      Registered: false,
      Tags: [{ Key: 'team', Value: 'ops' }],
    });
    await request({ IsoCountryCode: 'DE' });
    await expect(request({})).rejects.toMatchObject({
      name: 'ConflictException',
      Reason: 'RESOURCE_ALREADY_EXISTS',
      ResourceType: 'sender-id',
      ResourceId: 'ACME',
    });
  });

  it('is described by name and country, by ARN where shared, and by filter', async () => {
    const { sms, ram } = aCloud();
    const british = await aSenderId(sms());
    await aSenderId(sms(), 'ACME', 'DE');
    const find = async (account: string, input: object) =>
      (await sms(account).send(new DescribeSenderIdsCommand(input))).SenderIds?.map(
        ({ SenderIdArn }) => SenderIdArn,
      );
    expect(await find(OWNER, { SenderIds: [ACME] })).toEqual([british.arn]);
    expect(await find(OWNER, { Filters: [{ Name: 'iso-country-code', Values: ['GB'] }] })).toEqual([
      british.arn,
    ]);
    await expect(find(CONSUMER, { SenderIds: [ACME] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    ram.share(CONSUMER, british.arn);
    expect(await find(CONSUMER, { SenderIds: [{ ...ACME, SenderId: british.arn }] })).toEqual([british.arn]);
    expect(await find(CONSUMER, { Owner: 'SHARED' })).toEqual([british.arn]);
    expect(await find(CONSUMER, {})).toEqual([]);
  });

  it('is not found by an ARN of another country than is named', async () => {
    const { sms } = aCloud();
    const { arn: SenderId } = await aSenderId(sms());
    const named = { SenderId, IsoCountryCode: 'DE' };
    const refused = { name: 'ValidationException', Reason: 'COUNTRY_CODE_MISMATCH' };
    await expect(sms().send(new ReleaseSenderIdCommand(named))).rejects.toMatchObject(refused);
    const describing = sms().send(new DescribeSenderIdsCommand({ SenderIds: [named] }));
    await expect(describing).rejects.toMatchObject(refused);
  });

  it('is released neither from a pool nor while it is protected', async () => {
    const { sms, ram } = aCloud();
    const { arn } = await aSenderId(sms());
    const release = () => sms().send(new ReleaseSenderIdCommand(ACME));
    await sms().send(new UpdateSenderIdCommand({ ...ACME, DeletionProtectionEnabled: true }));
    await expect(release()).rejects.toMatchObject({ Reason: 'DELETION_PROTECTION_ENABLED' });
    await sms().send(new UpdateSenderIdCommand({ ...ACME, DeletionProtectionEnabled: false }));
    expect(await release()).toMatchObject(ACME);
    expect(ram.told).toEqual([['resource deleted', arn]]);
    await aPool(sms(), (await aSenderId(sms())).arn);
    await expect(release()).rejects.toMatchObject({ Reason: 'SENDER_ID_ASSOCIATED_TO_POOL' });
  });

  it('is one of 200 at most', async () => {
    const { sms } = aCloud();
    for (let made = 0; made < 200; made++) await aSenderId(sms(), `S${made}`);
    await expect(aSenderId(sms(), 'S200')).rejects.toMatchObject({ Reason: 'SENDER_IDS_PER_ACCOUNT' });
    const first = await sms().send(new DescribeSenderIdsCommand({}));
    const second = await sms().send(new DescribeSenderIdsCommand({ NextToken: first.NextToken }));
    expect([first.SenderIds?.length, second.SenderIds?.length, second.NextToken]).toEqual([
      100,
      100,
      undefined,
    ]);
  });
});
