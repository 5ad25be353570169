import {
  CreateOptOutListCommand,
  DeleteOptedOutNumberCommand,
  DeleteOptOutListCommand,
  DescribeOptedOutNumbersCommand,
  DescribeOptOutListsCommand,
  PutOptedOutNumberCommand,
  ReleasePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { aCloud, aNumber, CONSUMER, OWNER } from './a-cloud.ts';

const arnOf = (name: string) => `arn:aws:sms-voice:us-east-1:${OWNER}:opt-out-list/${name}`;

describe('an account that made no opt-out list', () => {
  it("has the Default list, which can't be deleted", async () => {
    const { sms, truth } = aCloud();
    expect(truth.exists(arnOf('Default'))).toBe(true);
    const { OptOutLists } = await sms().send(new DescribeOptOutListsCommand({}));
    expect(OptOutLists).toMatchObject([{ OptOutListName: 'Default', OptOutListArn: arnOf('Default') }]);
    const remove = sms().send(new DeleteOptOutListCommand({ OptOutListName: 'Default' }));
    await expect(remove).rejects.toMatchObject({ Reason: 'RESOURCE_DELETION_NOT_ALLOWED' });
  });
});

describe('an opt-out list', () => {
  it('is made once, and found by name and ARN', async () => {
    const { sms } = aCloud();
    const create = () => sms().send(new CreateOptOutListCommand({ OptOutListName: 'Ads' }));
    expect(await create()).toMatchObject({ OptOutListName: 'Ads', OptOutListArn: arnOf('Ads') });
    await expect(create()).rejects.toMatchObject({ Reason: 'RESOURCE_ALREADY_EXISTS' });
    const OptOutListNames = ['Ads', arnOf('Default')];
    const { OptOutLists } = await sms().send(new DescribeOptOutListsCommand({ OptOutListNames }));
    expect(OptOutLists).toHaveLength(2);
  });

  it("can't be deleted while a number uses it", async () => {
    const { sms, ram } = aCloud();
    await sms().send(new CreateOptOutListCommand({ OptOutListName: 'Ads' }));
    const number = await aNumber(sms(), { OptOutListName: 'Ads' });
    const remove = () => sms().send(new DeleteOptOutListCommand({ OptOutListName: arnOf('Ads') }));
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException', Reason: 'RESOURCE_NOT_EMPTY' });
    await sms().send(new ReleasePhoneNumberCommand({ PhoneNumberId: number.id }));
    await remove();
    expect(ram.told.at(-1)).toEqual(['resource deleted', arnOf('Ads')]);
  });

  it("may be another account's, by its ARN, where it is shared", async () => {
    const { sms, ram } = aCloud();
    await sms().send(new CreateOptOutListCommand({ OptOutListName: 'Ads' }));
    const request = () => aNumber(sms(CONSUMER), { OptOutListName: arnOf('Ads') });
    await expect(request()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    ram.share(CONSUMER, arnOf('Ads'));
    expect((await request()).OptOutListName).toBe(arnOf('Ads'));
  });

  it('is one of 25, beside the Default list', async () => {
    const { sms } = aCloud();
    const create = (name: number) => sms().send(new CreateOptOutListCommand({ OptOutListName: `L${name}` }));
    for (let made = 0; made < 25; made++) await create(made);
    await expect(create(25)).rejects.toMatchObject({ Reason: 'OPT_OUT_LISTS_PER_ACCOUNT' });
  });
});

describe('numbers on a shared opt-out list', () => {
  it('are put, read and deleted by consumers too', async () => {
    const { sms, ram } = aCloud();
    const list = { OptOutListName: arnOf('Default') };
    const consumer = sms(CONSUMER);
    const put = (OptedOutNumber: string) =>
      consumer.send(new PutOptedOutNumberCommand({ ...list, OptedOutNumber }));
    await expect(put('+12065550100')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    ram.share(CONSUMER, arnOf('Default'));
    await put('+12065550100');
    await put('12065550101');
    const read = (more: object) =>
      sms().send(new DescribeOptedOutNumbersCommand({ OptOutListName: 'Default', ...more }));
    expect((await read({})).OptedOutNumbers).toMatchObject([
      { OptedOutNumber: '+12065550100', EndUserOptedOut: false },
      { OptedOutNumber: '+12065550101' },
    ]);
    const remove = () =>
      consumer.send(new DeleteOptedOutNumberCommand({ ...list, OptedOutNumber: '+12065550100' }));
    await remove();
    await expect(remove()).rejects.toMatchObject({ ResourceType: 'opted-out-number' });
    expect((await read({ OptedOutNumbers: ['+12065550101'] })).OptedOutNumbers).toHaveLength(1);
    await expect(read({ OptedOutNumbers: ['+12065550100'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
